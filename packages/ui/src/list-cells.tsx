/** What stands in the cells and on the cards of lists. */
import type { ReactNode } from 'react';
import classes from './list-cells.module.css';

interface Children {
  readonly children: ReactNode;
}

/** Text of a cell that is shown whole, on several lines where it is long. */
export const WholeText = ({ children }: Children) => <span className={classes.whole}>{children}</span>;

/** A row on a phone: one thing below the other. */
export const ListCard = ({ children }: Children) => <div className={classes.card}>{children}</div>;

/** What is told beside the main thing. */
export const QuietText = ({ children }: Children) => <span className={classes.quiet}>{children}</span>;
