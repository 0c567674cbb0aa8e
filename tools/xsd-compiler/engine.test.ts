/**
 * The engine on schemas made for the purpose: what the official ones use rarely or not at all (nil, derived types,
 * wildcards of every kind, mixed text, defaults, every built-in type), each compared with libxml2.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expandTable } from '@kwit/formats';
import { XmlDocument, XmlLibError, XsdValidator } from 'libxml2-wasm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultLimits, readAs } from '../../packages/formats/src/reader.ts';
import { Runtime } from '../../packages/formats/src/runtime.ts';
import { compile } from './compile.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'xsd-engine-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const encoder = new TextEncoder();

/** Two judges of one schema. */
function judges(body: string) {
  const schema = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">${body}</xs:schema>`;
  const file = join(folder, 'schema.xsd');
  writeFileSync(file, schema);
  const table = compile({ format: 'T', id: 't', file, root: 'a', envelopedSignature: false }).table;
  const runtime = new Runtime(expandTable(table));
  const parsed = XmlDocument.fromString(schema);
  const validator = XsdValidator.fromDoc(parsed);
  parsed.dispose();
  return {
    codes: (bytes: Uint8Array) => {
      const options = { limits: defaultLimits, values: true, build: false };
      return readAs(bytes, runtime, options).problems.map(({ code }) => code);
    },
    libxml2: (bytes: Uint8Array) => {
      let document: XmlDocument | null = null;
      try {
        document = XmlDocument.fromBuffer(bytes);
        validator.validate(document);
        return [];
      } catch (error) {
        if (!(error instanceof XmlLibError)) throw error;
        return [error.message];
      } finally {
        document?.dispose();
      }
    },
    dispose: () => validator.dispose(),
  };
}

/** Inside of the root element, and the codes of the engine: none where the document is valid. */
type Case = readonly [inside: string, ...codes: string[]];

/** Where libxml2 parts from the specification, which decides: the clause, by what is inside the root. */
const faults: Readonly<Record<string, string>> = {
  '<b xsi:type=" B "><x>1000</x></b>': 'XML Schema Part 2, 3.2.18: white space of a QName collapses',
  '<f>07</f>': 'XML Schema Part 1, Element Locally Valid (Element), 5.2.2.2.2: the actual value, which is 7',
  '<v>1e</v>': 'XML Schema Part 2, 3.2.4: an exponent is an integer',
  '<v></v> NMTOKENS': 'XML Schema Part 2, 3.3.5: a list of one or more',
};

function compare(body: string, cases: readonly Case[]): void {
  const { codes, libxml2, dispose } = judges(body);
  try {
    for (const [inside, ...expected] of cases) {
      const text = `<a xmlns="urn:t" xmlns:t="urn:t" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xs="http://www.w3.org/2001/XMLSchema">${inside}</a>`;
      const bytes = encoder.encode(text);
      expect(codes(bytes), inside).toEqual(expected);
      const isFault = inside in faults || (body.includes('NMTOKENS') && `${inside} NMTOKENS` in faults);
      expect(libxml2(bytes).length > 0, `libxml2 on ${inside}`).toBe(expected.length > 0 !== isFault);
    }
  } finally {
    dispose();
  }
}

const element = (content: string) =>
  `<xs:element name="a"><xs:complexType>${content}</xs:complexType></xs:element>`;

