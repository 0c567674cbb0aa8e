import type { EffectiveApiRateLimits } from '@kwit/ksef-contract';
import {
  amountText,
  type Column,
  DataList,
  ErrorNotice,
  RowsSkeleton,
  Section,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { useMemo } from 'react';
import { useFailure } from '../../api/failure.ts';
import { useApiQuery } from '../../api/use-api.ts';
import { settingsTexts } from './texts.ts';

type RateGroup = keyof EffectiveApiRateLimits;
type Row = EffectiveApiRateLimits[RateGroup] & { readonly group: RateGroup };

/** Groups in the order in which a program meets them. */
const groups = [
  'onlineSession',
  'invoiceSend',
  'invoiceStatus',
  'onlineSessionClose',
  'batchSession',
  'batchSessionClose',
  'sessionList',
  'sessionInvoiceList',
  'sessionMisc',
  'invoiceMetadata',
  'invoiceExport',
  'invoiceExportStatus',
  'invoiceDownload',
  'collectiveIdentifier',
  'other',
  'anonymous',
  'global',
] as const satisfies readonly RateGroup[];

/** How often the context may call the API. */
export function RateLimits() {
  const texts = useTexts(settingsTexts);
  const limits = useApiQuery('getRateLimits', {});
  const failure = useFailure(limits.error);
  const columns = useColumns();
  const rows = useMemo(
    () => groups.flatMap((group): Row[] => (limits.data ? [{ ...limits.data[group], group }] : [])),
    [limits.data],
  );
  return (
    <Section title={texts.ratesTitle} lead={texts.ratesText}>
      {failure && (
        <ErrorNotice title={texts.ratesNotLoaded} failure={failure} onRetry={() => void limits.refetch()} />
      )}
      {limits.isPending && <RowsSkeleton />}
      {rows.length > 0 && (
        <DataList label={texts.ratesTitle} rows={rows} columns={columns} rowKey={({ group }) => group} />
      )}
    </Section>
  );
}

function useColumns(): readonly Column<Row>[] {
  const texts = useTexts(settingsTexts);
  return useMemo(() => {
    // Below zero: not counted.
    const words = (limit: number) => (limit < 0 ? texts.unlimited : amountText(limit, 0));
    return [
      {
        key: 'group',
        header: texts.calls,
        width: 'minmax(0, 1fr)',
        cell: ({ group }) => <WholeText>{texts.groups[group]}</WholeText>,
      },
      {
        key: 'second',
        header: texts.perSecond,
        width: '120px',
        align: 'end',
        cell: ({ perSecond }) => words(perSecond),
      },
      {
        key: 'minute',
        header: texts.perMinute,
        width: '120px',
        align: 'end',
        cell: ({ perMinute }) => words(perMinute),
      },
      {
        key: 'hour',
        header: texts.perHour,
        width: '120px',
        align: 'end',
        cell: ({ perHour }) => words(perHour),
      },
    ];
  }, [texts]);
}
