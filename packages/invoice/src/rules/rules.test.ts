import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
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

  test('costs little: far below a millisecond for an invoice of a hundred lines', () => {
    const document = changed((invoice) => {
      const line = firstLine(invoice);
      invoice.Fa.FaWiersz = Array.from({ length: 100 }, (_, index) => ({
        ...line,
        NrWierszaFa: String(index + 1),
      }));
      Object.assign(invoice.Fa, { P_13_1: '10000.00', P_14_1: '2300.00', P_15: '12300.00' });
    });
    for (let round = 0; round < 200; round += 1) expect(check(document)).toEqual([]);
    const started = performance.now();
    for (let round = 0; round < 200; round += 1) check(document);
    // Measured: 0.2 ms; the bound leaves room for a loaded machine.
    expect((performance.now() - started) / 200).toBeLessThan(2);
  });

  test('does not grow with the square of a document that is as large as the schema allows', () => {
    const document = changed((invoice) => {
      const line = firstLine(invoice);
      const numbers = Array.from({ length: 10_000 }, (_, index) => String(index + 1));
      invoice.Fa.FaWiersz = numbers.map((number) => ({ ...line, NrWierszaFa: number }));
      invoice.Fa.DodatkowyOpis = numbers.map((number) => ({ NrWiersza: number, Klucz: 'a', Wartosc: 'b' }));
      Object.assign(invoice.Fa, { P_13_1: '1000000.00', P_14_1: '230000.00', P_15: `1${'0'.repeat(1e6)}` });
    });
    const started = performance.now();
    expect(check(document).map((problem) => problem.code)).toEqual(['GROSS-TOTAL-DIFFERS']);
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('survives values that the schema would refuse', () => {
    const broken = changed((invoice) => {
      Object.assign(invoice.Fa, { P_1: 'yesterday', P_6: '', P_15: 'abc', KodWaluty: '', P_13_1: '1e9' });
      Object.assign(firstLine(invoice), { P_11: '--', P_12: '99', NrWierszaFa: '' });
      Object.assign(identity(invoice), { NIP: '' });
    });
    expect(check(broken).map((problem) => problem.code)).toContain('NIP-CHECKSUM');
  });
});
