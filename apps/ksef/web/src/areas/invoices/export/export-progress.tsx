import type { InvoicePackage } from '@kwit/ksef-contract';
import { CopyButton, dateText, ErrorNotice, Notice, useLanguage, useTexts } from '@kwit/ui';
import { Button, Group, Progress, Stack } from '@mantine/core';
import { saveFile } from '../../../save-file.ts';
import { invoicesTexts } from '../texts.ts';
import { useExportFailure } from './export-failure.ts';
import { beginExport, cancelExport, type ExportJob, type ExportOrder, noteSaved } from './export-job.ts';
import classes from './export-page.module.css';

/** How far an export is, and what can be done with it. */
export function ExportProgress({ job }: { job: ExportJob }) {
  const texts = useTexts(invoicesTexts);
  switch (job.step) {
    case 'ordering':
      return <UnderWay told={texts.exportOrdering} job={job} />;
    case 'packing':
      return <UnderWay told={texts.exportPacking} job={job} />;
    case 'fetching':
      return (
        <UnderWay
          told={texts.exportFetching(job.bytes, job.totalBytes)}
          percent={(100 * job.bytes) / Math.max(1, job.totalBytes)}
          job={job}
        />
      );
    case 'ready':
      return <Ready job={job} />;
    case 'empty':
      return (
        <Notice tone="neutral" title={texts.exportEmpty} action={<Another />}>
          {texts.exportEmptyText}
        </Notice>
      );
    case 'failed':
      return <Failed job={job} />;
  }
}

interface UnderWayProps {
  readonly told: string;
  readonly job: ExportJob;
  /** Absent while nobody knows. */
  readonly percent?: number;
}

function UnderWay({ told, job: { referenceNumber }, percent }: UnderWayProps) {
  const texts = useTexts(invoicesTexts);
  return (
    <Stack gap="sm">
      <p role="status" className={classes.line}>
        {told}
      </p>
      <Progress
        value={percent ?? 100}
        animated={percent === undefined}
        striped={percent === undefined}
        aria-label={texts.exportProgressLabel}
      />
      {referenceNumber !== undefined && <Reference value={referenceNumber} />}
      <Notice tone="waiting">{texts.exportStay}</Notice>
      <Group>
        <Button variant="default" onClick={cancelExport}>
          {texts.cancelExport}
        </Button>
      </Group>
    </Stack>
  );
}

function Reference({ value }: { value: string }) {
  const texts = useTexts(invoicesTexts);
  return (
    <Group gap="sm">
      <span className={classes.reference}>
        {texts.reference} {value}
      </span>
      <CopyButton value={value} size="sm" />
    </Group>
  );
}

function Ready({ job }: { job: Extract<ExportJob, { step: 'ready' }> }) {
  const texts = useTexts(invoicesTexts);
  const { found, file, isSaved, order, referenceNumber = '' } = job;
  const save = () => {
    const ending = found.compressionType === 'Zip' ? 'zip' : 'tar.gz';
    saveFile(`KSeF-${referenceNumber}.${ending}`, file, file.type);
    noteSaved();
  };
  return (
    <Stack gap="md">
      <Notice tone="right" title={texts.exportReady(found.invoiceCount)}>
        {texts.exportReadyText(file.size)}
      </Notice>
      <Reference value={referenceNumber} />
      {found.isTruncated && <Truncated found={found} order={order} isSaved={isSaved} />}
      {!isSaved && <Notice tone="waiting">{texts.exportStay}</Notice>}
      <Group>
        <Button onClick={save}>{isSaved ? texts.saveExportAgain : texts.saveExport}</Button>
        {isSaved && <Another />}
      </Group>
    </Stack>
  );
}

/** A limit of KSeF cut the package short: another one goes on where it ended. */
function Truncated({
  found,
  order,
  isSaved,
}: {
  found: InvoicePackage;
  order: ExportOrder;
  isSaved: boolean;
}) {
  const texts = useTexts(invoicesTexts);
  const { language } = useLanguage();
  const last = found.lastIssueDate ?? found.lastInvoicingDate ?? found.lastPermanentStorageDate;
  if (!last) return null;
  const { dateRange } = order.filters;
  const from = last.includes('T') ? last : `${last}T00:00:00`;
  // From the same day again and again would be the same package again and again.
  const goesOn = from !== dateRange.from;
  const next = () =>
    void beginExport({ ...order, filters: { ...order.filters, dateRange: { ...dateRange, from } } });
  return (
    <Notice
      tone="waiting"
      title={texts.exportTruncated(dateText(last, language, true))}
      action={
        goesOn && (
          <Button variant="default" size="sm" disabled={!isSaved} onClick={next}>
            {texts.exportNext}
          </Button>
        )
      }
    >
      {goesOn ? texts.exportTruncatedText : texts.exportTruncatedDay}
    </Notice>
  );
}

function Failed({ job: { order, error } }: { job: Extract<ExportJob, { step: 'failed' }> }) {
  const texts = useTexts(invoicesTexts);
  const failure = useExportFailure(error);
  return (
    <Stack gap="md">
      {failure && (
        <ErrorNotice title={texts.exportFailed} failure={failure} onRetry={() => void beginExport(order)} />
      )}
      <Group>
        <Another />
      </Group>
    </Stack>
  );
}

const Another = () => (
  <Button variant="default" onClick={cancelExport}>
    {useTexts(invoicesTexts).anotherExport}
  </Button>
);
