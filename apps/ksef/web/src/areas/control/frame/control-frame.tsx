import { dateText, Notice, useLanguage, useTexts } from '@kwit/ui';
import { Button } from '@mantine/core';
import { Link, Outlet } from '@tanstack/react-router';
import { forgetControlKey, useControlKey } from '../../../session/control-key.ts';
import { useControlQuery } from '../side/use-control.ts';
import classes from './control-frame.module.css';
import { KeyForm } from './key-form.tsx';
import { controlPages } from './pages.ts';
import { frameTexts } from './texts.ts';
import { useClock } from './use-clock.ts';

/** What surrounds every page of the control room: that it is not real, its menu, the clock, faults that are on. */
export function ControlFrame() {
  const texts = useTexts(frameTexts);
  const { value: key } = useControlKey();
  const hasKey = key !== undefined;
  return (
    <>
      <div className={classes.frame}>
        <div className={classes.top}>
          <span className={classes.mark}>{texts.notReal}</span>
          {hasKey && <ClockLine />}
          {hasKey && (
            <Button
              variant="subtle"
              color="gray"
              size="sm"
              h={44}
              className={classes.leave}
              onClick={() => forgetControlKey(false)}
            >
              {texts.leave}
            </Button>
          )}
        </div>
        {hasKey && <PagesMenu />}
        {hasKey && <FaultsBanner />}
      </div>
      {/* Another key is another KSeF: nothing of the one before is kept. */}
      {hasKey ? <Outlet key={key} /> : <KeyForm />}
    </>
  );
}

function PagesMenu() {
  const texts = useTexts(frameTexts);
  return (
    <nav aria-label={texts.menu}>
      <ul className={classes.pages}>
        {controlPages.map(({ label, to }) => (
          <li key={to}>
            <Link
              to={to}
              className={classes.page}
              activeProps={{ className: classes.active, 'aria-current': 'page' }}
              activeOptions={{ exact: to === '/control', includeSearch: false }}
            >
              {texts.pages[label]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

function ClockLine() {
  const texts = useTexts(frameTexts);
  const { language } = useLanguage();
  const { clock } = useClock();
  if (!clock) return null;
  const moment = new Date(clock.nowMs).toISOString();
  return (
    <span className={classes.clock}>
      <span className={classes.clockName}>{texts.clock}: </span>
      {dateText(moment, language, true)}
      {clock.reading.frozen && ` (${texts.frozen})`}
    </span>
  );
}

const lookAgainMs = 5000;

function FaultsBanner() {
  const texts = useTexts(frameTexts);
  const faults = useControlQuery('listFaults', {}, { refetchInterval: lookAgainMs });
  const count = faults.data?.faults.filter(({ over }) => !over).length ?? 0;
  if (count === 0) return null;
  return (
    <Notice tone="waiting">
      {texts.faultsOn(count)} <Link to="/control/faults">{texts.seeFaults}</Link>
    </Notice>
  );
}
