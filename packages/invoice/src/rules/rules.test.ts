import { readFileSync } from 'node:fs';
import { type FormatDocument, read } from '@kwit/formats';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { exampleNames, exampleXml } from '../../tools/write-examples.ts';
import { rulesFile, rulesPage } from '../../tools/write-rules.ts';
import { testDay } from '../test-data.ts';
import { checkDocument } from './check-document.ts';
import { type RuleCode, ruleWordings } from './messages.ts';
import { rules } from './table.ts';
import { annotationsCases } from './testing/annotations.testing.ts';
import { datesCases } from './testing/dates.testing.ts';
import { type Case, changed, firstLine, identity } from './testing/document.testing.ts';
import { kindsCases } from './testing/kinds.testing.ts';
import { linesCases } from './testing/lines.testing.ts';
import { numbersCases } from './testing/numbers.testing.ts';
import { partiesCases } from './testing/parties.testing.ts';
import { paymentCases } from './testing/payment.testing.ts';
import { totalsCases } from './testing/totals.testing.ts';

const check = (document: ReturnType<typeof changed>) => checkDocument(document, { today: testDay });

const cases: Readonly<Record<RuleCode, Case>> = {
  ...numbersCases,
  ...partiesCases,
  ...datesCases,
  ...kindsCases,
  ...linesCases,
  ...paymentCases,
  ...annotationsCases,
  ...totalsCases,
};

describe('the table of rules', () => {
  test('has each code once, and a sentence and a rule for each', () => {
    expect(rules.map((rule) => rule.code).sort()).toEqual(Object.keys(ruleWordings).sort());
  });

  test('is what docs/rules.md lists (write-rules.ts renews it)', () => {
    expect(readFileSync(rulesFile, 'utf8')).toBe(rulesPage());
  });

  test('an unchanged document breaks none', () => {
    expect(check(changed(() => {}))).toEqual([]);
  });

  test.each(Object.entries(cases))(
    '%s finds what is wrong, there only, and lets what is right pass',
    (code, one) => {
      const found = check(changed(one.wrong));
      expect(found.map((problem) => [problem.code, problem.path])).toEqual([[code, one.path]]);
      const [problem] = found;
      for (const text of [problem?.message.pl, problem?.message.en, problem?.remedy.pl, problem?.remedy.en]) {
        expect(text).toMatch(/^[^{}]+\.$/);
      }
      expect(check(changed(one.right))).toEqual([]);
    },
  );
});

