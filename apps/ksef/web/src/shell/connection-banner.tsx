import { useTexts } from '@kwit/ui';
import { useConnectionLost } from '../api/connection.ts';
import classes from './connection-banner.module.css';
import { shellTexts } from './texts.ts';

/** Tells that nobody answers, and that it is being looked after. */
export function ConnectionBanner() {
  const lost = useConnectionLost();
  const texts = useTexts(shellTexts);
  return (
    <div role="status" className={lost ? classes.banner : undefined}>
      {lost && (
        <>
          <strong>{texts.lost}</strong> {texts.lostText}
        </>
      )}
    </div>
  );
}
