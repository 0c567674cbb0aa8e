import { PageHeader, useTexts } from '@kwit/ui';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { Frame } from './shell/frame.tsx';
import { shellTexts } from './shell/texts.ts';

export function NotFound() {
  const texts = useTexts(shellTexts);
  return (
    <Frame>
      <PageHeader title={texts.notFound} lead={texts.notFoundText} />
      <Button component={Link} to="/">
        {texts.toStart}
      </Button>
    </Frame>
  );
}
