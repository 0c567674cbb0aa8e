/**
 * The official receipt as people read it: for one invoice, or for those of a session.
 * Source: the official schema `upo-v4-3.xsd` and its examples.
 */
import type { FormatDocument, Upo43, Upo43Dokument, Upo43OpisPotwierdzenia } from '@kwit/formats';
import { Cursor } from '../layout/cursor.ts';
import { datum, Fields, noticesBlock, sectionOf } from '../layout/fields.ts';
import type { Block, Datum, DocumentLanguage, Layout, Section, TableRow } from '../layout/layout.ts';
import { leftoverSection } from '../layout/leftovers.ts';
import { type Voice, voiceOf } from '../layout/voice.ts';
import { contextWords, modeWords, partOf, proofWords, upoWords } from '../words/upo.ts';
import { type SignatureFacts, signatureFacts } from './signature.ts';

export interface UpoLayoutOptions {
  /** Polish where absent. */
  readonly language?: DocumentLanguage | undefined;
}

type Root = Cursor<Upo43>;

/** Linear in the number of invoices. */
export function upoLayout(
  document: FormatDocument<'UPO(4.3)'>,
  { language = 'pl' }: UpoLayoutOptions = {},
): Layout {
  const root: Root = new Cursor('Potwierdzenie', document.root);
  const voice = voiceOf(document.format, language);
  const { Dokument: invoices, OpisPotwierdzenia: part } = document.root;
  const signatures = signaturesOf(root);
  const receiver = root.text('NazwaPodmiotuPrzyjmujacego') ?? '';
  const session = root.text('NumerReferencyjnySesji') ?? '';
  const single = invoices.length === 1 && part === undefined ? invoices[0] : undefined;
  const number = single?.NumerKSeFDokumentu ?? session;
  const title = voice.say(upoWords.title);
  return {
    language,
    metadata: {
      title: `${voice.say(upoWords.titleShort).text} ${number}`,
      author: receiver,
      subject: voice.say(upoWords.subject).text,
      languageTag: voice.style,
      createdAt: signatures.facts[0]?.signingTime ?? invoices.at(-1)?.DataNadaniaNumeruKSeF ?? '',
    },
    head: {
      title,
      number: {
        label: voice.say(single === undefined ? upoWords.session : upoWords.ksefNumber),
        value: datum(number, 'strong'),
      },
      fields: partFields(root, voice).list,
      notice: null,
    },
    sections: [
      ...confirmation(root, receiver, single === undefined ? undefined : session, voice),
      ...(single === undefined ? invoiceTable(root, firstNumber(part), voice) : singleInvoice(root, voice)),
      ...signatureSection(signatures, voice),
      ...leftoverSection(root, voice),
    ],
    foot: { text: `${title.text} · ${number}` },
  };
}

/** Who confirms what was sent in whose name, and by what the sender proved who they are. */
function confirmation(
  root: Root,
  receiver: string,
  session: string | undefined,
  voice: Voice,
): readonly Section[] {
  const fields = new Fields(voice)
    .text(upoWords.receiver, receiver, 'strong')
    .text(upoWords.session, session, 'mono');
  const authentication = root.child('Uwierzytelnienie');
  const context = authentication?.child('IdKontekstu');
  for (const name of namesOf(contextWords)) fields.text(contextWords[name], context?.text(name), 'mono');
  for (const name of namesOf(proofWords)) fields.text(proofWords[name], authentication?.text(name), 'mono');
  fields
    .text(upoWords.formCode, root.text('KodFormularza'))
    .text(upoWords.structure, root.text('NazwaStrukturyLogicznej'))
    .text(upoWords.schemaVersion, root.text('@wersjaSchemy'));
  return sectionOf(voice.say(upoWords.confirmation), fields.block(2));
}

const namesOf = <Names extends string>(table: Readonly<Record<Names, unknown>>): readonly Names[] =>
  Object.keys(table) as Names[];

function partFields(root: Root, voice: Voice): Fields {
  const fields = new Fields(voice);
  const part = root.child('OpisPotwierdzenia');
  if (part === undefined) return fields;
  const figure = (name: keyof Upo43OpisPotwierdzenia): string => voice.decimal(part.text(name) ?? '');
  const [first, last] = [figure('ZakresDokumentowOd'), figure('ZakresDokumentowDo')];
  return fields
    .text(upoWords.part, voice.sayInline(partOf(figure('Strona'), figure('LiczbaStron'))))
    .text(upoWords.range, `${first}–${last}`)
    .text(upoWords.total, figure('CalkowitaLiczbaDokumentow'));
}

/** What is told of an invoice; `show` turns the text of the document into what is read. */
interface InvoiceFact {
  readonly element: keyof Upo43Dokument;
  readonly label: keyof typeof upoWords;
  /** Of its column. */
  readonly weight: number;
  readonly show: (text: string, voice: Voice) => Datum;
}

