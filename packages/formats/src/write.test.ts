import { describe, expect, it } from 'vitest';
import { tableOf } from './formats.ts';
import { type FormatDocument, FormatError, formatNames, type Problem, read, write } from './index.ts';
import { Random, randomRoot } from './testing/random.ts';
import { sampleAuthRequest, sampleInvoice } from './testing/sample-invoice.ts';

const decoder = new TextDecoder();

function problemsOf(document: unknown): readonly Problem[] {
  try {
    write(document as FormatDocument);
  } catch (error) {
    if (error instanceof FormatError) return error.problems;
    throw error;
  }
  return [];
}

const invoiceWith = (change: (root: Record<string, never>) => void) => {
  const document = sampleInvoice();
  change(document.root as never);
  return document;
};

describe('write', () => {
  it('puts elements into the order of the schema, whatever order they are given in', () => {
    const { format, root } = sampleInvoice();
    const reversed = (value: unknown): unknown => {
      if (Array.isArray(value)) return value.map(reversed);
      if (typeof value !== 'object' || value === null) return value;
      return Object.fromEntries(
        Object.entries(value)
          .reverse()
          .map(([key, item]) => [key, reversed(item)]),
      );
    };
    const document = { format, root: reversed(root) } as FormatDocument<'FA(3)'>;
    expect(decoder.decode(write(document))).toBe(decoder.decode(write(sampleInvoice())));
  });

  it('gives back what it was given, for documents of every format made by chance', () => {
    for (const format of formatNames) {
      for (let seed = 0; seed < 300; seed += 1) {
        const document = { format, root: randomRoot(tableOf(format), new Random(seed)) } as never;
        expect(read(write(document)), `${format}, seed ${seed}`).toEqual(document);
        if (seed % 10 === 0)
          expect(read(write(document, { indent: true })), `${format}, seed ${seed}`).toEqual(document);
      }
    }
  });

  it('writes values after their white-space rule, and leaves out what is undefined', () => {
    const document = invoiceWith((root) =>
      Object.assign(root.Fa ?? {}, { P_2: '  a \n b ', P_1M: undefined }),
    );
    const { root } = read(write(document), { formats: ['FA(3)'] });
    expect(root.Fa.P_2).toBe('a b');
    expect(root.Fa).not.toHaveProperty('P_1M');
  });

  it('moves elements in by their depth when asked to', () => {
    const text = decoder.decode(write(sampleAuthRequest(), { indent: true }));
    expect(text.split('\n').slice(0, 4)).toEqual([
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<AuthTokenRequest xmlns="http://ksef.mf.gov.pl/auth/token/2.1">',
      '  <Challenge>20260201-CR-461EA5B000-537A6BA15D-D7</Challenge>',
      '  <ContextIdentifier>',
    ]);
    expect(text.endsWith('\n</AuthTokenRequest>')).toBe(true);
  });
});

