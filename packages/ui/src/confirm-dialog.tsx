import { Button, Group, Modal, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
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
  return (
    // The header of Mantine's dialog would be a second banner of the page.
    <Modal opened={opened} onClose={onCancel} withCloseButton={false} centered>
      <Stack>
        <Modal.Title fw={600}>{title}</Modal.Title>
        <div>{children}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel} disabled={busy} data-autofocus>
            {texts.cancel}
          </Button>
          <Button color={danger ? 'red' : 'accent'} loading={busy} onClick={onConfirm}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </Modal>
  );
}
