import { PageHeader, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { TestProfileOnly } from '../people/test-profile-only.tsx';
import { AttachmentConsent } from './attachment-consent.tsx';
import { ContextBlocks } from './context-blocks.tsx';
import { attachmentTexts } from './texts.ts';

export function AttachmentsPage() {
  const texts = useTexts(attachmentTexts);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <TestProfileOnly>
        <Stack gap={40}>
          <AttachmentConsent />
          <ContextBlocks />
        </Stack>
      </TestProfileOnly>
    </>
  );
}
