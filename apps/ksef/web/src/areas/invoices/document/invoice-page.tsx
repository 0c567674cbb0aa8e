import {
  BackIcon,
  CopyButton,
  ErrorNotice,
  Notice,
  PageHeader,
  RowsSkeleton,
  useDraft,
  useTexts,
} from '@kwit/ui';
import { Button, Group, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { currentClient } from '../../../session/session.ts';
import { useInvoiceFailure } from '../invoice-failure.ts';
import { ksefNumberForm } from '../ksef-number.ts';
import type { InvoiceSearch } from '../list/invoice-search.ts';
import { lastListDraft, noSearch } from '../list/last-list.ts';
import { invoicesTexts } from '../texts.ts';
import { Downloads } from './downloads.tsx';
import classes from './invoice-page.module.css';
import type { OpenedInvoice } from './open-invoice.ts';
import { ShownDocument } from './shown-document.tsx';

const route = getRouteApi('/shell/invoices/$ksefNumber');

/** One invoice as a document, and what can be done with it. */
export function InvoicePage() {
  const texts = useTexts(invoicesTexts);
  const { ksefNumber } = route.useParams();
  const isNumber = ksefNumberForm.test(ksefNumber);
  const opened = useOpenedInvoice(ksefNumber, isNumber);
  const failure = useInvoiceFailure(opened.error);
  const number = opened.data?.shown?.number;
  return (
    <>
      <BackToList />
      <PageHeader
        title={number === undefined ? texts.invoice : texts.invoiceOf(number)}
        lead={
          <span className={classes.number}>
            <span className={classes.ksefNumber}>{ksefNumber}</span>
            <CopyButton value={ksefNumber} size="sm" aria-label={texts.copyNumber} />
          </span>
        }
      />
      {isNumber && opened.isPending && <RowsSkeleton rows={10} />}
      {!isNumber && (
        <Notice tone="wrong" title={texts.invoiceNotLoaded}>
          {texts.noKsefNumber}
        </Notice>
      )}
      {failure && (
        <ErrorNotice title={texts.invoiceNotLoaded} failure={failure} onRetry={() => void opened.refetch()} />
      )}
      {opened.data && (
        <Stack gap="lg">
          <Actions invoice={opened.data} />
          <ShownDocument invoice={opened.data} />
        </Stack>
      )}
    </>
  );
}

/** The document does not change any more: it is fetched once. */
const useOpenedInvoice = (ksefNumber: string, isNumber: boolean) =>
  useQuery({
    queryKey: ['getInvoiceByKsefNumber', 'opened', ksefNumber],
    queryFn: async ({ signal }): Promise<OpenedInvoice> => {
      const [xml, { openInvoice }] = await Promise.all([
        currentClient().operations.getInvoiceByKsefNumber({ path: { ksefNumber } }, { signal }),
        import('./open-invoice.ts'),
      ]);
      return openInvoice(ksefNumber, xml);
    },
    enabled: isNumber,
    staleTime: Number.POSITIVE_INFINITY,
  });

function BackToList() {
  const texts = useTexts(invoicesTexts);
  const [search] = useDraft<InvoiceSearch>(lastListDraft, noSearch);
  return (
    <Link to="/invoices" search={search} className={classes.back}>
      <BackIcon size={18} />
      {texts.back}
    </Link>
  );
}

function Actions({ invoice }: { invoice: OpenedInvoice }) {
  const texts = useTexts(invoicesTexts);
  const { ksefNumber, shown } = invoice;
  return (
    <Stack gap="sm">
      <Downloads invoice={invoice} />
      <Group gap="sm">
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/issue-invoice" search={{ similarTo: ksefNumber }} {...props} />}
        >
          {texts.similar}
        </Button>
        {shown?.verificationUrl !== undefined && (
          <a href={shown.verificationUrl} target="_blank" rel="noreferrer" className={classes.verify}>
            {texts.verify}
            <span className="visually-hidden"> ({texts.opensInNewTab})</span>
          </a>
        )}
      </Group>
    </Stack>
  );
}
