import { Button, Group, Modal, Stack } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import { useTexts } from './language.tsx';
import { uiTexts } from './texts.ts';

export interface ConfirmDialogProps {
  readonly opened: boolean;
  readonly title: string;
  /** What will happen, and whether it can be undone. */
  readonly children: ReactNode;
  /** What the button does, as a verb: «Unieważnij token». */
  readonly confirm: string;
  readonly danger?: boolean;
  readonly busy?: boolean;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

/** Asks before something that cannot be taken back. */
export function ConfirmDialog(props: ConfirmDialogProps) {
  const { opened, title, children, confirm, danger = false, busy = false, onConfirm, onCancel } = props;
  const texts = useTexts(uiTexts);
  const isConfirmed = useRef(false);
  useEffect(
    () => () => {
      if (isConfirmed.current) keepFocus();
    },
    [],
  );
  const answer = (confirmed: boolean) => {
    isConfirmed.current = confirmed;
    if (confirmed) onConfirm();
    else onCancel();
  };
  return (
    // The header of Mantine's dialog would be a second banner of the page.
    <Modal opened={opened} onClose={() => answer(false)} withCloseButton={false} centered>
      <Stack>
        <Modal.Title fw={600}>{title}</Modal.Title>
        <div>{children}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={() => answer(false)} disabled={busy} data-autofocus>
            {texts.cancel}
          </Button>
          <Button color={danger ? 'red' : 'accent'} loading={busy} onClick={() => answer(true)}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}

/** Where the button that asked is gone with what it was about, the heading of the page has the focus instead. */
function keepFocus(): void {
  requestAnimationFrame(() => {
    if (document.activeElement !== document.body) return;
    document.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
  });
}