const asText = (text: string): Datum => datum(text);
const asCode = (text: string): Datum => datum(text, 'mono');
const asMoment = (text: string, voice: Voice): Datum => datum(voice.moment(text));
const asDate = (text: string, voice: Voice): Datum => datum(voice.date(text));
const asMode = (text: string, voice: Voice): Datum => voice.say(modeWords[text] ?? { pl: text, en: text });

const ksefNumber: InvoiceFact = {
  element: 'NumerKSeFDokumentu',
  label: 'ksefNumber',
  weight: 9,
  show: asCode,
};
/** Too long for a column. */
const hash: InvoiceFact = { element: 'SkrotDokumentu', label: 'hash', weight: 0, show: asCode };

const columnFacts: readonly InvoiceFact[] = [
  ksefNumber,
  { element: 'NumerFaktury', label: 'invoiceNumber', weight: 7, show: asText },
  { element: 'NipSprzedawcy', label: 'sellerNip', weight: 4, show: asCode },
  { element: 'DataWystawieniaFaktury', label: 'issueDate', weight: 4, show: asDate },
  { element: 'DataPrzeslaniaDokumentu', label: 'sentAt', weight: 5, show: asMoment },
  { element: 'DataNadaniaNumeruKSeF', label: 'acceptedAt', weight: 5, show: asMoment },
  { element: 'TrybWysylki', label: 'mode', weight: 3, show: asMode },
];

/** Its number in KSeF is that of the receipt, and stands in the head. */
function singleInvoice(root: Root, voice: Voice): readonly Section[] {
  const fields = new Fields(voice);
  const [invoice] = root.children('Dokument');
  for (const { element, label, show } of [...columnFacts, hash]) {
    const text = invoice?.text(element);
    if (text !== undefined && element !== ksefNumber.element) fields.add(upoWords[label], show(text, voice));
  }
  return sectionOf(voice.say(upoWords.document), fields.block(2));
}

function invoiceTable(root: Root, first: number, voice: Voice): readonly Section[] {
  const hashLabel = voice.say(upoWords[hash.label]);
  const rows = root.children('Dokument').map((invoice, index): TableRow => {
    const shown = ({ element, show }: InvoiceFact): Datum | null => {
      const text = invoice.text(element);
      return text === undefined ? null : show(text, voice);
    };
    const hashDatum = shown(hash);
    return {
      tone: 'plain',
      cells: [datum(voice.decimal(String(first + index)), 'quiet'), ...columnFacts.map(shown)],
      details: hashDatum === null ? [] : [{ label: hashLabel, value: hashDatum }],
    };
  });
  const caption = voice.say(upoWords.documents);
  const columns = columnFacts.map(({ label, weight }) => ({
    label: voice.say(upoWords[label]),
    align: 'start' as const,
    weight,
  }));
  return [
    {
      heading: caption,
      blocks: [
        {
          kind: 'table',
          caption,
          showsCaption: false,
          columns: [{ label: voice.say(upoWords.ordinal), align: 'end', weight: 2 }, ...columns],
          rows,
          foot: [],
        },
      ],
    },
  ];
}

/** Invoices of a later part are counted on from those before. */
function firstNumber(part: Upo43OpisPotwierdzenia | undefined): number {
  const number = Number(part?.ZakresDokumentowOd);
  return Number.isSafeInteger(number) && number > 0 ? number : 1;
}

interface Signatures {
  readonly facts: readonly SignatureFacts[];
  /** Whatever else the receipt carries, as its XML text. */
  readonly others: readonly string[];
}

function signaturesOf(root: Root): Signatures {
  const facts: SignatureFacts[] = [];
  const others: string[] = [];
  for (const xml of root.texts('#any')) {
    const found = signatureFacts(xml);
    if (found === null) others.push(xml);
    else facts.push(found);
  }
  return { facts, others };
}

/** A signature is told as a fact; nothing here judges it. */
function signatureSection({ facts, others }: Signatures, voice: Voice): readonly Section[] {
  const notice = facts.length > 0 ? upoWords.isSigned : upoWords.isNotSigned;
  const blocks: Block[] = [...noticesBlock([voice.say(notice)])];
  for (const signature of facts) {
    const fields = new Fields(voice)
      .text(upoWords.signatory, signature.signatory)
      .moment(upoWords.signingTime, signature.signingTime)
      .text(upoWords.certificateIssuer, signature.certificateIssuer)
      .text(upoWords.certificateSerial, signature.certificateSerial, 'mono');
    blocks.push(...fields.block(2));
  }
  const rest = new Fields(voice);
  for (const xml of others) rest.text(upoWords.otherContent, xml, 'mono');
  return sectionOf(voice.say(upoWords.signature), [...blocks, ...rest.block(1)]);
}
