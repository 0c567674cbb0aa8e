import { PageHeader, useTexts } from '@kwit/ui';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useSession } from '../../session/session.ts';
import { Frame } from '../../shell/frame.tsx';
import { loginTexts } from './texts.ts';

export function StartPage() {
  const texts = useTexts(loginTexts);
  const isLoggedIn = useSession().status !== 'anonymous';
  return (
    <Frame>
      <PageHeader title={texts.application} lead={texts.lead} />
      {isLoggedIn ? (
        <Button component={Link} to="/invoices" size="lg">
          {texts.resume}
        </Button>
      ) : (
        <Button component={Link} to="/login" size="lg">
          {texts.begin}
        </Button>
      )}
    </Frame>
  );
}
