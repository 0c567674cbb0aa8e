import type { InvoiceMetadata } from '@kwit/ksef-contract';
import { ErrorNotice, Notice, useLanguage, useTexts } from '@kwit/ui';
import { Button, Group, NativeSelect, Progress, Stack } from '@mantine/core';
import { useId, useState } from 'react';
import { failureOf } from '../../../api/failure.ts';
import { saveFile } from '../../../save-file.ts';
import { invoicesTexts } from '../texts.ts';
import classes from './selection-bar.module.css';
import {
  beginZip,
  cancelZip,
  finishZip,
  retryZip,
  useZipJob,
  type ZipForm,
  type ZipJob,
  zipForms,
} from './zip-job.ts';

/** More than this is what the export is for: KSeF gives so few invoices an hour one by one. */
const manyInvoices = 60;

export interface SelectionBarProps {
  readonly rows: readonly InvoiceMetadata[];
  /** How many there are in the list. */
  readonly total: number;
  readonly onSelectAll: () => void;
  readonly onClear: () => void;
}

/** What can be done with the selected invoices; stays in sight while the list scrolls. */
export function SelectionBar({ rows, total, onSelectAll, onClear }: SelectionBarProps) {
  const texts = useTexts(invoicesTexts);
  const { language } = useLanguage();
  const [form, setForm] = useState<ZipForm>('both');
  const id = useId();
  const job = useZipJob();
  if (rows.length === 0 && !job) return null;
  const begin = () =>
    void beginZip({ invoices: rows, form, language, save: (zip) => saveFile(texts.zipName, zip, zip.type) });
  return (
    <section className={classes.bar} aria-label={texts.selectedLabel}>
      {rows.length > 0 && (
        <Group gap="sm" align="flex-end">
          <p className={classes.count} role="status">
            {texts.selected(rows.length)}
          </p>
          {rows.length < total && (
            <Button variant="default" size="sm" h={44} onClick={onSelectAll}>
              {texts.selectAll(total)}
            </Button>
          )}
          <Button variant="default" size="sm" h={44} onClick={onClear}>
            {texts.clearSelection}
          </Button>
          {job?.step !== 'running' && job?.step !== 'incomplete' && (
            <Group gap="sm" className={classes.actions ?? ''} align="flex-end">
              <NativeSelect
                id={id}
                aria-label={texts.zipForm}
                size="md"
                value={form}
                onChange={(event) => setForm(event.currentTarget.value as ZipForm)}
                data={zipForms.map((value) => ({ value, label: texts.zipForms[value] }))}
              />
              <Button onClick={begin}>{texts.zip}</Button>
            </Group>
          )}
        </Group>
      )}
      {rows.length > manyInvoices && !job && <p className={classes.hint}>{texts.zipMany}</p>}
      {job && <Progression job={job} />}
    </section>
  );
}

function Progression({ job }: { job: ZipJob }) {
  const texts = useTexts(invoicesTexts);
  const { language } = useLanguage();
  const { done, total, step, waitsUntilMs, failures } = job;
  if (step === 'saved') {
    return (
      <Notice
        tone="right"
        action={
          <Button variant="default" size="sm" onClick={cancelZip}>
            {texts.close}
          </Button>
        }
      >
        {texts.zipSaved(done)}
      </Notice>
    );
  }
  if (step === 'incomplete') return <Incomplete job={job} />;
  return (
    <Stack gap="xs">
      <Group justify="space-between" gap="sm">
        <p className={classes.count} role="status">
          {texts.zipProgress(done, total)}
          {failures.length > 0 && ` ${texts.zipFailedSoFar(failures.length)}`}
          {waitsUntilMs !== undefined && ` ${texts.zipWaits(timeText(waitsUntilMs, language))}`}
        </p>
        <Button variant="default" size="sm" h={44} onClick={cancelZip}>
          {texts.cancelZip}
        </Button>
      </Group>
      <Progress
        value={total === 0 ? 0 : (100 * (done + failures.length)) / total}
        aria-label={texts.zipProgressLabel}
      />
    </Stack>
  );
}

function Incomplete({ job: { failures, done } }: { job: ZipJob }) {
  const texts = useTexts(invoicesTexts);
  const { language } = useLanguage();
  const reasons = failures.map(({ invoice, error }) => {
    const { happened } = failureOf(error, language);
    return `${invoice.invoiceNumber} (${invoice.ksefNumber}): ${happened}`;
  });
  return (
    <Stack gap="sm">
      <ErrorNotice
        title={texts.zipIncomplete(failures.length)}
        failure={{ happened: texts.zipIncompleteText, reasons }}
        onRetry={() => void retryZip()}
      />
      <Group gap="sm">
        {done > 0 && (
          <Button variant="default" onClick={() => void finishZip()}>
            {texts.zipWithout(done)}
          </Button>
        )}
        <Button variant="default" onClick={cancelZip}>
          {texts.cancelZip}
        </Button>
      </Group>
    </Stack>
  );
}

const timeText = (ms: number, language: string): string =>
  new Intl.DateTimeFormat(language, { hour: '2-digit', minute: '2-digit', second: '2-digit' }).format(
    new Date(ms),
  );
