import { examine, type FormatDocument, FormatError, type Problem, write } from '@kwit/formats';
import { checkDocument } from '@kwit/invoice';
import {
  ConfirmButton,
  drafts,
  ErrorNotice,
  Notice,
  PageHeader,
  RowsSkeleton,
  useLanguage,
  useTexts,
} from '@kwit/ui';
import { Button, Group } from '@mantine/core';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useServerTime } from '../../../api/server-time.ts';
import { saveFile } from '../../../save-file.ts';
import { useIdentity } from '../../../session/session.ts';
import { invoiceDrafts } from '../../../session/unsent.ts';
import { contextNip } from '../context-nip.ts';
import { useKsefDay } from '../ksef-day.ts';
import { MayNotIssue } from '../may-not-issue.tsx';
import { ModeLinks } from '../mode-links.tsx';
import { PreviewDialog } from '../preview-dialog.tsx';
import { useRejection, useSendFailure } from '../send-failure.ts';
import { startSending, useActivity, useSending } from '../sending/sending.ts';
import { SendingGate } from '../sending/sending-gate.tsx';
import { sentenceOf } from '../short/problem-fields.ts';
import { emptyDraft, emptySeller, type SellerDraft, type ShortDraft } from '../short/short-draft.ts';
import { issueInvoiceTexts } from '../texts.ts';
import { ChangeContext, stepsOf } from './change.ts';
import { type ErrorsByPath, ErrorsContext, errorsByPath, plainPath } from './errors.ts';
import classes from './full-form.module.css';
import { type Gaps, gapsOf } from './gaps.ts';
import { PartsView } from './parts-view.tsx';
import { partsOf, rootRow } from './schema.ts';
import { treeOfShort } from './start.ts';
import { completed, type Node, type Value, withValue } from './tree.ts';

/** The header is not filled in by anybody. */
const shownParts = partsOf(rootRow).filter((part) => part.kind !== 'element' || part.name !== 'Naglowek');
const rootPath = '/Faktura';

/** «Pełny formularz»: every element of FA(3), out of the table of the format. */
export function FullFormPage() {
  const texts = useTexts(issueInvoiceTexts);
  const { nowMs, error } = useServerTime();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.full.lead} />
      <ModeLinks />
      <MayNotIssue />
      {/* It begins with the day of KSeF; where KSeF does not answer, with that of the browser. */}
      {nowMs === undefined && error === null ? <RowsSkeleton /> : <SendableForm />}
    </>
  );
}

function SendableForm() {
  const nip = contextNip(useIdentity()) ?? '';
  const today = useKsefDay();
  const begin = () => treeOfShort(shortDraft(), { ...sellerDraft(nip), nip }, today);
  const [tree, setTree, clear] = useTree(begin);
  const onAccepted = () => {
    // Its values came from there.
    drafts.write(invoiceDrafts.short, undefined);
    clear();
  };
  return (
    <SendingGate form="full" onAccepted={onAccepted}>
      <FullForm tree={tree} setTree={setTree} today={today} onAgain={clear} />
    </SendingGate>
  );
}

const shortDraft = () => drafts.read<ShortDraft>(invoiceDrafts.short) ?? emptyDraft;
const sellerDraft = (nip: string) => drafts.read<SellerDraft>(`issue-invoice.seller.${nip}`) ?? emptySeller;

/** A document of thousands of lines is not stored with every letter. */
const storeAfterMs = 400;

function useTree(begin: () => Node) {
  const [tree, setTree] = useState<Node>(() => drafts.read<Node>(invoiceDrafts.full) ?? begin());
  const waiting = useRef<Node | undefined>(undefined);
  const store = useCallback(() => {
    if (waiting.current) drafts.write(invoiceDrafts.full, waiting.current);
    waiting.current = undefined;
  }, []);
  useEffect(() => {
    addEventListener('pagehide', store);
    return () => {
      removeEventListener('pagehide', store);
      store();
    };
  }, [store]);
  const change = useCallback(
    (act: (before: Node) => Node) =>
      setTree((before) => {
        const next = act(before);
        if (waiting.current === undefined) setTimeout(store, storeAfterMs);
        waiting.current = next;
        return next;
      }),
    [store],
  );
  const clear = () => {
    waiting.current = undefined;
    drafts.write(invoiceDrafts.full, undefined);
    setTree(begin());
  };
  return [tree, change, clear] as const;
}

interface FullFormProps {
  readonly tree: Node;
  readonly setTree: (act: (before: Node) => Node) => void;
  readonly today: string;
  readonly onAgain: () => void;
}

function FullForm({ tree, setTree, today, onAgain }: FullFormProps) {
  const [errors, setErrors] = useState<ErrorsByPath>({});
  const change = useCallback(
    (path: string, value: Value | undefined) => {
      setTree((before) => withValue(before, stepsOf(path), value) as Node);
      setErrors((before) => {
        const { [plainPath(path)]: wrong, ...rest } = before;
        return wrong === undefined ? before : rest;
      });
    },
    [setTree],
  );
  return (
    <ChangeContext value={change}>
      <ErrorsContext value={errors}>
        <form noValidate onSubmit={(event) => event.preventDefault()}>
          <PartsView parts={shownParts} node={tree} path={rootPath} />
          <Actions tree={tree} today={today} errors={errors} onErrors={setErrors} onAgain={onAgain} />
        </form>
      </ErrorsContext>
    </ChangeContext>
  );
}

interface ReadyInvoice {
  readonly bytes: Uint8Array;
  readonly number: string;
  readonly warnings: readonly string[];
}

interface ActionsProps {
  readonly tree: Node;
  readonly today: string;
  readonly errors: ErrorsByPath;
  readonly onErrors: (errors: ErrorsByPath) => void;
  readonly onAgain: () => void;
}

