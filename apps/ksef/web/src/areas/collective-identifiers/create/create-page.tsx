import { collectiveIdentifierInvoices } from '@kwit/ksef-contract';
import { ErrorNotice, Notice, PageHeader, useDraft, useTexts } from '@kwit/ui';
import { Button, Group, Stack } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { useApiAction, useApiQuery } from '../../../api/use-api.ts';
import classes from '../collective-identifiers.module.css';
import { collectiveIdentifierTexts } from '../texts.ts';
import { listKey, useIdentifierFailure } from '../use-identifiers.ts';
import { InvoiceFields } from './invoice-fields.tsx';
import {
  countFault,
  emptyRow,
  faultsOf,
  type InvoiceRow,
  isEmpty,
  type RowFaults,
  refusedRows,
  requestOf,
  rowsIn,
} from './rows.ts';

const none: ReadonlyMap<number, RowFaults> = new Map();

/** The invoices that get one number. */
export function CreateIdentifierPage() {
  const texts = useTexts(collectiveIdentifierTexts);
  const navigate = useNavigate();
  const most = useMostInvoices();
  const [rows, setRows, clear] = useDraft<readonly InvoiceRow[]>('collective-identifiers.create', [
    emptyRow(),
    emptyRow(),
  ]);
  const [faults, setFaults] = useState(none);
  const [count, setCount] = useState<string>();
  const creating = useApiAction(
    (client, wanted: readonly InvoiceRow[]) =>
      client.operations.createCollectiveIdentifier({ body: requestOf(wanted) }),
    {
      changes: [listKey, 'listCollectiveIdentifiersOfInvoice'],
      onDone: ({ collectiveIdentifierNumber: number }) => {
        clear();
        void navigate({
          to: '/collective-identifiers/$number',
          params: { number },
          search: { created: true },
        });
      },
    },
  );
  const failure = useIdentifierFailure(creating.error);
  const filled = rows.filter((row) => !isEmpty(row)).length;
  const change = (id: number, changed: Partial<InvoiceRow>) => {
    setRows((before) => before.map((row) => (row.id === id ? { ...row, ...changed } : row)));
    setFaults((before) => new Map([...before].filter(([other]) => other !== id)));
  };
  /** Takes pasted rows in the place of the one that they were pasted into. */
  const paste = (id: number, text: string) =>
    setRows((before) => before.flatMap((row) => (row.id === id ? rowsIn(text) : [row])));
  const leave = () => setFaults(faultsOf(rows, texts));
  const create = () => {
    const wrong = faultsOf(rows, texts);
    const wrongCount = countFault(filled, most, texts);
    setFaults(wrong);
    setCount(wrongCount);
    if (wrong.size > 0 || wrongCount !== undefined) return;
    creating.mutate(rows, { onError: (error) => setFaults(refusedRows(error, rows, texts)) });
  };
  const isAtRows = creating.isError && faults.size > 0;
  return (
    <>
      <Link to="/collective-identifiers" className={classes.back}>
        ← {texts.back}
      </Link>
      <PageHeader title={texts.createTitle} lead={texts.createLead(most)} />
      <Stack gap="lg">
        <p>{texts.paste}</p>
        <ol className={classes.rows} aria-label={texts.rows}>
          {rows.map((row, index) => (
            <InvoiceFields
              key={row.id}
              row={row}
              index={index + 1}
              faults={faults.get(row.id)}
              onChange={change}
              onPaste={paste}
              onLeave={leave}
              onRemove={(id) => setRows((before) => before.filter((one) => one.id !== id))}
            />
          ))}
        </ol>
        <Group justify="space-between">
          <Button variant="default" onClick={() => setRows((before) => [...before, emptyRow()])}>
            {texts.add}
          </Button>
          <span role="status">{texts.sum(filled)}</span>
        </Group>
        {count !== undefined && <Notice tone="wrong">{count}</Notice>}
        {failure && (
          <ErrorNotice
            title={texts.notCreated}
            failure={isAtRows ? { ...failure, reasons: [], remedy: texts.seeRows } : failure}
          />
        )}
        <div>
          <Button onClick={create} loading={creating.isPending}>
            {texts.create}
          </Button>
        </div>
      </Stack>
    </>
  );
}

/** The most invoices in one identifier: a limit of the context. */
function useMostInvoices(): number {
  const { data } = useApiQuery('getContextLimits', {});
  return data?.collectiveIdentifier.maxInvoices ?? collectiveIdentifierInvoices.maximum;
}
