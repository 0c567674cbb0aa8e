import { describe, expect, test } from 'vitest';
import { parseInvoiceJson } from './json.ts';
import { InvoiceError } from './problems.ts';
import { pick, seededRandom } from './test-data.ts';

function problemOf(text: string | Uint8Array) {
  try {
    parseInvoiceJson(text);
  } catch (error) {
    if (error instanceof InvoiceError) return error.problems[0];
    throw error;
  }
  return undefined;
}

describe('parseInvoiceJson', () => {
  test('reads what JSON.parse reads, and says where it stood', () => {
    const text = '{\n  "a": [1, -2.5, true,\n    null],\n  "b": {"ł\\u0105\\n": "x"}\n}';
    const { value, locate } = parseInvoiceJson(new TextEncoder().encode(text));
    expect(JSON.stringify(value)).toBe(JSON.stringify(JSON.parse(text)));
    expect(locate(['a', 3])).toEqual({ line: 3, column: 5 });
    expect(locate(['b', 'łą\n'])).toEqual({ line: 4, column: 22 });
    expect(locate(['b', 'missing'])).toEqual({ line: 4, column: 8 });
    expect(locate([])).toEqual({ line: 1, column: 1 });
  });

  test('keeps a decimal exact that a double cannot hold', () => {
    const { value } = parseInvoiceJson('[12345678901234567.89, 0.1, 1e2, 10.500, 1e999, 1e-400, 0, -0.0]');
    expect(value).toEqual(['12345678901234567.89', 0.1, 100, 10.5, '1e999', '1e-400', 0, -0]);
  });

  test('takes a byte order mark and keeps a key named like a prototype', () => {
    const { value } = parseInvoiceJson('\ufeff{"__proto__": {"a": 1}}');
    expect(Object.keys(value as object)).toEqual(['__proto__']);
    expect(({} as { a?: number }).a).toBeUndefined();
  });

  test.each([
    ['', 1, 1],
    ['{', 1, 2],
    ['{"a": 1,}', 1, 9],
    ['{"a": 1\n "b": 2}', 2, 2],
    ['{"a" 1}', 1, 6],
    ['[1, 2', 1, 6],
    ['[01]', 1, 3],
    ['[1.]', 1, 3],
    ['["a\nb"]', 1, 4],
    ['["\\x"]', 1, 3],
    ['["abc', 1, 6],
    ['[tru]', 1, 2],
    ['{} x', 1, 4],
    ["{'a': 1}", 1, 2],
  ])('points at the fault of %j', (text, line, column) => {
    expect(problemOf(text)).toMatchObject({ code: 'json-syntax', severity: 'error', line, column });
  });

  test('refuses what is not JSON of an invoice in a sentence, not in a crash', () => {
    expect(problemOf('{"a": 1,\n "a": 2}')).toMatchObject({ code: 'json-duplicate-key', line: 2, column: 2 });
    expect(problemOf('['.repeat(100_000))).toMatchObject({ code: 'json-too-deep' });
    expect(problemOf(new Uint8Array([0x7b, 0xff, 0x7d]))).toMatchObject({
      code: 'json-encoding',
      line: null,
    });
    expect(problemOf(' '.repeat(20_000_001))).toMatchObject({ code: 'json-too-large' });
  });

  test('agrees with JSON.parse on damaged documents', () => {
    const random = seededRandom(11);
    const source = '{"a": [1, 2.5, "x\\u0041", {"b": null}], "c": -1.5e3, "d": {"e": true}}';
    for (let round = 0; round < 3_000; round += 1) {
      const at = Math.floor(random() * source.length);
      const damaged =
        source.slice(0, at) +
        pick(random, ['', '"', ',', '{', ']', '1', '\\', ' ', 'e']) +
        source.slice(at + 1);
      const isJson = isParsed(() => JSON.parse(damaged));
      const problem = problemOf(damaged);
      if (problem?.code === 'json-duplicate-key') continue;
      expect([damaged, problem === undefined]).toEqual([damaged, isJson]);
    }
  });
});

function isParsed(parse: () => unknown): boolean {
  try {
    parse();
    return true;
  } catch {
    return false;
  }
}
