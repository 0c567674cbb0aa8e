import type { ReactNode } from 'react';
import classes from './empty-state.module.css';

export interface EmptyStateProps {
  /** What is empty, in a few words. */
  readonly title: string;
  /** What this place is for. */
  readonly children?: ReactNode;
  /** The first step. */
  readonly action?: ReactNode;
}

/** Stands where there is nothing yet. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className={classes.empty}>
      <p className={classes.title}>{title}</p>
      {children !== undefined && <div className={classes.text}>{children}</div>}
      {action}
    </div>
  );
}
