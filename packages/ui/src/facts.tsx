import type { ReactNode } from 'react';
import classes from './facts.module.css';

export interface FactsProps {
  /** Names and values; a value that is undefined is left out with its name. */
  readonly facts: readonly (readonly [name: string, value: ReactNode])[];
}

/** What is known of one thing: names at the left, values beside them. */
export const Facts = ({ facts }: FactsProps) => (
  <dl className={classes.facts}>
    {facts.map(
      ([name, value]) =>
        value !== undefined && (
          <div key={name} className={classes.fact}>
            <dt className={classes.name}>{name}</dt>
            <dd className={classes.value}>{value}</dd>
          </div>
        ),
    )}
  </dl>
);
