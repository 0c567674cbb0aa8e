import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { type FormatDocument, read, validate, write } from '@kwit/formats';
import { describe, expect, test } from 'vitest';
import { buildInvoice } from './build-invoice.ts';
import type { InvoiceInput } from './input.ts';
import { plausibleInput } from './plausible-input.testing.ts';
import { InvoiceError } from './problems.ts';
import { sampleInput, seededRandom, testOptions } from './test-data.ts';
import { toInvoiceInput } from './to-input.ts';
import { invoiceKinds } from './vocabulary.ts';

type Document = FormatDocument<'FA(3)'>;

/** Through the bytes, as the receiver has it. */
const received = (input: InvoiceInput): Document =>
  read(write(buildInvoice(input, testOptions).document)) as Document;

function told(action: () => Document, input: InvoiceInput): Document {
  try {
    return action();
  } catch (error) {
    if (!(error instanceof InvoiceError)) throw error;
    const problems = error.problems.filter((problem) => problem.severity === 'error');
    throw new Error(`${JSON.stringify(problems, null, 1)} of ${JSON.stringify(input)}`);
  }
}

describe('toInvoiceInput', () => {
  test.each(invoiceKinds)(
    '%s: what was built comes back, and builds the same document again',
    async (kind) => {
      const random = seededRandom(77);
      for (let round = 0; round < 60; round += 1) {
        const input = plausibleInput(random, kind);
        const document = told(() => received(input), input);
        expect(await validate(write(document), { schemaOnly: true })).toEqual([]);
        const { input: again, problems } = toInvoiceInput(document);
        expect([JSON.stringify(input), problems]).toEqual([JSON.stringify(input), []]);
        expect(told(() => received(again), again)).toEqual(document);
      }
    },
  );

  test('what the input cannot say is told at its place', () => {
    const document = received(sampleInput());
    const { Fa } = document.root;
    Object.assign(Fa.FaWiersz?.[0] ?? {}, { P_11A: '123.00' });
    Fa.Platnosc = {
      TerminPlatnosci: [
        { Termin: '2025-10-10' },
        { TerminOpis: { Ilosc: '1', Jednostka: 'd', ZdarzeniePoczatkowe: 'x' } },
      ],
    };
    const { problems } = toInvoiceInput(document);
    expect(problems.map(({ code, severity, path, value }) => [code, severity, path, value])).toEqual([
      ['part-not-readable', 'warning', '/Faktura/Fa/FaWiersz[1]/P_11A', '123.00'],
      ['part-not-readable', 'warning', '/Faktura/Fa/Platnosc/TerminPlatnosci[2]/TerminOpis/Ilosc', '1'],
      ['part-not-readable', 'warning', '/Faktura/Fa/Platnosc/TerminPlatnosci[2]/TerminOpis/Jednostka', 'd'],
      [
        'part-not-readable',
        'warning',
        '/Faktura/Fa/Platnosc/TerminPlatnosci[2]/TerminOpis/ZdarzeniePoczatkowe',
        'x',
      ],
    ]);
  });

  test('what the input would add is told, too', () => {
    const document = received(sampleInput());
    delete document.root.Fa.P_14_1;
    delete document.root.Fa.FaWiersz?.[0]?.P_11;
    const paths = toInvoiceInput(document).problems.map(({ code, path }) => `${code} ${path}`);
    expect(paths).toContain('part-added /Faktura/Fa/FaWiersz[1]/P_11');
  });

  test('an advance that others split in another way comes back with its sums', () => {
    const order = {
      lines: [
        { name: 'a', vatRate: '23', netValue: '100' },
        { name: 'b', vatRate: '8', netValue: '100' },
      ],
    } as const;
    const { lines: _, ...rest } = sampleInput();
    const document = received({
      ...rest,
      kind: 'ZAL',
      advanceAmount: '123',
      order: { lines: [...order.lines] },
    });
    Object.assign(document.root.Fa, {
      P_13_1: '100.00',
      P_14_1: '23.00',
      P_13_2: undefined,
      P_14_2: undefined,
    });
    const { input, problems } = toInvoiceInput(document);
    expect(input.sums).toEqual([{ vatRate: '23', net: '100.00', vat: '23.00' }]);
    expect(problems).toEqual([]);
    expect(received(input).root.Fa.P_15).toBe('123.00');
  });

  test('sums and amounts of others are kept as they stand', () => {
    const document = received(sampleInput());
    Object.assign(document.root.Fa, { P_13_1: '100', P_14_1: '23.01', P_15: '123.5' });
    const { input, problems } = toInvoiceInput(document);
    expect(input.sums).toEqual([{ vatRate: '23', net: '100', vat: '23.01' }]);
    expect(input.grossTotal).toBe('123.5');
    expect(problems).toEqual([]);
  });
});

const official = fileURLToPath(new URL('../../../../shared/official/examples/', import.meta.url));
const files = existsSync(official)
  ? readdirSync(official).filter((name) => name.endsWith('.xml') && !name.startsWith('template'))
  : [];
if (files.length === 0) console.log('official examples are not here: the way back from them is not tested');

/** Where an official example is not what we would write. */
const strange: Readonly<Record<string, readonly string[]>> = {
  'KSEF_05_WDT.xml': ['part-added /Faktura/Podmiot1/PrefiksPodatnika'],
};

describe.skipIf(files.length === 0)('official examples', () => {
  test.each(files.length === 0 ? ['none'] : files)('%s comes back whole', (name) => {
    const { input, problems } = toInvoiceInput(read(readFileSync(`${official}${name}`)) as Document);
    expect(problems.map(({ code, path }) => `${code} ${path}`)).toEqual(strange[name] ?? []);
    expect(input.number).not.toBe('');
  });
});
