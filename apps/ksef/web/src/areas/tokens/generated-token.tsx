import {
  ConfirmDialog,
  CopyButton,
  ErrorNotice,
  type Failure,
  Notice,
  PageHeader,
  StatusWord,
  useTexts,
} from '@kwit/ui';
import { Button, Group, Stack } from '@mantine/core';
import { Link, useBlocker } from '@tanstack/react-router';
import { useId } from 'react';
import classes from './generate-token-page.module.css';
import { tokensTexts } from './texts.ts';

export interface GeneratedTokenProps {
  readonly token: string;
  readonly isActive: boolean;
  /** Why it did not become active, or why that is not known. */
  readonly failure: Failure | undefined;
}

/** The token, this once; whoever leaves is asked before. */
export function GeneratedToken({ token, isActive, failure }: GeneratedTokenProps) {
  const texts = useTexts(tokensTexts);
  const label = useId();
  const leaving = useBlocker({
    shouldBlockFn: () => true,
    enableBeforeUnload: true,
    withResolver: true,
  });
  return (
    <>
      <PageHeader title={texts.generatedTitle} lead={texts.generatedText} />
      <Stack gap="lg" className={classes.form}>
        <Notice tone="waiting" title={texts.onceTitle}>
          {texts.onceText}
        </Notice>
        <section aria-labelledby={label}>
          <h2 id={label} className={classes.label}>
            {texts.token}
          </h2>
          <p className={classes.token}>{token}</p>
        </section>
        <div role="status">
          {!failure && (
            <StatusWord tone={isActive ? 'right' : 'waiting'}>
              {isActive ? texts.active : texts.activating}
            </StatusWord>
          )}
        </div>
        {failure && <ErrorNotice failure={failure} />}
        <Group>
          <CopyButton value={token} variant="filled" />
          <Button variant="default" renderRoot={(props) => <Link to="/tokens" {...props} />}>
            {texts.toList}
          </Button>
        </Group>
      </Stack>
      <ConfirmDialog
        opened={leaving.status === 'blocked'}
        title={texts.leaveTitle}
        confirm={texts.leave}
        onConfirm={() => leaving.proceed?.()}
        onCancel={() => leaving.reset?.()}
      >
        {texts.leaveText}
      </ConfirmDialog>
    </>
  );
}