function Actions({ tree, today, errors, onErrors, onAgain }: ActionsProps) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts);
  const [shown, setShown] = useState<Uint8Array>();
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const [wanted, setWanted] = useState<'send' | 'preview' | 'save'>('send');
  const sending = useSending();
  const activity = useActivity();
  const failure = useSendFailure(activity.step === 'stopped' ? activity.error : undefined);
  const rejection = useRejection(sending?.outcome);
  const atNumber = rejection?.atNumber;
  useEffect(() => {
    if (atNumber !== undefined) onErrors({ [`${rootPath}/Fa/P_2`]: atNumber });
  }, [atNumber, onErrors]);
  const wrong = Object.keys(errors).length;
  useEffect(() => {
    if (wrong > 0) document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
  }, [wrong]);
  /** The document, once nothing is wrong with it. */
  const built = (purpose: typeof wanted): ReadyInvoice | undefined => {
    setWanted(purpose);
    const { bytes, number, problems, gaps } = documentOf(tree, today);
    const found = problems.filter(({ severity }) => severity === 'error');
    onErrors(found.length === 0 ? {} : errorsByPath(found, gaps, language));
    const sentences = problems
      .filter(({ severity }) => severity === 'warning')
      .map((one) => sentenceOf(one, language));
    const told = [...new Set(sentences)];
    setWarnings(told);
    return found.length === 0 && bytes ? { bytes, number, warnings: told } : undefined;
  };
  const send = () => {
    const invoice = built('send');
    // What may be wrong is read before it is in KSeF: with the same warnings still there, a second press sends.
    if (!invoice || invoice.warnings.some((warning) => !warnings.includes(warning))) return;
    const { bytes, number } = invoice;
    void startSending({ bytes, number, formCode: 'FA (3)', form: 'full' });
  };
  const save = () => {
    const invoice = built('save');
    if (invoice)
      saveFile(
        `${invoice.number.replaceAll(/[^\w-]/g, '-')}.xml`,
        invoice.bytes as BlobPart,
        'application/xml',
      );
  };
  return (
    <div className={classes.actions}>
      {wrong > 0 && atNumber === undefined && (
        <Notice
          tone="wrong"
          title={{ send: texts.notBuilt, preview: texts.notPreviewed, save: texts.notSaved }[wanted]}
        >
          {texts.notBuiltText(wrong)}
        </Notice>
      )}
      {rejection && <ErrorNotice title={rejection.title} failure={rejection.failure} />}
      {failure && <ErrorNotice title={texts.notSent} failure={failure} />}
      {warnings.length > 0 && (
        <Notice tone="waiting" title={texts.warnings}>
          <ul className={classes.warnings}>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
          {wanted === 'send' && wrong === 0 && texts.full.sendDespite}
        </Notice>
      )}
      <Group>
        <Button onClick={send}>{texts.send}</Button>
        <Button variant="default" onClick={() => setShown(built('preview')?.bytes)}>
          {texts.preview}
        </Button>
        <Button variant="default" onClick={save}>
          {texts.sending.xml}
        </Button>
        <ConfirmButton
          label={texts.full.again}
          title={texts.full.againQuestion}
          confirm={texts.full.againConfirm}
          size="md"
          busy={false}
          onConfirm={async () => onAgain()}
        >
          {texts.full.againText}
        </ConfirmButton>
      </Group>
      {shown && <PreviewDialog bytes={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}

const rootPart = {
  kind: 'element',
  row: rootRow,
  name: rootRow.element,
  isRequired: true,
  isList: false,
  most: 1,
} as const;

interface Built {
  readonly bytes?: Uint8Array;
  readonly number: string;
  readonly problems: readonly Problem[];
  readonly gaps: Gaps;
}

/** The document as bytes, with everything that schema and rules find in it. */
function documentOf(tree: Node, today: string): Built {
  const gaps = gapsOf(tree, shownParts, rootPath);
  const { problems, ...built } = checked(tree, today);
  const hasGaps = gaps.missing.size + gaps.open.size > 0;
  if (!hasGaps || problems.length === 0) return { ...built, problems, gaps };
  // Values are looked at as well; what is wrong with a filling is none of the form's problems.
  const isAdded = new Set([...gaps.missing, ...gaps.open.keys()].map(plainPath));
  const further = checked(gaps.filled, today).problems.filter(
    ({ code, path }) => valueProblem.test(code) && !isAdded.has(plainPath(path)),
  );
  return { ...built, problems: [...problems, ...further], gaps };
}

/** Problems of one value, whatever else is in the document. */
const valueProblem = /^xsd-(pattern|enumeration|length|range|digits|type)$|CHECKSUM/;

function checked(tree: Node, today: string): Omit<Built, 'gaps'> {
  const root = { Naglowek: header(), ...(completed(tree, rootPart) as Node | undefined) };
  try {
    // What is missing or wrong in it is what `write` and `examine` tell.
    const bytes = write({ format: 'FA(3)', root } as unknown as FormatDocument<'FA(3)'>);
    const { document, problems } = examine(bytes, { format: 'FA(3)' });
    const found =
      problems.length > 0 || !document ? problems : checkDocument(document, { today, authoring: true });
    return { bytes, number: document?.root.Fa.P_2 ?? '', problems: found };
  } catch (error) {
    if (!(error instanceof FormatError)) throw error;
    return { number: '', problems: error.problems };
  }
}

const header = (): Node => ({
  KodFormularza: { '#text': 'FA', '@kodSystemowy': 'FA (3)', '@wersjaSchemy': '1-0E' },
  WariantFormularza: '3',
  DataWytworzeniaFa: `${new Date().toISOString().slice(0, 19)}Z`,
  SystemInfo: 'Kwit',
});
