import {
  ConfirmButton,
  dateText,
  Facts,
  Notice,
  PageHeader,
  RowsSkeleton,
  Section,
  useLanguage,
  useTexts,
} from '@kwit/ui';
import { Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { useClock } from '../frame/use-clock.ts';
import { latarniaPageTexts } from '../latarnia/texts.ts';
import { callControl } from '../side/call-control.ts';
import { ControlFailure } from '../side/control-failure.tsx';
import { useControlAction, useControlQuery } from '../side/use-control.ts';
import { Snapshots } from './snapshots.tsx';
import { overviewTexts } from './texts.ts';
import { useAbout } from './use-about.ts';

type Done = { readonly by: 'snapshots'; readonly sentence: string } | { readonly by: 'reset' };

export function OverviewPage() {
  const texts = useTexts(overviewTexts);
  // What was done last: what was said before is no longer so.
  const [done, setDone] = useState<Done>();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Stack gap={40}>
        <State />
        <Snapshots
          said={done?.by === 'snapshots' ? done.sentence : undefined}
          onSaid={(sentence) => setDone(sentence === undefined ? undefined : { by: 'snapshots', sentence })}
        />
        <Reset isDone={done?.by === 'reset'} onDone={() => setDone({ by: 'reset' })} />
      </Stack>
    </>
  );
}

function State() {
  const texts = useTexts(overviewTexts);
  const latarnia = useTexts(latarniaPageTexts);
  const { language } = useLanguage();
  const { clock, error: clockError } = useClock();
  const about = useAbout();
  const faults = useControlQuery('listFaults', {});
  const state = useControlQuery('readLatarnia', {});
  const error = about.error ?? clockError ?? faults.error ?? state.error;
  if (error) return <ControlFailure title={texts.notLoaded} error={error} />;
  if (!about.data || !clock || !faults.data || !state.data) return <RowsSkeleton rows={7} />;
  const count = faults.data.faults.filter(({ over }) => !over).length;
  const { profile, apiVersion, api, documentation } = about.data;
  const moment = dateText(new Date(clock.nowMs).toISOString(), language, true);
  return (
    <Facts
      facts={[
        [
          texts.clock,
          <Link key="clock" to="/control/clock">
            {`${moment}, ${clock.reading.frozen ? texts.stands : texts.flows}`}
          </Link>,
        ],
        [texts.profile, texts.profiles[profile]],
        [
          texts.faults,
          <Link key="faults" to="/control/faults">
            {count === 0 ? texts.noFaults : String(count)}
          </Link>,
        ],
        [texts.latarnia, latarnia.statuses[state.data.status]],
        [texts.address, api],
        [texts.apiVersion, apiVersion],
        [
          texts.documentation,
          <a key="documentation" href={documentation}>
            {documentation}
          </a>,
        ],
      ]}
    />
  );
}

function Reset({ isDone, onDone }: { isDone: boolean; onDone: () => void }) {
  const texts = useTexts(overviewTexts);
  const reset = useControlAction(() => callControl('reset', {}), onDone);
  return (
    <Section title={texts.reset} lead={texts.resetText}>
      {isDone && <Notice tone="right">{texts.resetDone}</Notice>}
      <div>
        <ConfirmButton
          label={texts.resetButton}
          title={texts.resetTitle}
          confirm={texts.resetButton}
          busy={reset.isPending}
          onConfirm={() => reset.mutateAsync(undefined)}
          onCancel={reset.reset}
        >
          <p>{texts.resetQuestion}</p>
          <p>{texts.resetLost}</p>
          <ControlFailure title={texts.notReset} error={reset.error} />
        </ConfirmButton>
      </div>
    </Section>
  );
}
