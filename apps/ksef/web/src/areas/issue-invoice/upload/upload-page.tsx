import {
  Amount,
  type Column,
  CopyButton,
  DataList,
  ErrorNotice,
  FileDrop,
  Notice,
  PageHeader,
  StatusWord,
  type Tone,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button, Group, Progress, Radio, Stack } from '@mantine/core';
import { Link, useBlocker } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { useFailure } from '../../../api/failure.ts';
import { useApiAction } from '../../../api/use-api.ts';
import { saveFile } from '../../../save-file.ts';
import { useIdentity } from '../../../session/session.ts';
import { contextNip } from '../context-nip.ts';
import { useKsefDay } from '../ksef-day.ts';
import { MayNotIssue } from '../may-not-issue.tsx';
import { ModeLinks } from '../mode-links.tsx';
import { useSendFailure } from '../send-failure.ts';
import { issueInvoiceTexts } from '../texts.ts';
import { FileProblems } from './file-problems.tsx';
import { RefusedFiles } from './refused-files.tsx';
import classes from './upload.module.css';
import {
  addFiles,
  cutOffUpload,
  forgetCutOff,
  forgetOthersUploads,
  forgetUploads,
  isSendable,
  type RowState,
  removeRow,
  sendAll,
  sessionsOf,
  type UploadRow,
  useUploads,
  type Way,
} from './uploads.ts';

/** More than so many go as a package unless something else is chosen: KSeF takes some thirty a minute one by one. */
const usualOnline = 20;
/** So many files are named one by one. */
const mostOthers = 10;

/** «Wczytaj pliki XML»: invoices that another program made, looked at here, then sent. */
export function UploadPage() {
  const texts = useTexts(issueInvoiceTexts);
  const today = useKsefDay();
  const { rows, waiting, isSending } = useUploads();
  useEffect(forgetOthersUploads, []);
  useBlocker({ shouldBlockFn: () => false, enableBeforeUnload: isSending });
  const wrong = rows.filter(({ state }) => state.step === 'wrong');
  const refused = rows.filter(({ state }) => ['rejected', 'not-sent', 'unknown'].includes(state.step));
  const right = rows.filter(({ state }) => state.step !== 'wrong');
  const notable = isSending
    ? []
    : right.filter(({ state, file }) => state.step === 'ready' && file.problems.length > 0);
  return (
    <>
      <PageHeader title={texts.title} lead={texts.upload.lead} />
      <ModeLinks />
      <MayNotIssue />
      <Stack gap="lg" align="stretch">
        <CutOff />
        {!isSending && (
          <FileDrop
            label={texts.upload.drop}
            description={texts.upload.dropNote}
            accept=".xml,text/xml,application/xml"
            multiple
            files={[]}
            onFiles={(files) => void addFiles(files, today)}
          />
        )}
        {waiting > 0 && <p role="status">{texts.upload.examining(waiting)}</p>}
        <FileProblems title={texts.upload.wrong(wrong.length)} rows={wrong} onRemove={removeRow} />
        <FileProblems
          title={texts.upload.notable(notable.length)}
          tone="waiting"
          rows={notable}
          onRemove={removeRow}
        />
        <Sending rows={right} />
        <RefusedFiles rows={refused} />
        {right.length > 0 && <RightFiles rows={right} />}
      </Stack>
    </>
  );
}

/** After a reload in the middle: what became of files that are no longer here. */
function CutOff() {
  const texts = useTexts(issueInvoiceTexts).upload;
  const [count, setCount] = useState(cutOffUpload);
  if (count === undefined) return null;
  const forget = () => {
    forgetCutOff();
    setCount(undefined);
  };
  return (
    <Notice
      tone="waiting"
      title={texts.cutOff}
      action={
        <Group>
          <Link to="/sessions">{texts.cutOffSessions}</Link>
          <Button variant="default" onClick={forget}>
            {texts.cutOffSeen}
          </Button>
        </Group>
      }
    >
      {texts.cutOffText(count)}
    </Notice>
  );
}

/** How they go, and how far they have come. */
function Sending({ rows }: { rows: readonly UploadRow[] }) {
  const texts = useTexts(issueInvoiceTexts);
  const { isSending, progress, error } = useUploads();
  const [chosen, setChosen] = useState<Way>();
  const failure = useSendFailure(error);
  const sendable = rows.filter(isSendable).length;
  const done = rows.filter(({ state }) => !['ready', 'sending', 'taken'].includes(state.step)).length;
  const way = chosen ?? (sendable > usualOnline ? 'batch' : 'online');
  if (rows.length === 0) return null;
  return (
    <Stack gap="md" align="stretch">
      {isSending && (
        <div role="status">
          <StatusWord tone="waiting">
            {progress ? texts.upload.phases[progress.phase] : texts.sending.steps.sending}
          </StatusWord>{' '}
          {texts.upload.done(done, rows.length)}
          <Progress mt="xs" value={(100 * done) / rows.length} aria-label={texts.upload.progress} />
        </div>
      )}
      {!isSending && sendable > 0 && (
        <>
          <OtherSellers rows={rows.filter(isSendable)} />
          <Radio.Group label={texts.upload.way} value={way} onChange={(value) => setChosen(value as Way)}>
            <Stack my="xs" gap="xs">
              <Radio value="online" label={texts.upload.ways.online} />
              <Radio value="batch" label={texts.upload.ways.batch} />
            </Stack>
          </Radio.Group>
          <div>
            <Button onClick={() => void sendAll(way)}>{texts.upload.send(sendable)}</Button>
          </div>
        </>
      )}
      {failure && <ErrorNotice title={texts.notSent} failure={failure} />}
      {!isSending && sendable === 0 && (
        <Group>
          {sessionsOf(rows).map((session) => (
            <SessionUpo key={session} session={session} />
          ))}
          <Button variant="default" onClick={forgetUploads}>
            {texts.upload.again}
          </Button>
        </Group>
      )}
    </Stack>
  );
}

