import { describe, expect, it } from 'vitest';
import { type FormatTable, labelOf, occurrences, tableOf, valueLabelOf } from '../index.ts';
import { faRrLabels } from './fa-rr.ts';
import { fa3Labels } from './fa3.ts';
import { fa3Values, faRrValues } from './values.ts';

const [fa3, fa2, faRr] = [tableOf('FA(3)'), tableOf('FA(2)'), tableOf('FA_RR(1)')];
const formats = [
  ['FA(3)', fa3],
  ['FA(2)', fa2],
  ['FA_RR(1)', faRr],
] as const;

interface Field {
  /** As problems write it. */
  readonly path: string;
  readonly simple: number | undefined;
  readonly fixed: string | undefined;
}

/** Every element and attribute of a format, each in every place where it may stand. */
function* fieldsOf(table: FormatTable, element = table.root, path = '/Faktura'): Generator<Field> {
  const type = element.type === undefined ? undefined : table.types[element.type];
  yield { path, simple: element.simple ?? type?.simple, fixed: element.fixed };
  for (const { attribute, simple, fixed } of type?.attributes ?? []) {
    yield { path: `${path}/@${attribute}`, simple, fixed };
  }
  if (type?.content === undefined) return;
  for (const { row, max } of occurrences(type.content).values()) {
    yield* fieldsOf(table, row, `${path}/${row.element}${max > 1 ? '[7]' : ''}`);
  }
}

