import { ConfirmButton, ErrorNotice, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { useFailure } from '../../api/failure.ts';
import { useApiAction } from '../../api/use-api.ts';
import { sessionsTexts } from './texts.ts';

/** Closes an open online session after asking: nothing can be sent in it afterwards. */
export function CloseSession({ referenceNumber }: { referenceNumber: string }) {
  const texts = useTexts(sessionsTexts);
  const closing = useApiAction(
    (client) => client.operations.closeOnlineSession({ path: { referenceNumber } }),
    { changes: ['getSessionStatus', 'listSessions', 'listSessionInvoices'] },
  );
  const failure = useFailure(closing.error);
  return (
    <ConfirmButton
      label={texts.close}
      title={texts.closeTitle}
      confirm={texts.close}
      danger={false}
      size="md"
      busy={closing.isPending}
      onConfirm={() => closing.mutateAsync(undefined)}
      onCancel={closing.reset}
    >
      <Stack>
        {texts.closeText}
        {failure && <ErrorNotice title={texts.notClosed} failure={failure} />}
      </Stack>
    </ConfirmButton>
  );
}
