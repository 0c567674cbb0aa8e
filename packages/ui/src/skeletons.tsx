import { Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useTexts } from './language.tsx';
import classes from './skeletons.module.css';
import { uiTexts } from './texts.ts';

const patienceMs = 300;

/** Keeps the room of what loads; shown only to whoever waits longer than a moment. */
export function RowsSkeleton({ rows = 6 }: { rows?: number }) {
  const texts = useTexts(uiTexts);
  const [waited, setWaited] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setWaited(true), patienceMs);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className={classes.rows} data-waited={waited || undefined} aria-busy="true">
      <span className="visually-hidden">{texts.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: nothing but places
        <Skeleton key={row} height={44} animate={waited} aria-hidden="true" />
      ))}
    </div>
  );
}
