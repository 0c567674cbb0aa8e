/** Inputs for the tests of this package: a plain invoice, and random ones drawn from the published schema. */
import { invoiceSchema, type SchemaNode } from './check-input.ts';
import { addDays } from './dates.ts';
import type { InvoiceInput } from './input.ts';

export const testDay = '2025-10-01';
export const testOptions = { today: testDay, createdAt: '2025-10-01T08:00:00Z' } as const;

const address = { country: 'PL', line1: 'ul. Przykładowa 1', line2: '00-001 Warszawa' };

/** A right invoice of one line at 23%, with the given fields put in. */
export function sampleInput(changes: Partial<InvoiceInput> = {}): InvoiceInput {
  return {
    number: 'T/1',
    issueDate: testDay,
    seller: { nip: '1111111111', name: 'Demo Sp. z o.o.', address },
    buyer: { nip: '2222222222', name: 'Nabywca Sp. z o.o.', address },
    lines: [{ name: 'Towar', quantity: '1', unit: 'szt.', unitNetPrice: '100.00', vatRate: '23' }],
    ...changes,
  };
}

/** Numbers from 0 up to 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

export const pick = <Item>(random: () => number, items: readonly Item[]): Item => {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new Error('nothing to pick from');
  return item;
};

/** An input that the published schema admits; it may still contradict itself. */
export function randomInput(random: () => number): InvoiceInput {
  return drawObject(invoiceSchema as SchemaNode, random) as unknown as InvoiceInput;
}

/** One field of an input that the published schema admits. */
export function randomField<Field extends keyof InvoiceInput>(
  random: () => number,
  field: Field,
): NonNullable<InvoiceInput[Field]> {
  const node = (invoiceSchema as SchemaNode).properties?.[field];
  if (node === undefined) throw new Error(`the schema has no field ${field}`);
  return draw(node, random) as NonNullable<InvoiceInput[Field]>;
}

const shapeSamples: Readonly<Record<string, readonly string[]>> = {
  nip: ['1111111111', '2222222222', '7777777777'],
  'internal-id': ['1111111111-00001'],
  'eu-vat': ['DE123456788', 'EL094014201', 'XI110305878', 'ATU12345675'],
  country: ['PL', 'DE', 'US', 'XI'],
  'bank-account': [
    '74 0000 0000 0000 0000 0000 0001',
    'PL47000000000000000000000002',
    'DE89 3704 0044 0532 0130 00',
    '1234567890',
  ],
  swift: ['DEMOPLPW', 'DEMOPLPWXXX'],
  email: ['a@demo.example', 'książki@demo.example'],
  krs: ['0000000001'],
  moment: ['2025-09-30T06:30:00Z', '2025-09-30T18:00:00+02:00', '2025-10-01T00:00:00'],
  'ksef-number': ['1111111111-20250901-0123456789AB-FB', '1111111111-20250901-ABCDEF-012345-00'],
  'payment-link': ['https://pay.demo.example/x?a=1&IPKSeF=123abcDEF4567#z'],
  'ksef-payment-id': ['123abcDEF4567'],
  regon: ['000000000', '00000000000000'],
};
const texts = ['Usługa', 'a', '  dwa   odstępy\n', '<b> & "c"', '😀 zażółć gęślą jaźń', "]]> '"];

function draw(node: SchemaNode, random: () => number): unknown {
  if (node.enum !== undefined) return pick(random, node.enum);
  if (node.const !== undefined) return node.const;
  if (node['x-scale'] !== undefined) return drawDecimal(node, random);
  if (node.type === 'object') return drawObject(node, random);
  if (node.type === 'array') {
    return Array.from({ length: 1 + Math.floor(random() * Math.min(3, node.maxItems ?? 3)) }, () =>
      draw(node.items ?? {}, random),
    );
  }
  if (node.type === 'boolean') return random() < 0.5;
  if (node.type === 'integer') return (node.minimum ?? 0) + Math.floor(random() * 3);
  return drawText(node, random);
}

function drawText(node: SchemaNode, random: () => number): string {
  const shape = node['x-shape'];
  if (shape === 'date' || shape === 'date-or-today') return addDays(testDay, -Math.floor(random() * 400));
  const samples = shape === undefined ? undefined : shapeSamples[shape];
  if (samples !== undefined) return pick(random, samples);
  return pick(random, texts).slice(0, node.maxLength ?? 10);
}

function drawDecimal(node: SchemaNode, random: () => number): string | number {
  const scale = Math.floor(random() * ((node['x-scale'] ?? 0) + 1));
  const digits = node.pattern?.includes('{0,2}') === true ? 1 : Math.floor(random() * 6);
  const value = (random() * 10 ** digits).toFixed(scale);
  return random() < 0.3 ? Number(value) : value;
}

function drawObject(node: SchemaNode, random: () => number): Record<string, unknown> {
  const choices = [node, ...(node.allOf ?? [])].map((part) =>
    (part.oneOf ?? []).flatMap((one) => one.required),
  );
  const alternatives = new Set(choices.flat());
  const chosen = new Set(choices.flatMap((keys) => (keys.length === 0 ? [] : [pick(random, keys)])));
  const result: Record<string, unknown> = {};
  for (const [key, property] of Object.entries(node.properties ?? {})) {
    const wanted = alternatives.has(key)
      ? chosen.has(key)
      : node.required?.includes(key) === true || random() < 0.3;
    if (wanted) result[key] = draw(property, random);
  }
  return result;
}
