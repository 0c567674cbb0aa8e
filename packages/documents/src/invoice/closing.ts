/** The end of the invoice: what the issuer says of itself, and facts for those who look after programs. */
import { datum, Fields, joined, sectionOf, textBlock } from '../layout/fields.ts';
import type { Block, Datum, Section, TableColumn, TableRow } from '../layout/layout.ts';
import { headings, labels, phrases } from '../words/invoice.ts';
import type { Reading } from './shape.ts';

export function footerSection({ root, voice }: Reading): readonly Section[] {
  const footer = root.child('Stopka');
  if (footer === undefined) return [];
  const texts = footer.children('Informacje').flatMap((information): Datum[] => {
    const text = information.text('StopkaFaktury');
    return text === undefined ? [] : [datum(text)];
  });
  const registers = footer.children('Rejestry').map((register) => ({
    name: register.text('PelnaNazwa'),
    krs: register.text('KRS'),
    regon: register.text('REGON'),
    bdo: register.text('BDO'),
  }));
  return sectionOf(voice.say(headings.footer), [...textBlock(texts), ...registerBlocks(registers, voice)]);
}

interface Register {
  readonly name: string | undefined;
  readonly krs: string | undefined;
  readonly regon: string | undefined;
  readonly bdo: string | undefined;
}

const registerParts = [
  ['name', labels.registeredName, 4],
  ['krs', labels.krs, 2],
  ['regon', labels.regon, 2],
  ['bdo', labels.bdo, 2],
] as const;

function registerBlocks(registers: readonly Register[], voice: Reading['voice']): readonly Block[] {
  const [only] = registers;
  if (registers.length === 1 && only !== undefined) {
    const fields = new Fields(voice);
    for (const [name, label] of registerParts) fields.text(label, only[name]);
    return fields.block(3);
  }
  if (registers.length === 0) return [];
  const columns = registerParts.map(
    ([, label, weight]): TableColumn => ({ label: voice.say(label), align: 'start', weight }),
  );
  const rows = registers.map((register): TableRow => {
    const cells = registerParts.map(([name]) => {
      const text = register[name];
      return text === undefined ? null : datum(text);
    });
    return { tone: 'plain', cells, details: [] };
  });
  return [
    { kind: 'table', caption: voice.say(headings.registers), showsCaption: true, columns, rows, foot: [] },
  ];
}

/** The form, its version, the program, and what the invoice says no to. */
export function technicalSection(reading: Reading): readonly Section[] {
  const { root, voice } = reading;
  const header = root.child('Naglowek');
  const form = header?.child('KodFormularza');
  const version = form?.text('@wersjaSchemy');
  const variant = header?.text('WariantFormularza');
  const created = header?.text('DataWytworzeniaFa');
  const words = joined(
    ', ',
    form?.text('#text'),
    form?.text('@kodSystemowy'),
    version === undefined ? undefined : `${voice.sayInline(phrases.version)} ${version}`,
    variant === undefined ? undefined : `${voice.sayInline(phrases.variant)} ${variant}`,
  );
  const fields = new Fields(voice)
    .text(labels.form, words, 'quiet')
    .text(labels.createdAt, created === undefined ? undefined : voice.moment(created), 'quiet')
    .text(labels.software, header?.text('SystemInfo'), 'quiet');
  return sectionOf(voice.say(headings.technical), [...fields.block(3), ...refusalBlock(reading)]);
}

/** A «no» is data too; one quiet line has them all. */
function refusalBlock({ voice, refusals }: Reading): readonly Block[] {
  if (refusals.length === 0) return [];
  const list = (language: 'pl' | 'en'): string =>
    [...new Set(refusals.map((text) => text[language]))].join(', ');
  const value: Datum = { ...voice.say({ pl: list('pl'), en: list('en') }), tone: 'quiet' };
  return new Fields(voice).add(labels.notApplicable, value).block(1);
}
