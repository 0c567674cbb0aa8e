import { ParseOption, XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { describe, expect, it } from 'vitest';
import { FormatError, formatNames, type Problem, read, write } from './index.ts';
import { hasOfficialMaterial, officialInvoices, officialReceipts } from './testing/official.ts';
import { sampleAuthRequest, sampleInvoice, sampleReceipt } from './testing/sample-invoice.ts';

const encoder = new TextEncoder();
const decoder = new TextDecoder();
const sample = decoder.decode(write(sampleInvoice()));

function problemsOf(text: string | Uint8Array, options: Parameters<typeof read>[1] = {}): readonly Problem[] {
  try {
    read(typeof text === 'string' ? encoder.encode(text) : text, options);
  } catch (error) {
    if (error instanceof FormatError) return error.problems;
    throw error;
  }
  return [];
}

const codesOf = (text: string | Uint8Array) => problemsOf(text).map(({ code }) => code);

/** Exclusive canonical form without comments, blank text between elements, and spaces that types collapse. */
function canonical(bytes: Uint8Array): string {
  const document = XmlDocument.fromBuffer(bytes, { option: ParseOption.XML_PARSE_NOBLANKS });
  try {
    return document.canonicalizeToString({ mode: XmlC14NMode.XML_C14N_EXCLUSIVE_1_0 }).replaceAll(/ +/g, ' ');
  } finally {
    document.dispose();
  }
}

describe('read', () => {
  it.runIf(hasOfficialMaterial)('reads every official invoice and writes it back canonically equal', () => {
    expect(officialInvoices.length).toBeGreaterThan(15);
    for (const { name, bytes } of officialInvoices) {
      const document = read(bytes, { formats: ['FA(3)'] });
      expect(canonical(write(document)), name).toBe(canonical(bytes));
      expect(read(write(document)), name).toEqual(document);
    }
  });

  it.runIf(hasOfficialMaterial)('reads every official receipt', () => {
    expect(officialReceipts.length).toBeGreaterThan(0);
    for (const { name, bytes } of officialReceipts) {
      const document = read(bytes, { formats: ['UPO(4.3)'] });
      expect(document.root.Dokument.length, name).toBeGreaterThan(0);
      expect(canonical(write(document)), name).toBe(canonical(bytes));
    }
  });

  it('finds the format by the root element', () => {
    for (const document of [sampleInvoice(), sampleReceipt(), sampleAuthRequest()]) {
      expect(read(write(document))).toEqual(document);
    }
  });

  it('gives lists for what may repeat, and text after the white-space rule of its type', () => {
    const text = sample
      .replace('<P_12>23</P_12>', '<P_12>\n 23\t</P_12>')
      .replace('<P_8A>szt.', '<P_8A>a \n b');
    const { root } = read(encoder.encode(text), { formats: ['FA(3)'] });
    expect(root.Fa.FaWiersz?.[0]).toMatchObject({ P_12: '23', P_8A: 'a b' });
    expect(root.Podmiot1.DaneKontaktowe).toEqual([{ Email: 'biuro@example.com' }]);
  });

  it('resolves references, CDATA, comments, instructions and line breaks in text', () => {
    const value = '<![CDATA[<&]]>&amp;&#65;&#x1F600;<!-- - -->b<?target data?>c\r\nd\re';
    const text = sample.replace('<StopkaFaktury>Dziękujemy', `<StopkaFaktury>${value}`);
    const { root } = read(encoder.encode(text), { formats: ['FA(3)'] });
    expect(root.Stopka?.Informacje?.[0]?.StopkaFaktury).toBe('<&&A😀bc\nd\ne');
  });

  it('reads prefixes as it reads a default namespace', () => {
    const prefixed = sample
      .replaceAll(/<(\/?)(\w)/g, '<$1fa:$2')
      .replace('xmlns=', 'xmlns:fa=')
      .replace('<fa:Naglowek>', '<fa:Naglowek xmlns="urn:other">');
    expect(read(encoder.encode(prefixed))).toEqual(sampleInvoice());
  });

  it('passes a byte order mark, comments and instructions around the root, and schema hints on it', () => {
    const text = sample
      .replace('?>', '?>\n<!-- a --><?style sheet?>')
      .replace(
        '<Faktura ',
        '<Faktura xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a b" ',
      );
    expect(read(encoder.encode(`\ufeff${text}<!-- b -->\n`))).toEqual(sampleInvoice());
  });

  it('keeps an enveloped signature as text that stands by itself', () => {
    const signature = '<ds:Signature Id="s"><ds:SignedInfo/><Plain/></ds:Signature>';
    const text = decoder
      .decode(write(sampleAuthRequest()))
      .replace('<AuthTokenRequest ', '<AuthTokenRequest xmlns:ds="http://www.w3.org/2000/09/xmldsig#" ')
      .replace('</AuthTokenRequest>', `${signature}</AuthTokenRequest>`);
    const document = read(encoder.encode(text), { formats: ['AuthTokenRequest(2.1)'] });
    expect(document.root['#any']).toHaveLength(1);
    expect(document.root['#any']?.[0]).toContain('xmlns:ds="http://www.w3.org/2000/09/xmldsig#"');
    expect(document.root['#any']?.[0]).toContain('xmlns="http://ksef.mf.gov.pl/auth/token/2.1"');
    expect(canonical(write(document))).toBe(canonical(encoder.encode(text)));
    expect(read(write(document))).toEqual(document);
    expect(
      codesOf(
        sample.replace('</Faktura>', '<a:Signature xmlns:a="http://www.w3.org/2000/09/xmldsig#"/></Faktura>'),
      ),
    ).toEqual(['xsd-unexpected-element']);
  });
});

describe('read refuses', () => {
  const cases: readonly (readonly [name: string, text: string, code: string])[] = [
    ['nothing', '', 'xml-malformed'],
    ['text that is not XML', 'Faktura', 'xml-malformed'],
    ['a document cut off', sample.slice(0, 900), 'xml-malformed'],
    ['a tag cut off', sample.slice(0, sample.indexOf('<NIP>') + 3), 'xml-malformed'],
    ['an attribute cut off', sample.slice(0, sample.indexOf('kodSystemowy') + 16), 'xml-malformed'],
    ['a DTD', `<!DOCTYPE Faktura [<!ENTITY a "b">]>${sample.slice(38)}`, 'xml-dtd'],
    ['a DTD from outside', `<!DOCTYPE Faktura SYSTEM "file:///etc/hostname">${sample.slice(38)}`, 'xml-dtd'],
    ['a DTD inside', sample.replace('<Naglowek>', '<!DOCTYPE a><Naglowek>'), 'xml-dtd'],
    ['an unknown entity', sample.replace('FV/1/2026', '&nbsp;'), 'xml-entity'],
    ['a bare ampersand', sample.replace('FV/1/2026', 'A & B'), 'xml-entity'],
    ['a reference to a forbidden character', sample.replace('FV/1/2026', '&#0;'), 'xml-character'],
    ['a reference to a surrogate', sample.replace('FV/1/2026', '&#xD800;'), 'xml-character'],
    ['a reference past Unicode', sample.replace('FV/1/2026', '&#x110000;'), 'xml-character'],
    ['a control character', sample.replace('FV/1/2026', 'A\u0001'), 'xml-character'],
    ['U+FFFE', sample.replace('FV/1/2026', 'A\ufffe'), 'xml-character'],
    ['an undeclared prefix', sample.replaceAll('P_2>', 'x:P_2>'), 'xml-prefix'],
    ['an undeclared prefix of an attribute', sample.replace('kodSystemowy', 'x:kodSystemowy'), 'xml-prefix'],
    ['a prefix taken back', sample.replace('xmlns=', 'xmlns:a="" xmlns='), 'xml-malformed'],
    ['another encoding', sample.replace('UTF-8', 'ISO-8859-2'), 'xml-encoding'],
    ['a wrong declaration', sample.replace('version="1.0"', 'version=1.0'), 'xml-malformed'],
    ['a late declaration', ` ${sample}`, 'xml-malformed'],
    ['a wrong end tag', sample.replace('</P_2>', '</P_3>'), 'xml-malformed'],
    ['an end tag too many', `${sample}</Faktura>`, 'xml-malformed'],
    ['two roots', `${sample}<a/>`, 'xml-malformed'],
    ['text after the root', `${sample}text`, 'xml-malformed'],
    [
      'an attribute twice',
      sample.replace('kodSystemowy=', 'kodSystemowy="a" kodSystemowy='),
      'xml-malformed',
    ],
    [
      'an attribute twice by its namespace',
      sample.replace('<Naglowek', '<Naglowek xmlns:a="u" xmlns:b="u" a:c="" b:c=""'),
      'xml-malformed',
    ],
    ['a namespace declared twice', sample.replace('xmlns=', 'xmlns="a" xmlns='), 'xml-malformed'],
    ['an attribute without quotes', sample.replace('"FA (3)"', 'FA'), 'xml-malformed'],
    ['a less-than sign in an attribute', sample.replace('"FA (3)"', '"<"'), 'xml-malformed'],
    ['attributes without space between', sample.replace('" wersjaSchemy', '"wersjaSchemy'), 'xml-malformed'],
    ['the end of CDATA in text', sample.replace('FV/1/2026', 'a]]>b'), 'xml-malformed'],
    ['CDATA that does not end', sample.replace('FV/1/2026', '<![CDATA[a'), 'xml-malformed'],
    ['two hyphens in a comment', sample.replace('<Naglowek>', '<!-- a -- b --><Naglowek>'), 'xml-malformed'],
    ['a comment that does not end', sample.replace('<Naglowek>', '<!-- a <Naglowek>'), 'xml-malformed'],
    ['an instruction called xml', sample.replace('<Naglowek>', '<?xml a?><Naglowek>'), 'xml-malformed'],
    ['an instruction that does not end', sample.replace('<Naglowek>', '<?a <Naglowek>'), 'xml-malformed'],
    ['a name that begins with a digit', sample.replaceAll('Naglowek>', '1Naglowek>'), 'xml-malformed'],
    ['a name with two colons', sample.replaceAll('Naglowek>', 'a:b:c>'), 'xml-malformed'],
    [
      'another root element',
      '<Rachunek xmlns="http://crd.gov.pl/wzor/2025/06/25/13775/"/>',
      'format-unknown',
    ],
    ['another namespace', sample.replace('2025/06/25/13775', '2021/06/29/12648'), 'format-unknown'],
    ['an unknown element', sample.replace('<P_15>', '<Foo><b/></Foo><P_15>'), 'xsd-unexpected-element'],
    ['an element of another namespace', sample.replace('<P_15>', '<P_15 xmlns="urn:x">'), 'xsd-namespace'],
    [
      'elements in the wrong order',
      sample.replace(/(<P_1>.*?<\/P_1>)(<P_2>.*?<\/P_2>)/, '$2$1'),
      'xsd-order',
    ],
    ['a missing element', sample.replace(/<P_15>.*?<\/P_15>/, ''), 'xsd-missing-element'],
    ['a missing last element', sample.replace('<GV>2</GV>', ''), 'xsd-missing-element'],
    [
      'an empty element that needs content',
      sample.replace(/<Zwolnienie>.*?<\/Zwolnienie>/, '<Zwolnienie/>'),
      'xsd-missing-element',
    ],
    [
      'two of a choice',
      sample.replace(
        '</P_6>',
        '</P_6><OkresFa><P_6_Od>2026-01-01</P_6_Od><P_6_Do>2026-01-31</P_6_Do></OkresFa>',
      ),
      'xsd-unexpected-element',
    ],
    ['an element twice', sample.replace('<GV>2</GV>', '<GV>2</GV><GV>2</GV>'), 'xsd-too-many'],
    [
      'more than may be',
      sample.replace(/<Informacje>.*?<\/Informacje>/, (all) => all.repeat(4)),
      'xsd-too-many',
    ],
    ['text among elements', sample.replace('<Naglowek>', 'text<Naglowek>'), 'xsd-text'],
    ['an element in text', sample.replace('FV/1/2026', 'FV<b>1</b>'), 'xsd-unexpected-element'],
    ['an unknown attribute', sample.replace('<P_15>', '<P_15 a="b">'), 'xsd-attribute'],
    ['a missing attribute', sample.replace('kodSystemowy="FA (3)"', ''), 'xsd-missing-attribute'],
    [
      'xsi:nil where it is not allowed',
      sample.replace('<P_15>', '<P_15 xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true">'),
      'xsd-nil',
    ],
  ];

  it.each(cases)('%s', (_, text, code) => {
    expect(codesOf(text)[0]).toBe(code);
  });

  it.each([
    ['a byte that is never in UTF-8', [0xff]],
    ['an overlong form', [0xc0, 0xaf]],
    ['a long overlong form', [0xe0, 0x80, 0xaf]],
    ['a surrogate', [0xed, 0xa0, 0x80]],
    ['a code point past Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['a continuation byte alone', [0x80]],
    ['a sequence cut off', [0xe2, 0x82]],
  ])('%s', (_, bad) => {
    const at = sample.indexOf('FV/1/2026');
    const head = encoder.encode(sample.slice(0, at));
    const tail = encoder.encode(sample.slice(at));
    expect(codesOf(Uint8Array.from([...head, ...bad, ...tail]))).toEqual(['xml-utf8']);
  });

  it('a format that was not asked for', () => {
    const [problem] = problemsOf(sample, { formats: ['UPO(4.3)'] });
    expect(problem).toMatchObject({ code: 'format-unknown', expected: ['UPO(4.3)'] });
  });

  it('ten thousand levels', () => {
    const text = sample.replace('<Naglowek>', `${'<a>'.repeat(10_000)}${'</a>'.repeat(10_000)}<Naglowek>`);
    expect(codesOf(text)).toContain('xml-depth');
    expect(codesOf('<a>'.repeat(10_000))).toContain('xml-depth');
  });

  it('more levels than an option allows', () => {
    expect(problemsOf(sample, { limits: { depth: 3 } }).map(({ code }) => code)).toEqual(['xml-depth']);
    expect(problemsOf(sample, { limits: { depth: 6 } })).toEqual([]);
  });

  it('a hundred megabytes, without looking at them', () => {
    expect(codesOf(new Uint8Array(100_000_000))).toEqual(['xml-size']);
    const [problem] = problemsOf(sample, { limits: { sizeBytes: 1000 } });
    expect(problem?.message.pl).toContain('1000');
  });

  it('endless mistakes, after a hundred of them', () => {
    const codes = codesOf(sample.replace('<P_15>', `${'<Foo/>'.repeat(5000)}<P_15>`));
    expect(codes).toHaveLength(101);
    expect(codes.at(-1)).toBe('more-problems');
  });

  it('everything that is missing, and of a choice what every way has to pass', () => {
    const missing = (text: string) => problemsOf(text).map(({ expected }) => expected?.join('|'));
    expect(missing(sample.replace(/<Fa>.*<\/Fa>/, '<Fa/>'))).toEqual([
      'KodWaluty',
      'P_1',
      'P_2',
      'P_15',
      'Adnotacje',
      'RodzajFaktury',
    ]);
    expect(missing(sample.replace(/<Podmiot2>.*<\/Fa>/, ''))).toEqual(['Podmiot2', 'Fa']);
    expect(missing(sample.replace(/<P_16>.*<\/PMarzy>/, ''))).toEqual([
      ...['P_16', 'P_17', 'P_18', 'P_18A', 'Zwolnienie', 'NoweSrodkiTransportu', 'P_23', 'PMarzy'],
    ]);
  });

  it.each([
    ['UTF-16 with a mark', Buffer.from(`\ufeff${sample}`, 'utf16le'), 'xml-encoding'],
    ['UTF-16 without a mark', Buffer.from(sample, 'utf16le'), 'xml-encoding'],
    ['a blank before the XML declaration', Buffer.from(` ${sample}`), 'xml-malformed'],
    ['a file that is no XML', Buffer.from('%PDF-1.7 …'), 'xml-malformed'],
  ])('%s', (_, bytes, code) => {
    expect(codesOf(bytes)).toEqual([code]);
  });

  it('what is no Uint8Array, as a mistake of the calling program', () => {
    for (const input of [sample, null, undefined, 5, new ArrayBuffer(10)]) {
      expect(() => read(input as unknown as Uint8Array)).toThrow(/must be a Uint8Array of UTF-8, not/);
    }
  });
});

describe('problems of reading', () => {
  it('say path, line, column, what was expected and what to do, in both languages', () => {
    const text = decoder
      .decode(write(sampleInvoice(), { indent: true }))
      .replace('<P_12>23</P_12>', '<P_12>23</P_12><ż😀ółw/>'.replace('😀', ''));
    const [problem, ...more] = problemsOf(text);
    expect(more).toEqual([]);
    const before = text.slice(0, text.indexOf('<żółw')).split('\n');
    expect(problem).toMatchObject({
      code: 'xsd-unexpected-element',
      severity: 'error',
      path: '/Faktura/Fa/FaWiersz[1]/żółw',
      line: before.length,
      column: (before.at(-1)?.length ?? 0) + 1,
    });
    expect(problem?.expected).toContain('GTU');
    for (const part of [problem?.message, problem?.remedy]) {
      expect(part?.pl).toMatch(/^[A-ZŁŚ].*\.$/);
      expect(part?.en).toMatch(/^[A-Z].*\.$/);
    }
    expect(problem?.message.pl).not.toBe(problem?.message.en);
  });

  it('tell a right name in a wrong namespace from a wrong name', () => {
    const [none] = problemsOf(sample.replace('<P_15>', '<P_15 xmlns="">'));
    expect(none).toMatchObject({ code: 'xsd-namespace', path: '/Faktura/Fa/P_15', value: '' });
    expect(none?.message.pl).toContain('nie należy do żadnej przestrzeni nazw');
    const [other] = problemsOf(sample.replace(/<P_15>(.*?)<\/P_15>/, '<o:P_15 xmlns:o="urn:o">$1</o:P_15>'));
    expect(other).toMatchObject({ code: 'xsd-namespace', path: '/Faktura/Fa/o:P_15', value: 'urn:o' });
    expect(other?.message.en).toContain('wrong namespace “urn:o”');
  });

  it('name the element that is missing, not all that could stand there', () => {
    const [problem] = problemsOf(sample.replace(/<P_15>.*?<\/P_15>/, ''));
    expect(problem).toMatchObject({ path: '/Faktura/Fa', expected: ['P_15'] });
    const [choice] = problemsOf(sample.replace(/(<Podmiot2><DaneIdentyfikacyjne>)<NIP>.*?<\/NIP>/, '$1'));
    expect(choice?.expected).toEqual(['NIP', 'KodUE', 'NrID', 'BrakID']);
  });

  it('tell every mistake that can be told, not only the first', () => {
    const text = sample
      .replace('<P_15>', '<Foo/><P_15 a="b">')
      .replace('<GV>2</GV>', '')
      .replace('<NrWierszaFa>1</NrWierszaFa>', '')
      .replace('<Platnosc>', '<Platnosc>text');
    expect(codesOf(text)).toEqual([
      'xsd-missing-element',
      'xsd-unexpected-element',
      'xsd-attribute',
      'xsd-missing-element',
      'xsd-text',
    ]);
  });

  it('count characters, not bytes, and every kind of line break', () => {
    const [problem] = problemsOf('<a>\r\nż\r😀<b></a>');
    expect(problem).toMatchObject({ line: 1, column: 1, code: 'format-unknown' });
    expect(problemsOf('<a>\r\nż\r😀</b>')[1]).toMatchObject({ line: 3, column: 4 });
  });
});

describe('formatNames', () => {
  it('are the formats that read knows', () => {
    expect(formatNames).toEqual([
      'FA(3)',
      'FA(2)',
      'FA_RR(1)',
      'PEF(3)',
      'PEF_KOR(3)',
      'UPO(4.3)',
      'AuthTokenRequest(2.0)',
      'AuthTokenRequest(2.1)',
    ]);
  });
});
