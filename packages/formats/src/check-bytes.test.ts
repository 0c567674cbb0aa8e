import { describe, expect, it } from 'vitest';
import { checkBytes, validateSync, write } from './index.ts';
import { hasOfficialMaterial, officialInvoices } from './testing/official.ts';
import { sampleInvoice } from './testing/sample-invoice.ts';

const encoder = new TextEncoder();
const sample = new TextDecoder().decode(write(sampleInvoice()));
const withNumber = (text: string) => sample.replace('FV/1/2026', text);
const codesOf = (text: string) => checkBytes(encoder.encode(text)).map(({ code }) => code);

describe('validate', () => {
  it('tells what checkBytes tells, wherever it stands', () => {
    const invoice = new TextDecoder().decode(write(sampleInvoice()));
    const places: readonly ((character: string) => string)[] = [
      (c) => invoice.replace('FV/1/2026', `a${c}b`),
      (c) => invoice.replace('FV/1/2026', `<![CDATA[${c}]]>`),
      (c) => invoice.replace('<Naglowek>', `<!-- ${c} --><Naglowek>`),
      (c) => `${invoice}<!-- ${c} -->`,
      (c) => invoice.replace('</Faktura>', `<?p ${c}?></Faktura>`),
    ];
    for (const character of [
      '&#x90;',
      '&#160;',
      '\u007f',
      '\u0080',
      '\u0090',
      '\u009f',
      '\ufdd0',
      '\ufdef',
      '\u{1fffe}',
      '\u{10ffff}',
      'ż',
    ]) {
      for (const place of places) {
        const bytes = encoder.encode(place(character));
        const told = validateSync(bytes).map(({ code }) => code);
        const ofBytes = checkBytes(bytes).map(({ code }) => code);
        for (const code of ofBytes) expect(told, place(character)).toContain(code);
        expect(told.length >= ofBytes.length).toBe(true);
      }
    }
    for (const text of [
      `\ufeff${invoice}`,
      invoice.replace('?>', '?><?p?>'),
      invoice.replace('UTF-8', 'UTF-7'),
    ]) {
      const told = validateSync(encoder.encode(text)).map(({ code }) => code);
      expect(told).toEqual(codesOf(text));
    }
    const large = invoice.replace('</Faktura>', `${' '.repeat(1_000_000)}</Faktura>`);
    expect(validateSync(encoder.encode(large)).map(({ code }) => code)).toEqual(['xml-size']);
  });
});

