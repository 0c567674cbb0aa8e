import type { TokenStatusResponse } from '@kwit/ksef-contract';
import { ConfirmDialog, ErrorNotice, useTexts } from '@kwit/ui';
import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useApiAction } from '../../api/use-api.ts';
import { tokensTexts } from './texts.ts';
import { useTokenFailure } from './token-failure.ts';

/** Revokes a token after asking; nothing where there is nothing left to revoke. */
export function RevokeToken({
  token: { referenceNumber, description, status },
}: {
  token: TokenStatusResponse;
}) {
  const texts = useTexts(tokensTexts);
  const [asked, setAsked] = useState(false);
  const revoking = useApiAction((client) => client.revokeKsefToken(referenceNumber), {
    changes: ['listTokens'],
    onDone: () => setAsked(false),
  });
  const failure = useTokenFailure(revoking.error);
  if (status !== 'Active' && status !== 'Pending') return null;
  const cancel = () => {
    setAsked(false);
    revoking.reset();
  };
  return (
    <>
      <Button
        variant="default"
        size="sm"
        h={44}
        aria-label={`${texts.revoke}: ${description}`}
        onClick={() => setAsked(true)}
      >
        {texts.revoke}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={texts.revokeTitle}
        confirm={texts.revokeConfirm}
        danger
        busy={revoking.isPending}
        onConfirm={() => revoking.mutate(undefined)}
        onCancel={cancel}
      >
        <Stack>
          {texts.revokeText(description)}
          {failure && <ErrorNotice title={texts.notRevoked} failure={failure} />}
        </Stack>
      </ConfirmDialog>
    </>
  );
}
