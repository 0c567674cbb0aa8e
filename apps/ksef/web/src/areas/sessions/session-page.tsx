import type { SessionStatusResponse } from '@kwit/ksef-contract';
import {
  amountText,
  CopyButton,
  DateText,
  ErrorNotice,
  Facts,
  Notice,
  PageHeader,
  RowsSkeleton,
  useTexts,
} from '@kwit/ui';
import { Group, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useFailure } from '../../api/failure.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { CloseSession } from './close-session.tsx';
import { SessionInvoices } from './session-invoices.tsx';
import { isOpen, isReferenceNumber, reasonsOf, sessionWordOf, typeOf } from './session-states.ts';
import { SessionStatus } from './session-status.tsx';
import classes from './sessions.module.css';
import { sessionsTexts } from './texts.ts';
import { SessionUpo } from './upo-downloads.tsx';
import { useSessionStatus } from './use-sessions.ts';

const route = getRouteApi('/shell/sessions/$referenceNumber');

/** One session: where it stands, its receipts, its invoices and why some were refused. */
export function SessionPage() {
  const texts = useTexts(sessionsTexts);
  const { referenceNumber } = route.useParams();
  const isNumber = isReferenceNumber(referenceNumber);
  const type = typeOf(referenceNumber);
  const session = useSessionStatus(referenceNumber);
  const failure = useFailure(session.error);
  const mayClose = type === 'Online' && session.data !== undefined && isOpen(session.data);
  return (
    <>
      <BackLink label={texts.title} to="/sessions" search={type === 'Batch' ? { type } : {}} />
      <PageHeader
        title={texts.types[type]}
        lead={
          <Group gap="xs">
            <span className={classes.number}>{referenceNumber}</span>
            <CopyButton value={referenceNumber} size="sm" />
          </Group>
        }
        action={mayClose && <CloseSession referenceNumber={referenceNumber} />}
      />
      <Stack gap="lg" align="stretch">
        {failure && (
          <ErrorNotice
            title={texts.sessionNotLoaded}
            failure={failure}
            onRetry={() => void session.refetch()}
          />
        )}
        {!isNumber && <Notice tone="wrong">{texts.noSuchSession}</Notice>}
        {isNumber && session.isPending && <RowsSkeleton />}
        {session.data && <Session referenceNumber={referenceNumber} session={session.data} />}
      </Stack>
    </>
  );
}

function Session({ referenceNumber, session }: { referenceNumber: string; session: SessionStatusResponse }) {
  const texts = useTexts(sessionsTexts);
  const type = typeOf(referenceNumber);
  const word = sessionWordOf(session, type);
  const { status, dateCreated, dateUpdated, validUntil, upo } = session;
  const { invoiceCount = 0, successfulInvoiceCount = 0, failedInvoiceCount = 0 } = withoutNulls(session);
  return (
    <>
      {(word === 'failed' || word === 'cancelled') && (
        <Notice tone={word === 'failed' ? 'wrong' : 'neutral'} title={texts.words[word]}>
          {reasonsOf(status).map((reason) => (
            <div key={reason}>{reason}</div>
          ))}
        </Notice>
      )}
      <Facts
        facts={[
          [texts.status, <SessionStatus key="status" session={session} type={type} />],
          [texts.opened, <DateText key="opened" value={dateCreated} time />],
          [texts.changed, <DateText key="changed" value={dateUpdated} time />],
          [
            texts.closesItself,
            isOpen(session) && validUntil ? <DateText key="until" value={validUntil} time /> : undefined,
          ],
          [
            texts.invoices,
            texts.counts(
              amountText(invoiceCount, 0),
              amountText(successfulInvoiceCount, 0),
              amountText(failedInvoiceCount, 0),
            ),
          ],
        ]}
      />
      {upo && upo.pages.length > 0 && <SessionUpo referenceNumber={referenceNumber} pages={upo.pages} />}
      <SessionInvoices
        referenceNumber={referenceNumber}
        stand={[status.code, dateUpdated, invoiceCount, successfulInvoiceCount, failedInvoiceCount].join()}
        failedCount={failedInvoiceCount}
      />
    </>
  );
}

/** What is zero KSeF leaves out, or says to be nothing. */
const withoutNulls = ({
  invoiceCount,
  successfulInvoiceCount,
  failedInvoiceCount,
}: SessionStatusResponse) => ({
  invoiceCount: invoiceCount ?? 0,
  successfulInvoiceCount: successfulInvoiceCount ?? 0,
  failedInvoiceCount: failedInvoiceCount ?? 0,
});