const parentOf = (path: string) => path.slice(0, path.lastIndexOf('/'));
const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1).replace(/^@|\[7\]$/g, '');
/** No comma: labels stand in lists. */
const labelForm = /^[\p{L}\d][\p{L}\d :%()'./–-]*[\p{L}\d)%]$/u;
const valueForm = /^[\p{L}\d][\p{L}\d ,.%'–-]*[\p{L}\d%]$/u;

describe.each(formats)('labels of %s', (format, table) => {
  const fields = [...fieldsOf(table)];

  it('exist for every field, in both languages, short, and in words rather than the name', () => {
    const wrong = fields.filter(({ path }) => {
      const label = labelOf(format, path);
      if (label === undefined) return true;
      const name = nameOf(path).toLowerCase();
      const isBracketed = /\(/.test(label.pl + label.en) && !label.pl.includes(nameOf(path));
      if (isBracketed) return true; // messages put the name in brackets behind it
      return [label.pl, label.en].some(
        (text) => !labelForm.test(text) || text.length > 60 || text.toLowerCase() === name,
      );
    });
    expect(fields.length).toBeGreaterThan(150);
    expect(wrong.map(({ path }) => [path, labelOf(format, path)])).toEqual([]);
  });

  it('begin in lower case, unless with an abbreviation or a proper name', () => {
    const capital =
      /^(?!NIP |VAT[ ,]|VIN$|WDT |PKWiU |PKOB |CN |GTIN |GTU |KRS |REGON |BDO |KSeF |EORI |EU |SWIFT )\p{Lu}/u;
    const labels = fields.flatMap(({ path }) => Object.values(labelOf(format, path) ?? {}));
    expect(labels.filter((text) => capital.test(text))).toEqual([]);
  });

  it.each(['pl', 'en'] as const)('differ between fields of the same parent (%s)', (language) => {
    const seen = new Map<string, string>();
    const repeated: string[] = [];
    for (const { path } of fields) {
      const key = `${parentOf(path)} ${labelOf(format, path)?.[language]}`;
      if (seen.has(key)) repeated.push(`${seen.get(key)} = ${path}`);
      seen.set(key, path);
    }
    expect(repeated).toEqual([]);
  });

  it('tell the values of every enumeration, each differently', () => {
    const unlabelled =
      /\/(KodKraju|KodUE|PrefiksPodatnika|KodWaluty|WalutaUmowna|KodFormularza|WariantFormularza)$/;
    const wrong: string[] = [];
    let count = 0;
    for (const { path, simple, fixed } of fields) {
      const values = table.simpleTypes[simple ?? -1]?.enumeration;
      if (values === undefined || fixed !== undefined || unlabelled.test(path)) continue;
      for (const language of ['pl', 'en'] as const) {
        const labels = values.map((value) => valueLabelOf(format, path, value)?.[language]);
        if (labels.some((text) => text === undefined || !valueForm.test(text) || text.length > 60))
          wrong.push(path);
        if (new Set(labels).size < labels.length) wrong.push(`${path} (repeated)`);
      }
      count += 1;
    }
    expect(wrong).toEqual([]);
    expect(count).toBeGreaterThan(8);
  });
});

describe('the tables', () => {
  /** Keys that no path of these formats ends with, or that a longer one always covers. */
  function unused(keys: readonly string[], paths: readonly string[]): string[] {
    const used = new Set<string>();
    for (const path of paths) {
      const steps = path.replaceAll('[7]', '').split('/');
      const ends = steps.map((_, index) => steps.slice(index).join('/'));
      const key = ends.find((end) => keys.includes(end));
      if (key !== undefined) used.add(key);
    }
    return keys.filter((key) => !used.has(key));
  }
  const pathsOf = (...tables: FormatTable[]) =>
    tables.flatMap((table) => [...fieldsOf(table)].map(({ path }) => path));

  it.each<[string, readonly object[], FormatTable[]]>([
    ['fields of FA(3) and FA(2)', fa3Labels(), [fa3, fa2]],
    ['fields of FA_RR(1)', faRrLabels(), [faRr]],
    ['values of FA(3) and FA(2)', fa3Values(), [fa3, fa2]],
    ['values of FA_RR(1)', faRrValues(), [faRr]],
  ])('hold nothing that no document can show, and nothing twice: %s', (_, tables, formatTables) => {
    const keys = tables.flatMap((table) => Object.keys(table));
    expect(new Set(keys).size).toBe(keys.length);
    // What the template of a party gives beyond what this party has costs nothing and is not looked at.
    const own = keys.filter(
      (key) => !/(Podmiot\dK?|PodmiotUpowazniony|Przewoznik)\/(Dane|Adres|NrEORI|Prefiks)/.test(key),
    );
    expect(unused(own, pathsOf(...formatTables))).toEqual([]);
  });
});

describe('labelOf', () => {
  it('tells the same element apart by where it stands', () => {
    const nip = (party: string) => labelOf('FA(3)', `/Faktura/${party}/DaneIdentyfikacyjne/NIP`)?.pl;
    expect(['Podmiot1', 'Podmiot2', 'Podmiot3[12]', 'Fa/Podmiot2K[1]'].map(nip)).toEqual([
      'NIP sprzedawcy',
      'NIP nabywcy',
      'NIP podmiotu trzeciego',
      'NIP nabywcy przed korektą',
    ]);
    expect(labelOf('FA_RR(1)', '/Faktura/Podmiot1/DaneIdentyfikacyjne/NIP')?.pl).toBe('NIP rolnika');
  });

  it('tells the same name apart by the format', () => {
    expect(labelOf('FA(3)', '/Faktura/Fa/FaWiersz[2]/P_7')?.en).toBe('name of goods or service');
    expect(labelOf('FA_RR(1)', '/Faktura/FakturaRR/FakturaRRWiersz[2]/P_7')?.en).toBe(
      'unit price without tax refund',
    );
  });

  it('takes the end of a path, and attributes', () => {
    expect(labelOf('FA(3)', 'P_12')).toEqual({ pl: 'stawka podatku', en: 'tax rate' });
    expect(labelOf('FA(3)', 'KodFormularza/@wersjaSchemy')?.pl).toBe('wersja schematu');
  });

  it.each(['', '/', '/Faktura/Nowe', 'constructor', '/Faktura/__proto__', '@Typ'])(
    'answers nothing for what it does not know: %s',
    (path) => {
      expect(labelOf('FA(3)', path)).toBeUndefined();
      expect(valueLabelOf('FA(3)', path, '1')).toBeUndefined();
    },
  );

  it('answers nothing for formats that nobody fills in', () => {
    expect(labelOf('UPO(4.3)', '/Potwierdzenie')).toBeUndefined();
    expect(valueLabelOf('AuthTokenRequest(2.1)', 'Rola', '1')).toBeUndefined();
  });
});

describe('valueLabelOf', () => {
  it('tells values apart by field and format', () => {
    expect(valueLabelOf('FA(3)', '/Faktura/Podmiot3[1]/Rola', '8')?.pl).toBe('odbiorca JST');
    expect(valueLabelOf('FA(3)', '/Faktura/Fa/Platnosc/FormaPlatnosci', '1')?.pl).toBe('gotówka');
    expect(valueLabelOf('FA_RR(1)', '/Faktura/FakturaRR/Platnosc/FormaPlatnosci', '1')?.pl).toBe('przelew');
  });

  it('answers nothing for other values and free fields', () => {
    expect(valueLabelOf('FA(3)', 'FormaPlatnosci', '8')).toBeUndefined();
    expect(valueLabelOf('FA(3)', 'FormaPlatnosci', 'toString')).toBeUndefined();
    expect(valueLabelOf('FA(3)', 'P_2', '1')).toBeUndefined();
    expect(valueLabelOf('FA(3)', 'KodKraju', 'PL')).toBeUndefined();
  });
});
