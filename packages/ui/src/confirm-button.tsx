import { Button, type ButtonProps } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ConfirmDialog } from './confirm-dialog.tsx';

export interface ConfirmButtonProps extends Omit<ButtonProps, 'children'> {
  /** What the button says: «Unieważnij». */
  readonly label: string;
  /** What it concerns, where a page has several such buttons; told to whoever does not see where it stands. */
  readonly subject?: string;
  readonly title: string;
  /** What the button of the dialog does: «Unieważnij token». */
  readonly confirm: string;
  /** What will happen, and why it did not. */
  readonly children: ReactNode;
  readonly danger?: boolean;
  readonly busy: boolean;
  /** The dialog closes once it has come true, and stays where it fails. */
  readonly onConfirm: () => Promise<unknown>;
  /** Told when the question is put aside: what failed before is forgotten. */
  readonly onCancel?: () => void;
}

/** A button for what cannot be taken back: it asks before. */
export function ConfirmButton(props: ConfirmButtonProps) {
  const {
    label,
    subject,
    title,
    confirm,
    children,
    danger = true,
    busy,
    onConfirm,
    onCancel,
    ...rest
  } = props;
  const [asked, setAsked] = useState(false);
  const act = () => {
    onConfirm().then(
      () => setAsked(false),
      // The failure stands in the dialog.
      () => {},
    );
  };
  const cancel = () => {
    setAsked(false);
    onCancel?.();
  };
  return (
    <>
      <Button
        variant="default"
        size="sm"
        h={44}
        {...rest}
        {...(subject !== undefined && { 'aria-label': `${label}: ${subject}` })}
        onClick={() => setAsked(true)}
      >
        {label}
      </Button>
      <ConfirmDialog
        opened={asked}
        title={title}
        confirm={confirm}
        danger={danger}
        busy={busy}
        onConfirm={act}
        onCancel={cancel}
      >
        {children}
      </ConfirmDialog>
    </>
  );
}
