import {
  CopyButton,
  DateText,
  EmptyState,
  Facts,
  PageHeader,
  RowsSkeleton,
  Section,
  StatusWord,
  useLanguage,
  useTexts,
} from '@kwit/ui';
import { Stack, Tabs } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { apiUrl, ksefUrl } from '../../../addresses.ts';
import { clientCodeOf, curlOf } from '../../../api/call-text.ts';
import { BackLink } from '../../../shell/back-link.tsx';
import { ControlFailure } from '../side/control-failure.tsx';
import type { JournalEntry, JournalExchange, JournalMessage } from '../side/operations.ts';
import { useControlQuery } from '../side/use-control.ts';
import classes from './exchange-page.module.css';
import { toneOf } from './journal-page.tsx';
import { pretty } from './pretty.ts';
import { journalTexts } from './texts.ts';

const route = getRouteApi('/open/control/journal/$id');

/** One request as it went over the line. */
export function ExchangePage() {
  const texts = useTexts(journalTexts);
  const { id } = route.useParams();
  const number = Number(id);
  const found = useControlQuery('readJournal', { before: number + 1, limit: 1 });
  const exchange = useControlQuery('readExchange', { id: number });
  const [entry] = found.data?.entries.filter((one) => one.id === number) ?? [];
  const title = texts.exchange(entry ? (entry.operation ?? `${entry.method} ${entry.path}`) : id);
  return (
    <>
      <BackLink label={texts.back} to="/control/journal" />
      <PageHeader title={title} />
      <ControlFailure title={texts.notLoaded} error={found.error} />
      {found.isPending && <RowsSkeleton />}
      {found.data && !entry && <EmptyState title={texts.notFound}>{texts.notFoundText}</EmptyState>}
      {entry && (
        <Stack gap={40}>
          <EntryFacts entry={entry} exchange={exchange.data} />
          <ControlFailure error={exchange.error} />
          {exchange.data && (
            <>
              <Message title={texts.request} message={exchange.data.request} />
              <Message title={texts.answer} message={exchange.data.response} />
              <Repeat entry={entry} exchange={exchange.data} />
            </>
          )}
        </Stack>
      )}
    </>
  );
}

function EntryFacts({ entry, exchange }: { entry: JournalEntry; exchange: JournalExchange | undefined }) {
  const texts = useTexts(journalTexts);
  const { language } = useLanguage();
  const size = (bytes: number | null) => (bytes === null ? texts.unknown : texts.bytes(bytes));
  return (
    <Facts
      facts={[
        [texts.address, <code key="address">{`${entry.method} ${exchange?.address ?? entry.path}`}</code>],
        [
          texts.status,
          <StatusWord key="status" tone={toneOf(entry)}>
            {entry.status === null ? texts.cut : String(entry.status)}
          </StatusWord>,
        ],
        [texts.problem, entry.problem ?? undefined],
        [texts.fault, entry.fault === null ? undefined : texts.byFault],
        [texts.at, <DateText key="at" value={entry.at} time />],
        [texts.duration, texts.ms(new Intl.NumberFormat(language).format(entry.durationMs))],
        [texts.context, entry.context ? `${entry.context.type} ${entry.context.value}` : undefined],
        [texts.traceId, entry.traceId === '' ? undefined : <code key="trace">{entry.traceId}</code>],
        [texts.clientIp, entry.clientIp],
        [texts.sizes, `${size(entry.requestBytes)}, ${size(entry.responseBytes)}`],
      ]}
    />
  );
}

function Message({ title, message: { headers, body, isWhole } }: { title: string; message: JournalMessage }) {
  const texts = useTexts(journalTexts);
  return (
    <Section title={title}>
      <h3 className={classes.name}>{texts.headers}</h3>
      <Code>{headers.map(({ name, value }) => `${name}: ${value}`).join('\n')}</Code>
      <h3 className={classes.name}>{texts.body}</h3>
      {body === null || body === '' ? (
        <p>{texts.noBody}</p>
      ) : (
        <>
          <Code>{pretty(body)}</Code>
          {!isWhole && <p>{texts.cutOff}</p>}
          <div>
            <CopyButton value={body} size="sm" />
          </div>
        </>
      )}
    </Section>
  );
}

const Code = ({ children }: { children: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard
  <pre className={classes.code} tabIndex={0}>
    {children}
  </pre>
);

function Repeat({ entry, exchange }: { entry: JournalEntry; exchange: JournalExchange }) {
  const texts = useTexts(journalTexts);
  const { address, request } = exchange;
  const header = (name: string) => request.headers.find((one) => one.name === name)?.value;
  const call = {
    method: entry.method,
    url: ksefUrl + address,
    path: address.replace(/^\/v2(?=\/)/, ''),
    hasBearer: header('authorization') !== undefined,
    contentType: header('content-type'),
    body: request.body ?? undefined,
  };
  const shown = [
    ['curl', texts.curl, curlOf(call)],
    ['client', texts.client, clientCodeOf(call, apiUrl)],
  ].filter((one): one is [string, string, string] => one[2] !== undefined);
  return (
    <Section title={texts.repeat} lead={texts.repeatText}>
      <Tabs defaultValue="curl">
        <Tabs.List>
          {shown.map(([name, label]) => (
            <Tabs.Tab key={name} value={name}>
              {label}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {shown.map(([name, , text]) => (
          <Tabs.Panel key={name} value={name} pt="md">
            <Stack align="flex-start">
              <Code>{text}</Code>
              <CopyButton value={text} size="sm" />
            </Stack>
          </Tabs.Panel>
        ))}
      </Tabs>
    </Section>
  );
}