describe('write refuses', () => {
  const fa = (fields: object) => invoiceWith((root) => Object.assign(root.Fa ?? {}, fields));
  const cases: readonly (readonly [name: string, document: unknown, code: string, path: string])[] = [
    ['an unknown key', fa({ P_99: '1' }), 'format-unknown-key', '/Faktura/Fa/P_99'],
    ['a key of another type', fa({ '#text': 'a' }), 'format-unknown-key', '/Faktura/Fa/#text'],
    ['a key that objects have anyway', fa({ toString: 'a' }), 'format-unknown-key', '/Faktura/Fa/toString'],
    ['a missing field', fa({ P_15: undefined }), 'format-missing', '/Faktura/Fa'],
    ['half of a pair', fa({ P_13_2: '1' }), 'format-missing', '/Faktura/Fa'],
    [
      'two of a choice',
      fa({ OkresFa: { P_6_Od: '2026-01-01', P_6_Do: '2026-01-02' } }),
      'format-conflict',
      '/Faktura/Fa/OkresFa',
    ],
    ['a number', fa({ P_15: 123 }), 'format-shape', '/Faktura/Fa/P_15'],
    ['null', fa({ P_15: null }), 'format-shape', '/Faktura/Fa/P_15'],
    ['an object where a list is due', fa({ FaWiersz: {} }), 'format-shape', '/Faktura/Fa/FaWiersz'],
    ['a list where an object is due', fa({ Adnotacje: [] }), 'format-shape', '/Faktura/Fa/Adnotacje'],
    ['text where an object is due', fa({ Adnotacje: 'a' }), 'format-shape', '/Faktura/Fa/Adnotacje'],
    ['a control character', fa({ P_2: 'a\u0000' }), 'xml-character', '/Faktura/Fa/P_2'],
    ['half of a surrogate pair', fa({ P_2: 'a\ud800' }), 'xml-character', '/Faktura/Fa/P_2'],
    [
      'more than may be',
      invoiceWith((root) => Object.assign(root.Stopka ?? {}, { Informacje: [{}, {}, {}, {}] })),
      'format-conflict',
      '/Faktura/Stopka/Informacje',
    ],
    ['an unknown attribute', fa({ '@a': '1' }), 'xsd-attribute', '/Faktura/Fa/@a'],
    [
      'a signature in an invoice',
      invoiceWith((root) => Object.assign(root, { '#any': ['<a/>'] })),
      'format-conflict',
      '/Faktura/#any',
    ],
  ];

  it.each(cases)('%s', (_, document, code, path) => {
    expect(problemsOf(document)).toMatchObject([{ code, path, line: null, column: null }]);
  });

  it('a missing attribute and a missing text, with the path of each line', () => {
    const document = invoiceWith((root) => Object.assign(root.Naglowek ?? {}, { KodFormularza: {} }));
    expect(problemsOf(document).map(({ code, path }) => `${code} ${path}`)).toEqual([
      'xsd-missing-attribute /Faktura/Naglowek/KodFormularza/@kodSystemowy',
      'xsd-missing-attribute /Faktura/Naglowek/KodFormularza/@wersjaSchemy',
      'format-shape /Faktura/Naglowek/KodFormularza/#text',
    ]);
    const [problem] = problemsOf(fa({ FaWiersz: [{ NrWierszaFa: '1' }, { P_7: 'a' }] }));
    expect(problem).toMatchObject({ path: '/Faktura/Fa/FaWiersz[2]', expected: ['NrWierszaFa'] });
  });

  it('kept text that is not one well-formed signature', () => {
    const ds = 'xmlns:ds="http://www.w3.org/2000/09/xmldsig#"';
    const bad = [
      'text',
      '',
      '<a/>',
      `<ds:Signature ${ds}>`,
      '<ds:Signature/>',
      `<ds:Signature ${ds}/><a/>`,
      `<!-- --><ds:Signature ${ds}/>`,
    ];
    for (const fragment of bad) {
      const document = sampleAuthRequest();
      document.root['#any'] = [fragment];
      expect(
        problemsOf(document).map(({ code }) => code),
        fragment,
      ).toEqual(['format-shape']);
    }
    const document = sampleAuthRequest();
    document.root['#any'] = [`<ds:Signature ${ds}/>`];
    expect(problemsOf(document)).toEqual([]);
  });

  it('everything that is wrong at once', () => {
    expect(problemsOf({ format: 'FA(3)', root: {} }).map(({ code }) => code)).toEqual(['format-missing']);
    const document = invoiceWith((root) => {
      Object.assign(root.Podmiot2 ?? {}, { JST: undefined, Foo: '1' });
      Object.assign(root.Fa ?? {}, { P_1: 1 });
    });
    expect(problemsOf(document).map(({ path }) => path)).toEqual([
      '/Faktura/Podmiot2/Foo',
      '/Faktura/Podmiot2',
      '/Faktura/Fa/P_1',
    ]);
  });
});
