import { PageHeader, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { CreatePerson } from './create-person.tsx';
import { CreateSubject } from './create-subject.tsx';
import { OfficePermissions } from './office-permissions.tsx';
import { RemoveTestData } from './remove-test-data.tsx';
import { Scenarios } from './scenarios.tsx';
import { TestProfileOnly } from './test-profile-only.tsx';
import { peopleTexts } from './texts.ts';

export function PeoplePage() {
  const texts = useTexts(peopleTexts);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Stack gap={40}>
        <Scenarios />
        <TestProfileOnly>
          <OfficePermissions />
          <CreateSubject />
          <CreatePerson />
          <RemoveTestData />
        </TestProfileOnly>
      </Stack>
    </>
  );
}
