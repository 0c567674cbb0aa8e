import { Button, type ButtonProps } from '@mantine/core';
import { useEffect, useState } from 'react';
import { CheckIcon, CopyIcon } from './icons.tsx';
import { useTexts } from './language.tsx';
import { uiTexts } from './texts.ts';

export interface CopyButtonProps extends Omit<ButtonProps, 'children'> {
  readonly value: string;
  /** «Kopiuj» without it. */
  readonly label?: string;
}

const toldMs = 3000;

/** Copies a text and says so. */
export function CopyButton({ value, label, ...rest }: CopyButtonProps) {
  const texts = useTexts(uiTexts);
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  useEffect(() => {
    if (outcome !== 'copied') return undefined;
    const timer = setTimeout(() => setOutcome(undefined), toldMs);
    return () => clearTimeout(timer);
  }, [outcome]);
  const copy = () => {
    navigator.clipboard.writeText(value).then(
      () => setOutcome('copied'),
      () => setOutcome('failed'),
    );
  };
  return (
    <>
      <Button
        variant="default"
        {...rest}
        leftSection={outcome === 'copied' ? <CheckIcon size={18} /> : <CopyIcon size={18} />}
        onClick={copy}
      >
        {outcome === 'copied' ? texts.copied : (label ?? texts.copy)}
      </Button>
      <span role="status" className={outcome === 'failed' ? undefined : 'visually-hidden'}>
        {outcome === 'failed' ? texts.copyFailed : outcome === 'copied' ? texts.copied : ''}
      </span>
    </>
  );
}
