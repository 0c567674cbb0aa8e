import {
  type Column,
  ConfirmButton,
  DataList,
  DateText,
  EmptyState,
  ListCard,
  QuietText,
  Section,
  StatusWord,
  type Tone,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button } from '@mantine/core';
import { useMemo } from 'react';
import { useClock } from '../frame/use-clock.ts';
import { callControl } from '../side/call-control.ts';
import { ControlFailure } from '../side/control-failure.tsx';
import type { LatarniaEvent } from '../side/operations.ts';
import { useControlAction } from '../side/use-control.ts';
import { useToldAction } from '../side/use-told-action.tsx';
import { latarniaPageTexts } from './texts.ts';

type Phase = 'ongoing' | 'planned' | 'over';
type Row = LatarniaEvent & { readonly phase: Phase };

const phaseOf = ({ ongoing, end }: LatarniaEvent, nowMs: number): Phase => {
  if (ongoing) return 'ongoing';
  return end !== null && Date.parse(end) <= nowMs ? 'over' : 'planned';
};

/** What Latarnia has announced, newest first. */
export function Events({ events }: { events: readonly LatarniaEvent[] }) {
  const texts = useTexts(latarniaPageTexts);
  const { clock } = useClock();
  const nowMs = clock?.nowMs ?? 0;
  const rows = events.map((event) => ({ ...event, phase: phaseOf(event, nowMs) })).toReversed();
  const ending = useToldAction({
    act: (eventId: number) => callControl('endLatarniaEvent', { eventId }),
    done: () => texts.ended,
    failed: texts.notEnded,
  });
  const clearing = useControlAction(() => callControl('clearLatarnia', {}));
  const columns = useColumns(ending.run);
  return (
    <Section title={texts.events}>
      {ending.outcome}
      {rows.length === 0 && <EmptyState title={texts.none} />}
      {rows.length > 0 && (
        <>
          <DataList
            label={texts.events}
            rows={rows}
            columns={columns}
            rowKey={({ eventId }) => String(eventId)}
            card={(row) => <EventCard row={row} onEnd={ending.run} />}
          />
          <div>
            <ConfirmButton
              label={texts.clear}
              title={texts.clearTitle}
              confirm={texts.clear}
              busy={clearing.isPending}
              onConfirm={() => clearing.mutateAsync(undefined)}
              onCancel={clearing.reset}
            >
              <p>{texts.clearText}</p>
              <ControlFailure title={texts.notCleared} error={clearing.error} />
            </ConfirmButton>
          </div>
        </>
      )}
    </Section>
  );
}

type End = (eventId: number) => void;

function useColumns(end: End): readonly Column<Row>[] {
  const texts = useTexts(latarniaPageTexts);
  return useMemo(
    () => [
      { key: 'state', header: texts.state, width: '148px', cell: (row) => <PhaseWord row={row} /> },
      {
        key: 'title',
        header: texts.category,
        width: 'minmax(0, 1fr)',
        cell: ({ title }) => <WholeText>{title}</WholeText>,
      },
      {
        key: 'start',
        header: texts.start,
        width: '176px',
        cell: ({ start }) => <DateText value={start} time />,
      },
      { key: 'end', header: texts.end, width: '176px', cell: (row) => <EndText row={row} /> },
      {
        key: 'action',
        header: texts.action,
        width: '148px',
        cell: (row) => <EndButton row={row} onEnd={end} />,
      },
    ],
    [texts, end],
  );
}

function EventCard({ row, onEnd }: { row: Row; onEnd: End }) {
  const texts = useTexts(latarniaPageTexts);
  return (
    <ListCard>
      <PhaseWord row={row} />
      <strong>{row.title}</strong>
      <span>{row.text}</span>
      <QuietText>
        {texts.start}: <DateText value={row.start} time />
      </QuietText>
      <QuietText>
        {texts.end}: <EndText row={row} />
      </QuietText>
      <EndButton row={row} onEnd={onEnd} />
    </ListCard>
  );
}

const tones: Readonly<Record<Phase, Tone>> = { ongoing: 'wrong', planned: 'waiting', over: 'neutral' };

function PhaseWord({ row: { phase } }: { row: Row }) {
  const texts = useTexts(latarniaPageTexts);
  return <StatusWord tone={tones[phase]}>{texts[phase]}</StatusWord>;
}

function EndText({ row: { end } }: { row: Row }) {
  const texts = useTexts(latarniaPageTexts);
  return end === null ? texts.noEnd : <DateText value={end} time />;
}

function EndButton({ row: { eventId, title, phase }, onEnd }: { row: Row; onEnd: End }) {
  const texts = useTexts(latarniaPageTexts);
  if (phase !== 'ongoing') return null;
  return (
    <Button
      variant="default"
      size="sm"
      h={44}
      aria-label={`${texts.endNow}: ${title}`}
      onClick={() => onEnd(eventId)}
    >
      {texts.endNow}
    </Button>
  );
}
