import { useTexts } from '@kwit/ui';
import { Button, Modal, Stack } from '@mantine/core';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { shellTexts } from './texts.ts';

/** Asks for a new log-in over the page that one was on. */
export function SessionOver() {
  const session = useSession();
  const texts = useTexts(shellTexts);
  const navigate = useNavigate();
  const { href } = useLocation();
  return (
    <Modal
      opened={session.status === 'over'}
      onClose={() => {}}
      withCloseButton={false}
      title={texts.over}
      centered
    >
      <Stack>
        <div>{texts.overText}</div>
        <Button onClick={() => navigate({ to: '/login', search: { next: href } })}>{texts.overAgain}</Button>
      </Stack>
    </Modal>
  );
}
