import {
  type Column,
  DataList,
  dateText,
  EmptyState,
  type Language,
  ListCard,
  Notice,
  QuietText,
  RowsSkeleton,
  Section,
  StatusWord,
  useLanguage,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button } from '@mantine/core';
import { useMemo, useState } from 'react';
import { callControl } from '../side/call-control.ts';
import { ControlFailure } from '../side/control-failure.tsx';
import type { Fault } from '../side/operations.ts';
import { useControlAction, useControlQuery } from '../side/use-control.ts';
import { faultTexts } from './texts.ts';

/** How often a fault struck is looked at again. */
const lookAgainMs = 2000;

type Words = typeof faultTexts.pl;
type Remove = (id: string) => void;

/** The faults that were added, and how often each struck. */
export function FaultList() {
  const texts = useTexts(faultTexts);
  const faults = useControlQuery('listFaults', {}, { refetchInterval: lookAgainMs });
  const [said, setSaid] = useState<string>();
  const removing = useControlAction(
    (id: string) => callControl('removeFault', { id }),
    () => setSaid(texts.removed),
  );
  const clearing = useControlAction(
    () => callControl('clearFaults', {}),
    () => setSaid(texts.cleared),
  );
  const remove = removing.mutate;
  const columns = useColumns(remove);
  const rows = faults.data?.faults ?? [];
  return (
    <Section title={texts.active}>
      <ControlFailure title={texts.notLoaded} error={faults.error} onRetry={() => void faults.refetch()} />
      <ControlFailure title={texts.notRemoved} error={removing.error ?? clearing.error} />
      {said !== undefined && <Notice tone="right">{said}</Notice>}
      {faults.isPending && <RowsSkeleton rows={2} />}
      {faults.data && rows.length === 0 && <EmptyState title={texts.none}>{texts.noneText}</EmptyState>}
      {rows.length > 0 && (
        <>
          <DataList
            label={texts.active}
            rows={rows}
            columns={columns}
            rowKey={({ id }) => id}
            card={(fault) => <FaultCard fault={fault} onRemove={remove} />}
          />
          <div>
            <Button variant="default" loading={clearing.isPending} onClick={() => clearing.mutate(undefined)}>
              {texts.clear}
            </Button>
          </div>
        </>
      )}
    </Section>
  );
}

function useColumns(remove: Remove): readonly Column<Fault>[] {
  const texts = useTexts(faultTexts);
  const { language } = useLanguage();
  return useMemo(
    () => [
      { key: 'status', header: texts.status, width: '120px', cell: (fault) => <FaultStatus fault={fault} /> },
      {
        key: 'kind',
        header: texts.kind,
        width: 'minmax(0, 2fr)',
        cell: ({ kind }) => <WholeText>{texts.kinds[kind]}</WholeText>,
      },
      {
        key: 'whom',
        header: texts.whom,
        width: 'minmax(0, 3fr)',
        cell: (fault) => <WholeText>{conditionsOf(fault, texts, language)}</WholeText>,
      },
      { key: 'struck', header: texts.struck, width: '96px', cell: ({ struck }) => texts.times(struck) },
      {
        key: 'action',
        header: texts.action,
        width: '100px',
        cell: (fault) => <RemoveFault fault={fault} onRemove={remove} />,
      },
    ],
    [texts, language, remove],
  );
}

function FaultCard({ fault, onRemove }: { fault: Fault; onRemove: Remove }) {
  const texts = useTexts(faultTexts);
  const { language } = useLanguage();
  return (
    <ListCard>
      <FaultStatus fault={fault} />
      <strong>{texts.kinds[fault.kind]}</strong>
      <span>{conditionsOf(fault, texts, language)}</span>
      <QuietText>
        {texts.struck}: {texts.times(fault.struck)}
      </QuietText>
      <RemoveFault fault={fault} onRemove={onRemove} />
    </ListCard>
  );
}

function FaultStatus({ fault: { over } }: { fault: Fault }) {
  const texts = useTexts(faultTexts);
  return <StatusWord tone={over ? 'neutral' : 'waiting'}>{over ? texts.over : texts.on}</StatusWord>;
}

function RemoveFault({ fault: { id, kind }, onRemove }: { fault: Fault; onRemove: Remove }) {
  const texts = useTexts(faultTexts);
  return (
    <Button
      variant="default"
      size="sm"
      h={44}
      aria-label={`${texts.remove}: ${texts.kinds[kind]}`}
      onClick={() => onRemove(id)}
    >
      {texts.remove}
    </Button>
  );
}

/** A rule in words: what it does in particular, whom it strikes, how often. */
function conditionsOf(fault: Fault, texts: Words, language: Language): string {
  const { conditions } = texts;
  const number = new Intl.NumberFormat(language);
  const found = [
    fault.status !== undefined && conditions.status(fault.status),
    fault.page !== undefined && texts.pages[fault.page],
    fault.moment !== undefined && texts.moments[fault.moment],
    fault.delayMs !== undefined && conditions.delay(number.format(fault.delayMs / 1000)),
    fault.retryAfterSeconds !== undefined && conditions.retryAfter(fault.retryAfterSeconds),
    fault.work?.map((work) => texts.works[work]).join(', '),
    fault.operation !== undefined && conditions.operation(fault.operation),
    fault.path !== undefined && conditions.path(fault.path),
    fault.context !== undefined && conditions.context(fault.context),
    fault.times !== undefined && conditions.times(fault.times),
    fault.probability !== undefined && conditions.probability(number.format(fault.probability * 100)),
    fault.until !== undefined && conditions.until(dateText(fault.until, language, true)),
  ].filter((words): words is string => typeof words === 'string');
  const isForEveryone = [fault.operation, fault.path, fault.context].every((one) => one === undefined);
  return (isForEveryone && fault.work === undefined ? [texts.everyone, ...found] : found).join('; ');
}
