import { PlusIcon } from '@kwit/ui';
import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';

export interface FoldProps {
  readonly word: string;
  /** What is inside is in use, or wrong: it is shown without asking. */
  readonly isUsed: boolean;
  readonly children: ReactNode;
}

/** What is rare, behind a word that unfolds in place. */
export function Fold({ word, isUsed, children }: FoldProps) {
  const [isOpen, setOpen] = useState(isUsed);
  // Once open it stays: what is erased must not vanish under the hands.
  if (isUsed && !isOpen) setOpen(true);
  if (isOpen) return children;
  return (
    <Button
      variant="subtle"
      size="sm"
      h={44}
      px="xs"
      ml="calc(-1 * var(--mantine-spacing-xs))"
      leftSection={<PlusIcon size={16} />}
      onClick={() => setOpen(true)}
    >
      {word}
    </Button>
  );
}
