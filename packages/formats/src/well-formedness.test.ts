import { XmlDocument, XmlLibError } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { ScanError } from './byte-cursor.ts';
import { read, validateSync, write } from './index.ts';
import { Scanner } from './scanner.ts';
import { sampleInvoice } from './testing/sample-invoice.ts';

const encoder = new TextEncoder();
const sample = new TextDecoder().decode(write(sampleInvoice()));

/** What the scanner has against a document; null where it is well-formed. */
function complaint(bytes: Uint8Array): string | null {
  const scanner = new Scanner(bytes);
  try {
    scanner.prolog();
    scanner.skipMisc();
    if (bytes[scanner.position] !== 0x3c) scanner.malformed('no-root', scanner.position);
    const { mark } = scanner.namespaces;
    scanner.startTag();
    scanner.skipElement(mark, 0, 200);
    scanner.skipMisc();
    if (scanner.position < bytes.length) scanner.malformed('after-root', scanner.position);
    return null;
  } catch (error) {
    if (error instanceof ScanError) return error.code;
    throw error;
  }
}

function libxml2Complains(bytes: Uint8Array): boolean {
  try {
    XmlDocument.fromBuffer(bytes).dispose();
    return false;
  } catch (error) {
    if (!(error instanceof XmlLibError)) throw error;
    return true;
  }
}

const wellFormed: readonly string[] = [
  '<a/>',
  '<a />',
  '<a></a >',
  '<a\n\t\r/>',
  '\n<a/>\n',
  '<?xml version="1.0"?><a/>',
  "<?xml version='1.0' encoding='utf-8' standalone='yes' ?>\n<a/>",
  '<?xml version="1.1"?><a/>',
  '\ufeff<a/>',
  '<!-- - --><a/><!-- <b> & ]]> --><?p ?>',
  '<a><!----><?p?><?p   a > b & c?></a>',
  '<a><![CDATA[]]><![CDATA[<&>]]]><![CDATA[]]]]></a>',
  '<a>]] > ]></a>',
  '<a>&lt;&gt;&amp;&apos;&quot;&#9;&#10;&#13;&#x20;&#xD7FF;&#xE000;&#xFFFD;&#x10000;&#x10FFFF;&#0065;</a>',
  '<a b="&lt;&#10;\'>" c=\'"\'/>',
  '<a b="\n\t"/>',
  '<a b = "1"\nc\t=\'2\'/>',
  '<_a-.0·ż/>',
  '<ż:ó xmlns:ż="u"/>',
  '<a:b xmlns:a="u" a:c="1" c="1"/>',
  '<a xmlns="u"><b xmlns=""/></a>',
  '<a xmlns:xml="http://www.w3.org/XML/1998/namespace" xml:lang="pl" xml:space="preserve"/>',
  '<a xmlns:b="u"><b:c xmlns:b="v"/><b:d/></a>',
  '<a>\u{10000}\u{10FFFF}\uD7FF\uE000\uFFFD\u0085\u2028\u007f</a>',
  '<a>\r\n\r</a>',
  `<a>${'<b>'.repeat(150)}${'</b>'.repeat(150)}</a>`,
  '<a><?xmlx?><?x-ml?></a>',
];

