import type { CompressionType } from '@kwit/ksef-contract';
import { BackIcon, ErrorNotice, Notice, PageHeader, RowsSkeleton, useDraft, useTexts } from '@kwit/ui';
import { Button, Group, NativeSelect, Radio, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFailure } from '../../../api/failure.ts';
import { polishDayOf, useServerTime } from '../../../api/server-time.ts';
import classes from '../document/invoice-page.module.css';
import { filtersOf, type InvoiceSearch } from '../list/invoice-search.ts';
import { rangeProblem } from '../list/range-problem.ts';
import { invoicesTexts } from '../texts.ts';
import { beginExport, type ExportOrder, isExportAtStake, useExportJob } from './export-job.ts';
import { ExportProgress } from './export-progress.tsx';
import { ExportedConditions } from './exported-conditions.tsx';

const route = getRouteApi('/shell/invoices/export');

const compressions = ['Zip', 'TarGz'] as const satisfies readonly CompressionType[];

/** All invoices that meet the conditions of the list, as one package made by KSeF. */
export function ExportPage() {
  const texts = useTexts(invoicesTexts);
  const search = route.useSearch();
  const job = useExportJob();
  const lost = useLostExport();
  return (
    <>
      <Link to="/invoices" search={search} className={classes.back}>
        <BackIcon size={18} />
        {texts.back}
      </Link>
      <PageHeader title={texts.exportTitle} lead={texts.exportLead} />
      <Stack gap="lg" maw={720}>
        {lost !== undefined && !job && (
          <Notice tone="waiting" title={texts.exportLost}>
            {texts.exportLostText(lost)}
          </Notice>
        )}
        {job ? <ExportProgress job={job} /> : <OrderForm search={search} />}
      </Stack>
    </>
  );
}

/** Reference number of an export whose key went with the page, after a reload. */
function useLostExport(): string | undefined {
  const job = useExportJob();
  const [reference, setReference] = useDraft('invoices.export', '');
  const current = isExportAtStake(job) ? job?.referenceNumber : undefined;
  useEffect(() => {
    if (job) setReference(current ?? '');
  }, [job, current, setReference]);
  return reference === '' ? undefined : reference;
}

function OrderForm({ search }: { search: InvoiceSearch }) {
  const texts = useTexts(invoicesTexts);
  const { nowMs, error, refetch } = useServerTime();
  const failure = useFailure(error);
  const [content, setContent] = useDraft<'invoices' | 'metadata'>('invoices.export.content', 'invoices');
  const [compressionType, setCompression] = useDraft<CompressionType>('invoices.export.compression', 'Zip');
  if (failure) return <ErrorNotice title={texts.exportFailed} failure={failure} onRetry={refetch} />;
  if (nowMs === undefined) return <RowsSkeleton rows={3} />;
  const today = polishDayOf(nowMs);
  const order = (): ExportOrder => ({
    filters: filtersOf(search, today),
    onlyMetadata: content === 'metadata',
    compressionType,
  });
  return (
    <Stack gap="lg">
      <ExportedConditions search={search} today={today} />
      <Radio.Group
        label={texts.exportContent}
        value={content}
        onChange={(chosen) => setContent(chosen === 'metadata' ? 'metadata' : 'invoices')}
      >
        <Stack gap="sm" mt="xs">
          <Radio value="invoices" label={texts.exportInvoices} description={texts.exportInvoicesText} />
          <Radio value="metadata" label={texts.exportMetadata} description={texts.exportMetadataText} />
        </Stack>
      </Radio.Group>
      <NativeSelect
        label={texts.compression}
        size="md"
        maw={280}
        value={compressionType}
        onChange={(event) => setCompression(event.currentTarget.value as CompressionType)}
        data={compressions.map((value) => ({ value, label: texts.compressions[value] }))}
      />
      <Notice tone="neutral">{texts.exportKey}</Notice>
      <Group>
        <Button
          disabled={rangeProblem(search, today) !== undefined}
          onClick={() => void beginExport(order())}
        >
          {texts.orderExport}
        </Button>
      </Group>
    </Stack>
  );
}