describe('the engine as libxml2', () => {
  it('on xsi:nil', () => {
    compare(
      element(`<xs:sequence>
        <xs:element name="b" nillable="true" type="xs:int" minOccurs="0"/>
        <xs:element name="c" nillable="true" minOccurs="0"><xs:complexType><xs:sequence><xs:element name="d" type="xs:int"/></xs:sequence><xs:attribute name="x" use="required"/></xs:complexType></xs:element>
        <xs:element name="e" type="xs:int" minOccurs="0"/>
      </xs:sequence>`).replaceAll(
        '<xs:attribute name="x" use',
        '<xs:attribute name="x" type="xs:string" use',
      ),
      [
        ['<b xsi:nil="true"/>'],
        ['<b xsi:nil="1"></b>'],
        ['<b xsi:nil="true">1</b>', 'xsd-nil-content'],
        ['<b xsi:nil="true"> </b>', 'xsd-nil-content'],
        ['<b xsi:nil="false">1</b>'],
        ['<b xsi:nil="false"/>', 'xsd-type'],
        ['<b/>', 'xsd-type'],
        ['<c xsi:nil="true" x="1"/>'],
        ['<c xsi:nil="true"/>', 'xsd-missing-attribute'],
        ['<c xsi:nil="true" x="1"><d>1</d></c>', 'xsd-nil-content'],
        ['<e xsi:nil="true"/>', 'xsd-nil', 'xsd-type'],
        ['<e xsi:nil="false">1</e>', 'xsd-nil'],
      ],
    );
  });

  it('on xsi:type', () => {
    compare(
      `<xs:complexType name="B"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType>
       <xs:complexType name="E"><xs:complexContent><xs:extension base="B"><xs:sequence><xs:element name="y" type="xs:int"/></xs:sequence></xs:extension></xs:complexContent></xs:complexType>
       <xs:complexType name="R"><xs:complexContent><xs:restriction base="B"><xs:sequence><xs:element name="x" type="xs:byte"/></xs:sequence></xs:restriction></xs:complexContent></xs:complexType>
       <xs:complexType name="Other"><xs:sequence/></xs:complexType>
       <xs:complexType name="Abstract" abstract="true"><xs:sequence/></xs:complexType>
       <xs:complexType name="Real"><xs:complexContent><xs:extension base="Abstract"/></xs:complexContent></xs:complexType>
       <xs:simpleType name="S"><xs:restriction base="xs:string"><xs:maxLength value="3"/></xs:restriction></xs:simpleType>
       <xs:simpleType name="S2"><xs:restriction base="S"><xs:maxLength value="2"/></xs:restriction></xs:simpleType>
       <xs:simpleType name="U"><xs:union memberTypes="xs:int S2"/></xs:simpleType>` +
        element(`<xs:sequence>
          <xs:element name="b" type="B" minOccurs="0"/><xs:element name="s" type="S" minOccurs="0"/>
          <xs:element name="n" type="xs:decimal" minOccurs="0"/><xs:element name="abs" type="Abstract" minOccurs="0"/>
          <xs:element name="any" type="xs:anyType" minOccurs="0"/><xs:element name="simple" type="xs:anySimpleType" minOccurs="0"/>
        </xs:sequence>`).replace(
          '<xs:simpleType name="U"><xs:union memberTypes="xs:int S2"/></xs:simpleType>',
          '',
        ),
      [
        ['<b xsi:type="E"><x>1</x><y>1</y></b>'],
        ['<b xsi:type="t:E"><x>1</x></b>', 'xsd-missing-element'],
        ['<b><x>1</x><y>1</y></b>', 'xsd-unexpected-element'],
        ['<b xsi:type="R"><x>1</x></b>'],
        ['<b xsi:type="R"><x>1000</x></b>', 'xsd-type'],
        ['<b xsi:type=" B "><x>1000</x></b>'],
        ['<b xsi:type="Other"/>', 'xsd-xsi-type', 'xsd-missing-element'],
        ['<b xsi:type="None"><x>1</x></b>', 'xsd-xsi-type'],
        ['<b xsi:type="no:B"><x>1</x></b>', 'xsd-xsi-type'],
        ['<b xsi:type="xs:anyType"><x>1</x></b>', 'xsd-xsi-type'],
        ['<s xsi:type="S2">ab</s>'],
        ['<s xsi:type="S2">abc</s>', 'xsd-length'],
        ['<s xsi:type="xs:string">abcd</s>', 'xsd-xsi-type', 'xsd-length'],
        ['<s xsi:type="xs:token">ab</s>', 'xsd-xsi-type'],
        ['<n xsi:type="xs:byte">127</n>'],
        ['<n xsi:type="xs:byte">128</n>', 'xsd-type'],
        ['<n xsi:type="xs:float">1</n>', 'xsd-xsi-type'],
        ['<abs/>', 'xsd-abstract'],
        ['<abs xsi:type="Real"/>'],
        ['<any xsi:type="E"><x>1</x><y>1</y></any>'],
        ['<any xsi:type="xs:int">x</any>', 'xsd-type'],
        ['<any c="d">text<q xmlns="urn:q"/></any>'],
        ['<simple xsi:type="xs:date">2026-02-30</simple>', 'xsd-type'],
        ['<simple> anything </simple>'],
      ],
    );
  });

  it('on wildcards', () => {
    const body = `<xs:element name="g" type="xs:int"/>${element(`<xs:sequence>
      <xs:element name="strict" minOccurs="0"><xs:complexType><xs:sequence><xs:any/></xs:sequence></xs:complexType></xs:element>
      <xs:element name="lax" minOccurs="0"><xs:complexType><xs:sequence><xs:any processContents="lax" maxOccurs="2"/></xs:sequence></xs:complexType></xs:element>
      <xs:element name="skip" minOccurs="0"><xs:complexType><xs:sequence><xs:any processContents="skip"/></xs:sequence></xs:complexType></xs:element>
      <xs:element name="other" minOccurs="0"><xs:complexType><xs:sequence><xs:any namespace="##other" processContents="lax"/></xs:sequence><xs:anyAttribute namespace="##other" processContents="lax"/></xs:complexType></xs:element>
      <xs:element name="listed" minOccurs="0"><xs:complexType><xs:sequence><xs:any namespace="urn:q ##local" processContents="skip"/></xs:sequence><xs:anyAttribute/></xs:complexType></xs:element>
    </xs:sequence>`)}`;
    compare(body, [
      ['<strict><g>1</g></strict>'],
      ['<strict><g>x</g></strict>', 'xsd-type'],
      ['<strict><q:z xmlns:q="urn:q"/></strict>', 'xsd-undeclared'],
      ['<strict/>', 'xsd-missing-element'],
      ['<lax><q:z xmlns:q="urn:q"><g>1</g></q:z></lax>'],
      ['<lax><q:z xmlns:q="urn:q"><g>x</g></q:z></lax>', 'xsd-type'],
      ['<lax><g>1</g><g>2</g></lax>'],
      ['<lax><g>1</g><g>2</g><g>3</g></lax>', 'xsd-too-many'],
      ['<lax><q:z xmlns:q="urn:q" xsi:type="xs:int">x</q:z></lax>', 'xsd-type'],
      ['<lax><q:z xmlns:q="urn:q" xsi:type="xs:int" q:b="1">1</q:z></lax>', 'xsd-attribute'],
      ['<lax><q:z xmlns:q="urn:q" xsi:type="None">1</q:z></lax>', 'xsd-xsi-type'],
      ['<skip><g>x</g></skip>'],
      ['<other><q:z xmlns:q="urn:q"/></other>'],
      ['<other><g>1</g></other>', 'xsd-unexpected-element', 'xsd-missing-element'],
      ['<other><z xmlns=""/></other>', 'xsd-unexpected-element', 'xsd-missing-element'],
      ['<other xmlns:q="urn:q" q:b="1"><q:z/></other>'],
      ['<other b="1"><q:z xmlns:q="urn:q"/></other>', 'xsd-attribute'],
      ['<listed><z xmlns=""/></listed>'],
      ['<listed><z xmlns="urn:q"/></listed>'],
      ['<listed><z xmlns="urn:r"/></listed>', 'xsd-unexpected-element', 'xsd-missing-element'],
      ['<listed b="1"><z xmlns="urn:q"/></listed>', 'xsd-undeclared'],
    ]);
  });

  it('on mixed and empty content, defaults and fixed values', () => {
    const body = element(`<xs:sequence>
      <xs:element name="m" minOccurs="0"><xs:complexType mixed="true"><xs:sequence><xs:element name="x" type="xs:int"/></xs:sequence></xs:complexType></xs:element>
      <xs:element name="e" minOccurs="0"><xs:complexType/></xs:element>
      <xs:element name="d" minOccurs="0" type="xs:int" default="7"/>
      <xs:element name="f" minOccurs="0" type="xs:int" fixed="7"/>
      <xs:element name="k" minOccurs="0"><xs:complexType><xs:simpleContent><xs:extension base="xs:decimal"><xs:attribute name="y" type="xs:boolean" fixed="true"/></xs:extension></xs:simpleContent></xs:complexType></xs:element>
    </xs:sequence>`);
    compare(body, [
      ['<m>text<x>1</x> more &amp; <![CDATA[more]]></m>'],
      ['<m>text</m>', 'xsd-missing-element'],
      ['<m><x>1</x><x>2</x></m>', 'xsd-too-many'],
      ['<e/>'],
      ['<e><!-- c --></e>'],
      ['<e> </e>', 'xsd-text'],
      ['<e><x/></e>', 'xsd-unexpected-element'],
      ['<d/>'],
      ['<d> </d>', 'xsd-type'],
      ['<d>8</d>'],
      ['<f/>'],
      ['<f>07</f>'],
      ['<f>8</f>', 'xsd-fixed'],
      ['<k y="1">1.5</k>'],
      ['<k y="0">1.5</k>', 'xsd-fixed'],
      ['<k y="yes">x</k>', 'xsd-type', 'xsd-type'],
    ]);
  });

  it('on identifiers and unique values', () => {
    compare(
      `<xs:element name="a"><xs:complexType><xs:sequence>
        <xs:element name="b" maxOccurs="unbounded"><xs:complexType><xs:sequence><xs:element name="k" type="xs:token" minOccurs="0"/><xs:element name="l" type="xs:token" minOccurs="0"/></xs:sequence><xs:attribute name="id" type="xs:ID"/></xs:complexType></xs:element>
       </xs:sequence></xs:complexType><xs:unique name="U"><xs:selector xpath="t:b"/><xs:field xpath="t:k"/><xs:field xpath="t:l"/></xs:unique></xs:element>`
        .replaceAll('<xs:selector', '<xs:selector xmlns:t="urn:t"')
        .replaceAll('<xs:field', '<xs:field xmlns:t="urn:t"'),
      [
        ['<b id="x"/><b id="y"/>'],
        ['<b id="x"/><b id="x"/>', 'xsd-unique'],
        ['<b id="1"/>', 'xsd-type'],
        ['<b><k>1</k><l>2</l></b><b><k>1</k><l>3</l></b>'],
        ['<b><k>1</k><l>2</l></b><b><k> 1 </k><l>2</l></b>', 'xsd-unique'],
        ['<b><k>1</k></b><b><k>1</k></b>'],
      ],
    );
  });
});