const notWellFormed: readonly string[] = [
  ...[
    '',
    ' ',
    'a',
    '<',
    '<a',
    '<a>',
    '</a>',
    '<a></b>',
    '<a><b></a></b>',
    '<a/><b/>',
    '<a/>b',
    '<a/>&#32;',
    '<a/><![CDATA[]]>',
  ],
  ...[
    '< a/>',
    '<a / >',
    '<a/ >',
    '<1/>',
    '<-a/>',
    '<.a/>',
    '<·/>',
    '<a,b/>',
    '<a></ a>',
    '<a></a b="c">',
    '<a></a/>',
    '<>',
    '</>',
  ],
  ...[
    '<:a/>',
    '<a:/>',
    '<a:b:c xmlns:a="u"/>',
    '<a:1 xmlns:a="u"/>',
    '<a xmlns:b:c="u"/>',
    '<a :b=""/>',
    '<a b:="" xmlns:b="u"/>',
  ],
  ...[
    '<a b/>',
    '<a b=/>',
    '<a b=c/>',
    '<a b="/>',
    '<a b="c\'/>',
    '<a b="1"c="2"/>',
    '<a b="<"/>',
    '<a b="&"/>',
    '<a ="1"/>',
    '<a "b"/>',
  ],
  ...[
    '<a b="1" b="2"/>',
    '<a xmlns="u" xmlns="v"/>',
    '<a xmlns:b="u" xmlns:b="u"/>',
    '<a xmlns:b="u" xmlns:c="u" b:d="" c:d=""/>',
  ],
  ...['<b:a/>', '<a b:c=""/>', '<a xmlns:b=""/>', '<a xmlns:xmlns="u"/>', '<xmlns:a/>', '<a xmlns:xml="u"/>'],
  ...[
    '<a xmlns:b="http://www.w3.org/XML/1998/namespace"/>',
    '<a xmlns="http://www.w3.org/2000/xmlns/"/>',
    '<a><b xmlns:c="u"/><c:d/></a>',
  ],
  ...[
    '<a>&</a>',
    '<a>& </a>',
    '<a>&;</a>',
    '<a>&a</a>',
    '<a>&nbsp;</a>',
    '<a>&LT;</a>',
    '<a>&#;</a>',
    '<a>&#x;</a>',
    '<a>&#xG;</a>',
  ],
  ...[
    '<a>&#a;</a>',
    '<a>&#-1;</a>',
    '<a>&# 65;</a>',
    '<a>&#X41;</a>',
    '<a>&#0;</a>',
    '<a>&#8;</a>',
    '<a>&#x1F;</a>',
    '<a>&#xD800;</a>',
  ],
  ...[
    '<a>&#xDFFF;</a>',
    '<a>&#xFFFE;</a>',
    '<a>&#xFFFF;</a>',
    '<a>&#x110000;</a>',
    '<a>&#99999999999;</a>',
    '<a>&lt</a>',
    '<a b="&x;"/>',
  ],
  ...[
    '<a>]]></a>',
    '<a>a]]>b</a>',
    '<a><![CDATA[</a>',
    '<a><![CDATA[]]</a>',
    '<a><![cdata[]]></a>',
    '<a><![ CDATA[]]></a>',
    '<![CDATA[]]><a/>',
  ],
  ...[
    '<a><!-- -- --></a>',
    '<a><!-- ---></a>',
    '<a><!--></a>',
    '<a><!---></a>',
    '<a><!- --></a>',
    '<a><!-- </a>',
    '<!-- --',
    '<a><!></a>',
  ],
  ...[
    '<a><?></a>',
    '<a><? p?></a>',
    '<a><?p></a>',
    '<a><?p</a>',
    '<a><?xml?></a>',
    '<a><?XML a?></a>',
    '<a><?p:q?></a>',
    '<a><?1?></a>',
    '<a><?p,?></a>',
  ],
  ...[
    ' <?xml version="1.0"?><a/>',
    '<!-- --><?xml version="1.0"?><a/>',
    '<?xml?><a/>',
    '<?xml version=1.0?><a/>',
    '<?xml version="2.0"?><a/>',
  ],
  ...[
    '<?xml encoding="UTF-8"?><a/>',
    '<?xml version="1.0" encoding=""?><a/>',
    '<?xml version="1.0" standalone="maybe"?><a/>',
    '<?xml version="1.0"',
  ],
  ...[
    '<?xml version="1.0" standalone="yes" encoding="UTF-8"?><a/>',
    '<?xml version="1.0"encoding="UTF-8"?><a/>',
    '<?xml version="1.0" a="b"?><a/>',
  ],
  ...[
    '<a>\u0000</a>',
    '<a>\u0001</a>',
    '<a>\u000b</a>',
    '<a>\u000c</a>',
    '<a>\u001f</a>',
    '<a>\ufffe</a>',
    '<a>\uffff</a>',
    '<a b="\u0001"/>',
  ],
  ...[
    '<a><!-- \u0001 --></a>',
    '<a><![CDATA[\u0001]]></a>',
    '<a><?p \u0001?></a>',
    '<a\u0001/>',
    '<a\u00a0b=""/>',
    '<a\u2028/>',
  ],
];

