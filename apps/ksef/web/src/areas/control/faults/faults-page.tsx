import { PageHeader, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { FaultForm } from './fault-form.tsx';
import { FaultList } from './fault-list.tsx';
import { faultTexts } from './texts.ts';

export function FaultsPage() {
  const texts = useTexts(faultTexts);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Stack gap={40}>
        <FaultList />
        <FaultForm />
      </Stack>
    </>
  );
}
