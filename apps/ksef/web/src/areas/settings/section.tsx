import { QuietText } from '@kwit/ui';
import { type ReactNode, useId } from 'react';
import classes from './section.module.css';

export interface SectionProps {
  readonly title: string;
  readonly lead?: string;
  readonly children: ReactNode;
}

/** A part of the settings under its heading. */
export function Section({ title, lead, children }: SectionProps) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.title}>
        {title}
      </h2>
      {lead !== undefined && <QuietText>{lead}</QuietText>}
      <div className={classes.content}>{children}</div>
    </section>
  );
}