describe('checkBytes', () => {
  it('has nothing against a document that follows the rules', () => {
    expect(codesOf(sample)).toEqual([]);
    expect(codesOf(sample.replace('UTF-8', 'utf-8'))).toEqual([]);
    expect(codesOf(sample.slice(38))).toEqual([]);
  });

  it.runIf(hasOfficialMaterial)('has nothing against the official examples', () => {
    for (const { name, bytes } of officialInvoices) expect(checkBytes(bytes), name).toEqual([]);
  });

  it.each([
    ['a byte order mark', `\ufeff${sample}`, 'ksef-bom'],
    [
      'a processing instruction',
      sample.replace('<Naglowek>', '<?a b?><Naglowek>'),
      'ksef-processing-instruction',
    ],
    ['a style sheet', sample.replace('?>', '?><?xml-stylesheet href="a"?>'), 'ksef-processing-instruction'],
    ['another encoding', sample.replace('UTF-8', 'windows-1250'), 'xml-encoding'],
    ['XML 1.1', sample.replace('version="1.0"', "version='1.1'"), 'xml-version'],
    ['a reference to U+0090', withNumber('a&#x90;'), 'ksef-character'],
    ['a reference to U+FDD0', withNumber('a&#000064976;'), 'ksef-character'],
    [
      'a reference to U+009F in an attribute',
      sample.replace('kodSystemowy="FA (3)"', 'kodSystemowy="FA (3)&#159;"'),
      'ksef-character',
    ],
    ['a reference to what is no character', withNumber('a&#8;'), 'xml-character'],
    ['a DTD', sample.replace('?>', '?><!DOCTYPE Faktura>'), 'xml-dtd'],
    ['U+007F', withNumber('a\u007f'), 'ksef-character'],
    ['U+0084', withNumber('a\u0084'), 'ksef-character'],
    ['U+0086', withNumber('a\u0086'), 'ksef-character'],
    ['U+009F', withNumber('a\u009f'), 'ksef-character'],
    ['U+FDD0', withNumber('a\ufdd0'), 'ksef-character'],
    ['U+FDEF', withNumber('a\ufdef'), 'ksef-character'],
    ['U+1FFFE', withNumber('a\u{1fffe}'), 'ksef-character'],
    ['U+10FFFF', withNumber('a\u{10ffff}'), 'ksef-character'],
    [
      'a discouraged character in a comment',
      sample.replace('<Naglowek>', '<!-- \u0090 --><Naglowek>'),
      'ksef-character',
    ],
    ['a discouraged character in CDATA', withNumber('<![CDATA[\u0090]]>'), 'ksef-character'],
    ['a control character', withNumber('a\u0008'), 'xml-character'],
  ])('tells %s', (_, text, code) => {
    expect(codesOf(text)).toEqual([code]);
  });

  it.each([
    '\u0085',
    '\u00a0',
    '\u007e',
    '\ufdcf',
    '\ufdf0',
    '\u{1fffd}',
    '\u{10fffd}',
    '\t',
    '\r\n',
    '&#x85;',
    '&#160;',
    '&amp;',
  ])('takes characters beside the refused ranges: %j', (character) => {
    expect(codesOf(withNumber(`a${character}`))).toEqual([]);
  });

  it('does not take text for markup', () => {
    expect(codesOf(withNumber('<![CDATA[<?a?><!DOCTYPE>]]>'))).toEqual([]);
    expect(codesOf(sample.replace('<Naglowek>', '<!-- <?a?> <!DOCTYPE &#x90; --><Naglowek>'))).toEqual([]);
    expect(codesOf(withNumber('<![CDATA[&#x90;]]>'))).toEqual([]);
  });

  it('tells bytes that are not UTF-8, and UTF-16', () => {
    const bytes = encoder.encode(withNumber('#'));
    bytes[bytes.indexOf(0x23)] = 0xb1;
    expect(checkBytes(bytes).map(({ code }) => code)).toEqual(['xml-utf8']);
    expect(checkBytes(Uint8Array.from([0xff, 0xfe, 0x3c, 0]))).toMatchObject([
      { code: 'xml-encoding', value: 'UTF-16' },
    ]);
  });

  it('tells line and column', () => {
    const text = sample.replace('<Naglowek>', '\n<!-- ż --><?a?><Naglowek>');
    expect(checkBytes(encoder.encode(text))).toMatchObject([{ line: 2, column: 11 }]);
  });

  it('knows the limit of an invoice and that of one with attachments', () => {
    const sized = (inside: string, size: number) => {
      const text = sample.replace('</Faktura>', `${inside}</Faktura>`);
      return text.replace('</Faktura>', `${' '.repeat(size - encoder.encode(text).length)}</Faktura>`);
    };
    expect(codesOf(sized('', 1_000_000))).toEqual([]);
    expect(codesOf(sized('', 1_000_001))).toEqual(['xml-size']);
    expect(codesOf(sized('<Zalacznik/>', 3_000_000))).toEqual([]);
    expect(codesOf(sized('<a:Zalacznik ></a:Zalacznik>', 2_000_000))).toEqual([]);
    expect(codesOf(sized('<cbc:EmbeddedDocumentBinaryObject mimeCode="image/png">', 2_000_000))).toEqual([]);
    expect(codesOf(sized('<ZalacznikX/>', 1_000_001))).toEqual(['xml-size']);
    expect(codesOf(sized('<!-- <Zalacznik> -->', 1_000_001))).toEqual(['xml-size']);
    expect(codesOf(sized('<Zalacznik/>', 3_000_001))).toEqual(['xml-size']);
  });

  it('ends after twenty problems, and with any bytes', () => {
    expect(codesOf(withNumber('\u0090'.repeat(500)))).toHaveLength(20);
    for (const text of ['', '<', '<?', '<?xml ', '<!--', '<![CDATA[', '\u0000']) {
      expect(Array.isArray(checkBytes(encoder.encode(text)))).toBe(true);
    }
  });
});
