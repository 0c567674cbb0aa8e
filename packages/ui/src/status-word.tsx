import type { Tone } from './notice.tsx';
import classes from './status-word.module.css';

export interface StatusWordProps {
  readonly tone: Tone;
  readonly children: string;
}

/** A status: the word first, then a shape and a colour. */
export const StatusWord = ({ tone, children }: StatusWordProps) => (
  <span className={classes.status} data-tone={tone}>
    <span className={classes.mark} aria-hidden="true" />
    {children}
  </span>
);