describe('checkDocument', () => {
  const document = changed((invoice) => {
    invoice.Podmiot1.DaneIdentyfikacyjne.NIP = '1111111112';
    invoice.Fa.P_1 = '2025-10-03';
    Object.assign(invoice.Fa.Platnosc?.RachunekBankowy?.[0] ?? {}, { NrRB: '75000000000000000000000001' });
  });
  const codes = (options: Parameters<typeof checkDocument>[1]) =>
    checkDocument(document, { today: testDay, ...options }).map(
      (problem) => `${problem.severity} ${problem.code}`,
    );

  test('runs only the rules of those who are asked for', () => {
    expect(codes({ enforcedBy: ['ksef'] })).toEqual(['error DATE-IN-FUTURE']);
    expect(codes({ enforcedBy: ['ksef', 'ksef-production'] })).toEqual([
      'error NIP-CHECKSUM',
      'error DATE-IN-FUTURE',
    ]);
  });

  test('is stricter on what we write ourselves', () => {
    expect(codes({})).toContain('warning BANK-ACCOUNT-CHECKSUM');
    expect(codes({ authoring: true })).toContain('error BANK-ACCOUNT-CHECKSUM');
  });

  test('judges dates by the day in Poland where none is given', () => {
    const old = changed(() => {});
    expect(checkDocument(old)).toEqual([]);
    const future = changed(({ Fa }) => Object.assign(Fa, { P_1: '2049-12-31' }));
    expect(checkDocument(future).map((problem) => problem.code)).toContain('DATE-IN-FUTURE');
  });

  test('judges a document that is as large as the schema allows', () => {
    const document = changed((invoice) => {
      const line = firstLine(invoice);
      const numbers = Array.from({ length: 10_000 }, (_, index) => String(index + 1));
      invoice.Fa.FaWiersz = numbers.map((number) => ({ ...line, NrWierszaFa: number }));
      invoice.Fa.DodatkowyOpis = numbers.map((number) => ({ NrWiersza: number, Klucz: 'a', Wartosc: 'b' }));
      Object.assign(invoice.Fa, { P_13_1: '1000000.00', P_14_1: '230000.00', P_15: `1${'0'.repeat(1e6)}` });
    });
    expect(check(document).map((problem) => problem.code)).toEqual(['GROSS-TOTAL-DIFFERS']);
  });

  test('survives values that the schema would refuse', () => {
    const broken = changed((invoice) => {
      Object.assign(invoice.Fa, { P_1: 'yesterday', P_6: '', P_15: 'abc', KodWaluty: '', P_13_1: '1e9' });
      Object.assign(firstLine(invoice), { P_11: '--', P_12: '99', NrWierszaFa: '' });
      Object.assign(identity(invoice), { NIP: '' });
    });
    expect(check(broken).map((problem) => problem.code)).toContain('NIP-CHECKSUM');
  });

  test.each([
    ['25 digits, as if one was lost', '7400000000000000000000001', ['BANK-ACCOUNT-CHECKSUM']],
    ['PL with too few digits', 'PL7400000000', ['BANK-ACCOUNT-CHECKSUM']],
    ['words', 'do ustalenia', ['BANK-ACCOUNT-CHECKSUM']],
    ['a Hungarian number', '117730161111101800000000', []],
    ['an American number', '000123456789', []],
  ])('account numbers: %s', (_, number, expected) => {
    const document = changed((invoice) => {
      Object.assign(invoice.Fa.Platnosc?.RachunekBankowy?.[0] ?? {}, { NrRB: number });
    });
    expect(check(document).map((problem) => problem.code)).toEqual(expected);
  });

  test('a Polish NIP with the code of another country is none of that country', () => {
    const withVat = (KodUE: string, NrVatUE: string) =>
      check(
        changed((invoice) => {
          const { Nazwa } = invoice.Podmiot2.DaneIdentyfikacyjne;
          invoice.Podmiot2.DaneIdentyfikacyjne = {
            KodUE,
            NrVatUE,
            ...(Nazwa === undefined ? {} : { Nazwa }),
          };
        }),
      ).map((problem) => problem.code);
    expect(withVat('DE', '5260250274')).toEqual(['NIP-IN-EU-VAT-FIELD']);
    expect(withVat('DE', '136695976')).toEqual([]);
  });

  test('never fails on values that the schema would refuse, wherever they stand', () => {
    const documents = exampleNames().map((name) => read(exampleXml(name), { formats: ['FA(3)'] }));
    const hostile = fc.constantFrom(
      '',
      ' ',
      '-',
      '--1',
      '1e9',
      '٣',
      '2025-13-01',
      '9'.repeat(80),
      'PL',
      '\0',
    );
    fc.assert(
      fc.property(fc.constantFrom(...documents), fc.nat(), hostile, (document, place, value) => {
        const copy = structuredClone(document) as FormatDocument<'FA(3)'>;
        replaceText(copy.root as unknown as Node, place, value);
        check(copy);
      }),
      { seed: 20260201, numRuns: 5000 },
    );
  });
});

type Node = Record<string, unknown>;

/** Puts a value in the place of one of the document's texts. */
function replaceText(root: Node, place: number, value: string): void {
  const places: [Node, string][] = [];
  const walk = (node: Node): void => {
    for (const [key, child] of Object.entries(node)) {
      if (typeof child === 'string') places.push([node, key]);
      else walk(child as Node);
    }
  };
  walk(root);
  const [node, key] = places[place % places.length] ?? [root, ''];
  node[key] = value;
}
