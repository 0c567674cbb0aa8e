import { ConfirmDialog, ErrorNotice, StatusWord, useDraft, useTexts } from '@kwit/ui';
import { Button, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useApiAction } from '../../../api/use-api.ts';
import { useOperation, usePermissionFailure } from '../operation.ts';
import classes from './lists.module.css';
import type { GrantRow } from './rows.ts';
import { takeOut } from './sources.ts';
import { listTexts } from './texts.ts';

export interface RevokeGrantProps {
  readonly row: GrantRow;
  readonly holder: string;
  readonly permission: string;
}

/** Takes a permission back after asking, and follows that to its end, also over a reload. */
export function RevokeGrant({ row, holder, permission }: RevokeGrantProps) {
  const texts = useTexts(listTexts);
  const queries = useQueryClient();
  const [asked, setAsked] = useState(false);
  const [reference, setReference, forget] = useDraft<string | null>(`permissions.revoke.${row.id}`, null);
  const operation = useOperation(reference ?? undefined);
  const failure = usePermissionFailure(operation.error);
  const isDone = operation.state === 'done';
  useEffect(() => {
    if (!isDone) return;
    forget();
    takeOut(queries, row.id);
  }, [isDone, forget, queries, row.id]);
  if (operation.state === 'running' || isDone) {
    return <StatusWord tone="waiting">{texts.revoking}</StatusWord>;
  }
  return (
    <span className={classes.party}>
      {failure && (
        <span role="alert">
          <StatusWord tone="wrong">{texts.notRevoked}</StatusWord>
          <span>
            {' '}
            {failure.happened} {failure.remedy}
          </span>
        </span>
      )}
      <span>
        <Button
          variant="default"
          size="sm"
          h={44}
          aria-label={`${texts.revoke}: ${permission}, ${holder}`}
          onClick={() => setAsked(true)}
        >
          {texts.revoke}
        </Button>
      </span>
      <Question
        row={row}
        opened={asked}
        onSent={(sent) => {
          setAsked(false);
          setReference(sent);
        }}
        onCancel={() => setAsked(false)}
      >
        {texts.revokeText(holder, permission)}
      </Question>
    </span>
  );
}

interface QuestionProps {
  readonly row: GrantRow;
  readonly opened: boolean;
  readonly children: string;
  readonly onSent: (referenceNumber: string) => void;
  readonly onCancel: () => void;
}

function Question({ row: { id, revocation }, opened, children, onSent, onCancel }: QuestionProps) {
  const texts = useTexts(listTexts);
  const sending = useApiAction(
    ({ operations }) => {
      const path = { permissionId: id };
      return revocation === 'authorizations'
        ? operations.revokeAuthorization({ path })
        : operations.revokePermission({ path });
    },
    { onDone: ({ referenceNumber }) => onSent(referenceNumber) },
  );
  const failure = usePermissionFailure(sending.error);
  return (
    <ConfirmDialog
      opened={opened}
      title={texts.revokeTitle}
      confirm={texts.revokeConfirm}
      danger
      busy={sending.isPending}
      onConfirm={() => sending.mutate(undefined)}
      onCancel={() => {
        onCancel();
        sending.reset();
      }}
    >
      <Stack>
        {children}
        {failure && <ErrorNotice title={texts.notRevoked} failure={failure} />}
      </Stack>
    </ConfirmDialog>
  );
}