describe('the scanner as libxml2', () => {
  it.each(wellFormed)('takes %j', (text) => {
    const bytes = encoder.encode(text);
    expect(complaint(bytes)).toBeNull();
    expect(libxml2Complains(bytes)).toBe(false);
  });

  it.each(notWellFormed)('refuses %j', (text) => {
    const bytes = encoder.encode(text);
    expect(complaint(bytes)).not.toBeNull();
    expect(libxml2Complains(bytes)).toBe(true);
  });

  const sequences: readonly (readonly [name: string, bytes: readonly number[], isRight?: boolean])[] = [
    ['two bytes, least', [0xc2, 0x80], true],
    ['two bytes, most', [0xdf, 0xbf], true],
    ['three bytes, least', [0xe0, 0xa0, 0x80], true],
    ['before the surrogates', [0xed, 0x9f, 0xbf], true],
    ['after the surrogates', [0xee, 0x80, 0x80], true],
    ['U+FFFD', [0xef, 0xbf, 0xbd], true],
    ['four bytes, least', [0xf0, 0x90, 0x80, 0x80], true],
    ['four bytes, most', [0xf4, 0x8f, 0xbf, 0xbf], true],
    ['overlong, two bytes', [0xc0, 0x80]],
    ['overlong slash', [0xc1, 0xbf]],
    ['overlong, three bytes', [0xe0, 0x9f, 0xbf]],
    ['overlong, four bytes', [0xf0, 0x8f, 0xbf, 0xbf]],
    ['first surrogate', [0xed, 0xa0, 0x80]],
    ['last surrogate', [0xed, 0xbf, 0xbf]],
    ['a pair of surrogates (CESU-8)', [0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80]],
    ['U+FFFE', [0xef, 0xbf, 0xbe]],
    ['past Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['five bytes', [0xf8, 0x88, 0x80, 0x80, 0x80]],
    ['a continuation alone', [0x80]],
    ['a beginning alone', [0xc3]],
    ['three bytes cut to two', [0xe2, 0x82]],
    ['four bytes cut to three', [0xf0, 0x9f, 0x98]],
    ['0xFE', [0xfe]],
    ['0xFF', [0xff]],
  ];
  const places = [
    ['text', '<a>', '</a>'],
    ['an attribute', '<a b="', '"/>'],
    ['a comment', '<a><!-- ', ' --></a>'],
    ['CDATA', '<a><![CDATA[', ']]></a>'],
    ['an instruction', '<a><?p ', '?></a>'],
  ] as const;
  it.each(sequences.flatMap((s) => places.map((p) => [s[0], p[0], s, p] as const)))(
    'on UTF-8: %s in %s',
    (_, __, sequence, [, before, after]) => {
      const bytes = Uint8Array.from([...encoder.encode(before), ...sequence[1], ...encoder.encode(after)]);
      expect(complaint(bytes) === null).toBe(sequence[2] === true);
      expect(libxml2Complains(bytes)).toBe(sequence[2] !== true);
    },
  );

  it('on every document cut off at any place', () => {
    for (let end = 0; end < sample.length; end += 1) {
      const bytes = encoder.encode(sample).subarray(0, end);
      expect(complaint(bytes), `cut at ${end}`).not.toBeNull();
    }
  });
});

describe('documents made to hurt', () => {
  const codes = (bytes: Uint8Array) => validateSync(bytes).map(({ code }) => code);

  it('ten thousand levels, in known and unknown elements, end in one refusal', () => {
    for (const name of ['Faktura', 'a', 'Naglowek']) {
      const deep = `<${name}>`.repeat(10_000) + `</${name}>`.repeat(10_000);
      expect(codes(encoder.encode(sample.replace('<Naglowek>', `${deep}<Naglowek>`)))).toContain('xml-depth');
      expect(codes(encoder.encode(deep))).toContain('xml-depth');
    }
    const invoice = '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2"/>';
    const line =
      '<cac:SubInvoiceLine xmlns:cac="urn:oasis:names:specification:ubl:schema:xsd:CommonAggregateComponents-2">';
    const lines = line.repeat(10_000) + '</cac:SubInvoiceLine>'.repeat(10_000);
    expect(codes(encoder.encode(invoice.replace('/>', `>${lines}</Invoice>`)))).toContain('xml-depth');
  });

  it('a hundred megabytes end in one refusal, and are not copied', () => {
    const huge = new Uint8Array(100_000_000).fill(0x20);
    huge.set(encoder.encode(sample));
    const before = process.memoryUsage().rss;
    expect(codes(huge)).toEqual(['xml-size']);
    expect(process.memoryUsage().rss - before).toBeLessThan(50_000_000);
  });

  it('entity bombs are refused at the DTD', () => {
    const bomb = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;">]>';
    expect(codes(encoder.encode(sample.replace('?>', `?>${bomb}`)))).toEqual(['xml-dtd']);
  });

  it('attributes and namespace declarations without end are refused', () => {
    const many = (piece: (i: number) => string) =>
      Array.from({ length: 20_000 }, (_, i) => piece(i)).join(' ');
    for (const attributes of [many((i) => `a${i}=""`), many((i) => `xmlns:a${i}="u${i}"`)]) {
      expect(codes(encoder.encode(sample.replace('<Naglowek>', `<Naglowek ${attributes}>`)))).toEqual([
        'xml-attributes',
      ]);
    }
  });

  it('long names, long values and long runs of markup take time in proportion', () => {
    const long = 'x'.repeat(1_000_000);
    const cases = [
      sample.replace('<Naglowek>', `<${long}/><Naglowek>`),
      sample.replace('FV/1/2026', long),
      sample.replace('FV/1/2026', '&amp;'.repeat(100_000)),
      sample.replace('FV/1/2026', '<!-- -->'.repeat(100_000)),
      sample.replace('FV/1/2026', '<![CDATA[x]]>'.repeat(100_000)),
      sample.replace('FV/1/2026', ']'.repeat(1_000_000)),
      sample.replace('<Naglowek>', `${' <!---->'.repeat(100_000)}<Naglowek>`),
      sample.replace('kodSystemowy="', `kodSystemowy="${long}`),
    ];
    for (const text of cases) {
      const bytes = encoder.encode(text);
      const started = process.cpuUsage();
      validateSync(bytes);
      expect(process.cpuUsage(started).user, text.slice(0, 80)).toBeLessThan(2_000_000);
    }
  });

  it('any bytes end in problems, never in an exception', () => {
    for (let i = 0; i < 256; i += 1) {
      for (const bytes of [
        [i],
        [0x3c, i],
        [0x3c, 0x61, i],
        [0x3c, 0x21, i],
        [0x3c, 0x3f, i],
        [0x26, i],
        [i, i, i, i],
      ]) {
        expect(validateSync(Uint8Array.from(bytes)).length).toBeGreaterThan(0);
        expect(() => read(Uint8Array.from(bytes))).toThrow(/./);
      }
    }
  });
});