describe('built-in types as libxml2 has them', () => {
  const values: Readonly<Record<string, readonly [right: readonly string[], wrong: readonly string[]]>> = {
    boolean: [
      ['true', 'false', '1', '0', ' 1 '],
      ['', 'TRUE', '2', 'yes'],
    ],
    decimal: [
      ['0', '-1.5', '+.5', '7.', '007'],
      ['', '.', '-', '1e3', '1,5', '١'],
    ],
    integer: [
      ['0', '-12', '+5', '99999999999999999999'],
      ['1.0', '', '-'],
    ],
    long: [
      ['9223372036854775807', '-9223372036854775808'],
      ['9223372036854775808', '-9223372036854775809'],
    ],
    int: [['2147483647', '-2147483648'], ['2147483648']],
    short: [['32767', '-32768'], ['32768']],
    byte: [
      ['127', '-128', '+0'],
      ['128', '-129'],
    ],
    nonNegativeInteger: [['0', '-0', '5'], ['-1']],
    positiveInteger: [
      ['1', '+1'],
      ['0', '-1'],
    ],
    nonPositiveInteger: [['0', '-1'], ['1']],
    negativeInteger: [['-1'], ['0', '1']],
    unsignedLong: [['18446744073709551615'], ['18446744073709551616', '-1']],
    unsignedInt: [['4294967295'], ['4294967296']],
    unsignedShort: [['65535'], ['65536']],
    unsignedByte: [
      ['255', '0'],
      ['256', '-1'],
    ],
    float: [
      ['1', '-1.5e10', 'INF', '-INF', 'NaN', '.5E-3'],
      ['', 'inf', '+INF', '1e', 'e5'],
    ],
    double: [
      ['1', '-1.5e300', 'INF'],
      ['', 'Infinity'],
    ],
    date: [
      ['2024-02-29', '2026-12-31Z', '2026-01-01+14:00', '12026-01-01'],
      ['2023-02-29', '26-01-01', '2026-1-1', '2026-13-01', '0000-01-01', '2026-01-01+14:01'],
    ],
    time: [
      ['00:00:00', '24:00:00', '23:59:59.999Z'],
      ['24:00:01', '23:60:00', '10:00', '10:00:00.'],
    ],
    dateTime: [
      ['2026-02-01T10:00:00Z', '2026-02-01T24:00:00'],
      ['2026-02-01', '2026-02-01T25:00:00', '2026-02-30T00:00:00'],
    ],
    gYear: [
      ['2026', '2026Z', '-0001'],
      ['26', '0000'],
    ],
    gYearMonth: [['2026-02'], ['2026-13', '2026']],
    gMonthDay: [
      ['--02-29', '--12-31Z'],
      ['--02-30', '12-31'],
    ],
    gMonth: [['--12'], ['--13', '12']],
    gDay: [['---31'], ['---32', '31']],
    duration: [
      ['P1Y', '-P1Y2M3DT4H5M6.5S', 'PT1S', 'P0D'],
      ['P', 'PT', '1Y', 'P1S', 'P-1Y'],
    ],
    hexBinary: [
      ['', '0F', 'abCD'],
      ['0', '0G'],
    ],
    base64Binary: [
      ['', 'AAAA', 'YQ==', 'YW I=', 'YWI='],
      ['A', 'AAA', 'A===', 'YR=='],
    ],
    anyURI: [
      ['', 'urn:a:b', 'http://a.pl/?b#c', '../a', 'ż', '#'],
      ['%zz', ':a', 'a##b'],
    ],
    language: [
      ['pl', 'en-GB', 'x-klingon-1'],
      ['', 'pl_PL', 'abcdefghi', '1a'],
    ],
    Name: [
      ['a', ':a', 'a:b', 'ż.1-2_'],
      ['', '1a', '-a', 'a b'],
    ],
    NCName: [
      ['a', 'ż'],
      ['a:b', ''],
    ],
    NMTOKEN: [
      ['1a', '-', 'a:b'],
      ['', 'a b', 'a,b'],
    ],
    NMTOKENS: [
      ['1 2 3', 'a'],
      ['', 'a ,'],
    ],
    ID: [['a1'], ['1a']],
    normalizedString: [['', ' a  b ', '\t'], []],
    token: [[' a  b '], []],
    string: [['', '\n'], []],
  };

  it.each(Object.entries(values))('%s', (type, [right, wrong]) => {
    compare(
      element(
        `<xs:sequence><xs:element name="v"><xs:complexType><xs:simpleContent><xs:extension base="xs:${type}"/></xs:simpleContent></xs:complexType></xs:element></xs:sequence>`,
      ),
      [
        ...right.map((value): Case => [`<v>${value}</v>`]),
        ...wrong.map((value): Case => [`<v>${value}</v>`, 'xsd-type']),
      ],
    );
  });

  it('with facets on values that are not texts', () => {
    compare(
      element(`<xs:sequence>
        <xs:element name="h" minOccurs="0"><xs:simpleType><xs:restriction base="xs:hexBinary"><xs:length value="2"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="b" minOccurs="0"><xs:simpleType><xs:restriction base="xs:base64Binary"><xs:maxLength value="2"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="d" minOccurs="0"><xs:simpleType><xs:restriction base="xs:duration"><xs:maxInclusive value="P1M"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="f" minOccurs="0"><xs:simpleType><xs:restriction base="xs:double"><xs:minExclusive value="1.5"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="e" minOccurs="0"><xs:simpleType><xs:restriction base="xs:decimal"><xs:enumeration value="1.50"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="n" minOccurs="0"><xs:simpleType><xs:restriction base="xs:NMTOKENS"><xs:maxLength value="2"/></xs:restriction></xs:simpleType></xs:element>
        <xs:element name="u" minOccurs="0"><xs:simpleType><xs:restriction><xs:simpleType><xs:union memberTypes="xs:int xs:date"/></xs:simpleType><xs:pattern value="[0-9].*"/></xs:restriction></xs:simpleType></xs:element>
      </xs:sequence>`),
      [
        ['<h>0a0B</h>'],
        ['<h>0a</h>', 'xsd-length'],
        ['<b>YWI=</b>'],
        ['<b>AAAA</b>', 'xsd-length'],
        ['<d>P27D</d>'],
        ['<d>P32D</d>', 'xsd-range'],
        ['<f>1.6</f>'],
        ['<f>1.5</f>', 'xsd-range'],
        ['<e>01.5</e>'],
        ['<e>1.51</e>', 'xsd-enumeration'],
        ['<n>a b</n>'],
        ['<n>a b c</n>', 'xsd-length'],
        ['<u>12</u>'],
        ['<u>2026-01-01</u>'],
        ['<u>-12</u>', 'xsd-pattern'],
        ['<u>x</u>', 'xsd-type'],
      ],
    );
  });
});
