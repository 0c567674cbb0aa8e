import { useTexts } from '@kwit/ui';
import { Button, Group, TextInput, type TextInputProps } from '@mantine/core';
import { randomNip, randomPesel } from '../../../session/identifiers.ts';
import classes from './people.module.css';
import { peopleTexts } from './texts.ts';

export interface DrawnInputProps extends Omit<TextInputProps, 'label'> {
  readonly label: string;
  readonly kind: 'nip' | 'pesel';
  readonly onDrawn: (value: string) => void;
}

/** A field for an identifier, which can also be made up: of nobody, with its right check digit. */
export function DrawnInput({ label, kind, onDrawn, ...rest }: DrawnInputProps) {
  const texts = useTexts(peopleTexts);
  return (
    <Group align="flex-start" className={classes.drawn}>
      <TextInput
        label={label}
        withAsterisk
        inputMode="numeric"
        autoComplete="off"
        className={classes.grown}
        {...rest}
      />
      <Button
        variant="default"
        className={classes.beside}
        aria-label={texts.drawFor(label)}
        onClick={() => onDrawn(kind === 'nip' ? randomNip() : randomPesel())}
      >
        {texts.draw}
      </Button>
    </Group>
  );
}
