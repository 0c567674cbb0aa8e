import type { TokenStatusResponse } from '@kwit/ksef-contract';
import { ConfirmButton, DateText, ErrorNotice, Facts, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { useApiAction } from '../../api/use-api.ts';
import { tokensTexts } from './texts.ts';
import { useTokenFailure } from './token-failure.ts';

/** Revokes a token after asking; nothing where there is nothing left to revoke. */
export function RevokeToken({
  token: { referenceNumber, description, status, dateCreated },
}: {
  token: TokenStatusResponse;
}) {
  const texts = useTexts(tokensTexts);
  const revoking = useApiAction((client) => client.revokeKsefToken(referenceNumber), {
    changes: ['listTokens'],
  });
  const failure = useTokenFailure(revoking.error);
  if (status !== 'Active' && status !== 'Pending') return null;
  return (
    <ConfirmButton
      label={texts.revoke}
      subject={description}
      title={texts.revokeTitle}
      confirm={texts.revokeConfirm}
      busy={revoking.isPending}
      onConfirm={() => revoking.mutateAsync(undefined)}
      onCancel={revoking.reset}
    >
      <Stack>
        {texts.revokeText(description)}
        <Facts
          facts={[
            [texts.created, <DateText key="created" value={dateCreated} time />],
            [texts.reference, referenceNumber],
          ]}
        />
        {failure && <ErrorNotice title={texts.notRevoked} failure={failure} />}
      </Stack>
    </ConfirmButton>
  );
}