/** KSeF takes invoices of another seller only from whom that seller has allowed it. */
function OtherSellers({ rows }: { rows: readonly UploadRow[] }) {
  const texts = useTexts(issueInvoiceTexts).upload;
  const nip = contextNip(useIdentity());
  const others = rows.filter(({ file: { seller } }) => seller !== undefined && seller !== nip);
  if (others.length === 0 || nip === undefined) return null;
  return (
    <Notice tone="waiting" title={texts.otherSellers(others.length)}>
      <p className={classes.sentence}>{texts.otherSellersText(nip)}</p>
      <ul className={classes.problems}>
        {others.slice(0, mostOthers).map(({ id, file }) => (
          <li key={id}>{texts.sellerOf(file.fileName, file.seller ?? '')}</li>
        ))}
        {others.length > mostOthers && <li>{texts.moreProblems(others.length - mostOthers)}</li>}
      </ul>
    </Notice>
  );
}

/** The receipt of a session, page by page. */
function SessionUpo({ session }: { session: string }) {
  const texts = useTexts(issueInvoiceTexts);
  const fetching = useApiAction((client) => client.session(session).upo(), {
    onDone: (pages) => {
      for (const { referenceNumber, xml } of pages) {
        saveFile(`UPO-${referenceNumber}.xml`, xml, 'application/xml');
      }
    },
  });
  const failure = useFailure(fetching.error);
  return (
    <>
      <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate(undefined)}>
        {texts.upload.upo(session)}
      </Button>
      {failure && <ErrorNotice title={texts.sending.noUpo} failure={failure} />}
    </>
  );
}

/** The receipt of an invoice that an earlier session has brought. */
function EarlierUpo({ session, ksefNumber }: { session: string; ksefNumber: string }) {
  const texts = useTexts(issueInvoiceTexts);
  const path = { referenceNumber: session, ksefNumber };
  const fetching = useApiAction((client) => client.operations.getInvoiceUpoByKsefNumber({ path }), {
    onDone: (upo) => saveFile(`UPO-${ksefNumber}.xml`, upo, 'application/xml'),
  });
  const failure = useFailure(fetching.error);
  return (
    <>
      <Button
        variant="subtle"
        size="sm"
        h={44}
        px={0}
        loading={fetching.isPending}
        onClick={() => fetching.mutate(undefined)}
      >
        {texts.sending.upo}
      </Button>
      {failure && <ErrorNotice title={texts.sending.noUpo} failure={failure} />}
    </>
  );
}

const tones: Record<RowState['step'], Tone> = {
  ready: 'neutral',
  wrong: 'wrong',
  sending: 'waiting',
  taken: 'waiting',
  accepted: 'right',
  rejected: 'wrong',
  'not-sent': 'wrong',
  unknown: 'waiting',
};

function RightFiles({ rows }: { rows: readonly UploadRow[] }) {
  const texts = useTexts(issueInvoiceTexts);
  const columns: readonly Column<UploadRow>[] = [
    {
      key: 'file',
      header: texts.upload.file,
      cell: ({ file }) => <span className={classes.fileName}>{file.fileName}</span>,
      width: 'minmax(100px, 1.2fr)',
    },
    {
      key: 'number',
      header: texts.form.number,
      cell: ({ file }) => <WholeText>{file.number ?? file.formCode ?? ''}</WholeText>,
      width: 'minmax(100px, 1.6fr)',
    },
    {
      key: 'gross',
      header: texts.upload.gross,
      cell: ({ file }) =>
        file.gross === undefined ? '' : <Amount value={file.gross} currency={file.currency ?? 'PLN'} />,
      width: '140px',
      align: 'end',
    },
    {
      key: 'status',
      header: texts.upload.status,
      cell: ({ state, file }) => (
        <WholeText>
          <StatusWord tone={tones[state.step]}>
            {state.step === 'ready' && file.problems.length > 0
              ? texts.upload.readyWithWarnings
              : texts.upload.steps[state.step]}
          </StatusWord>
          {state.step === 'accepted' && state.alreadyThere && (
            <span className={classes.quiet}>{texts.upload.sentBefore}</span>
          )}
        </WholeText>
      ),
      width: '160px',
    },
    {
      key: 'ksef',
      header: texts.sending.ksefNumber,
      cell: ({ state }) =>
        state.step === 'accepted' && (
          <WholeText>
            <span className={classes.ksefNumber}>{state.ksefNumber}</span>
            {state.alreadyThere && <EarlierUpo session={state.session} ksefNumber={state.ksefNumber} />}
          </WholeText>
        ),
      width: '310px',
    },
  ];
  const isSent = rows.every(({ state }) => !['ready', 'not-sent', 'sending'].includes(state.step));
  const title = (isSent ? texts.upload.sent : texts.upload.right)(rows.length);
  const numbers = rows.flatMap(({ state }) => (state.step === 'accepted' ? [state.ksefNumber] : []));
  return (
    <section>
      <h2 className={classes.title}>{title}</h2>
      <DataList
        label={title}
        rows={rows}
        // Before the first number there is none to make room for.
        columns={numbers.length > 0 ? columns : columns.filter(({ key }) => key !== 'ksef')}
        rowKey={({ id }) => String(id)}
      />
      {numbers.length > 0 && (
        <CopyButton mt="md" value={numbers.join('\n')} label={texts.upload.copyNumbers(numbers.length)} />
      )}
    </section>
  );
}
