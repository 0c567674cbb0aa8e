import { useTexts } from './language.tsx';
import classes from './removable-word.module.css';
import { uiTexts } from './texts.ts';

export interface RemovableWordProps {
  /** What is asked for: «waluta: EUR». */
  readonly children: string;
  readonly onRemove: () => void;
}

/** A condition of a list, in words; a press takes it away. */
export function RemovableWord({ children, onRemove }: RemovableWordProps) {
  const texts = useTexts(uiTexts);
  return (
    <button type="button" className={classes.word} aria-label={texts.removeWord(children)} onClick={onRemove}>
      <span className={classes.text}>{children}</span>
      <span aria-hidden="true" className={classes.cross}>
        ✕
      </span>
    </button>
  );
}
