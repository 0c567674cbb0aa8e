import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expandTable } from '@kwit/formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ContentModel } from '../../packages/formats/src/content-model.ts';
import { compile } from './compile.ts';
import { catalogueText, generate } from './generate.ts';
import { isAvailable, sources, tablesFolder } from './sources.ts';

describe('committed tables and types', () => {
  for (const source of sources) {
    if (!isAvailable(source))
      console.log(`${source.format}: its schema is absent, its table is not compared.`);
    it.runIf(isAvailable(source))(`are what the compiler makes of the schema of ${source.format}`, () => {
      for (const { name, text } of generate(source)) {
        const committed = readFileSync(join(tablesFolder, name), 'utf8');
        expect(text === committed, `${name} differs; run: node tools/xsd-compiler/main.ts`).toBe(true);
      }
    });
  }

  it('are listed in the catalogue', () => {
    const entries = sources.map((source) => ({
      source,
      table: JSON.parse(readFileSync(join(tablesFolder, `${source.id}.json`), 'utf8')),
    }));
    expect(readFileSync(join(tablesFolder, 'catalogue.ts'), 'utf8')).toBe(catalogueText(entries));
  });

  it('hold no sentence of the schemas', () => {
    for (const { id } of sources)
      expect(readFileSync(join(tablesFolder, `${id}.json`), 'utf8')).not.toMatch(/documentation/);
  });
});

describe('every content model of the schemas', () => {
  it.each(sources.filter(isAvailable).map((source) => [source.format, source] as const))(
    '%s',
    (_, source) => {
      const { types } = expandTable(compile(source).table);
      for (const type of types) expect(new ContentModel(type.content).accepts.length).toBeGreaterThan(0);
    },
  );
});

describe('compile', () => {
  let folder = '';
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'xsd-compiler-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  /** Compiles a schema of this body; `part.xsd` beside it may be included. */
  function table(body: string, part = '') {
    const schema = (content: string) =>
      `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns="urn:t" targetNamespace="urn:t" elementFormDefault="qualified">${content}</xs:schema>`;
    const file = join(folder, 'main.xsd');
    writeFileSync(join(folder, 'part.xsd'), schema(part));
    writeFileSync(file, schema(body));
    return expandTable(compile({ format: 'T', id: 't', file, root: 'a', envelopedSignature: false }).table);
  }

  const text = (facets: string, base = 'xs:string') =>
    `<xs:simpleType><xs:restriction base="${base}">${facets}</xs:restriction></xs:simpleType>`;

  it('keeps every facet, inherited ones included, and each step of patterns', () => {
    const { simpleTypes } = table(`
      <xs:simpleType name="B"><xs:restriction base="xs:token"><xs:maxLength value="9"/><xs:pattern value="a.*"/></xs:restriction></xs:simpleType>
      <xs:element name="a"><xs:complexType><xs:attribute name="x">${text('<xs:pattern value=".*b"/><xs:pattern value=".*c"/><xs:minLength value="2"/>', 'B')}</xs:attribute></xs:complexType></xs:element>`);
    expect(simpleTypes).toEqual([
      { base: 'token', whiteSpace: 'collapse' },
      { name: 'B', base: 'token', whiteSpace: 'collapse', maxLength: 9, patterns: [['a.*']], derives: 0 },
      {
        base: 'token',
        whiteSpace: 'collapse',
        maxLength: 9,
        minLength: 2,
        patterns: [['a.*'], ['.*b', '.*c']],
        derives: 1,
      },
    ]);
  });

  it('keeps order, occurrences, groups, wildcards, fixed values and uniqueness', () => {
    const { root, types } = table(`
      <xs:group name="G"><xs:choice><xs:element name="c" type="xs:string"/><xs:element name="d" type="xs:string"/></xs:choice></xs:group>
      <xs:element name="a"><xs:complexType><xs:sequence>
        <xs:element name="b" type="xs:string" fixed="1" minOccurs="0" maxOccurs="3"/>
        <xs:group ref="G" maxOccurs="unbounded"/>
        <xs:element name="gone" type="xs:string" minOccurs="0" maxOccurs="0"/>
        <xs:any namespace="##other" processContents="skip" minOccurs="0"/>
      </xs:sequence></xs:complexType><xs:unique name="U"><xs:selector xpath="b"/><xs:field xpath="c"/></xs:unique></xs:element>`);
    expect(root.identity).toEqual([{ kind: 'unique', name: 'U', selector: 'b', fields: ['c'] }]);
    expect(types[0]?.content).toEqual({
      sequence: [
        { element: 'b', simple: 0, min: 0, max: 3, fixed: '1' },
        {
          sequence: [
            {
              choice: [
                { element: 'c', simple: 0 },
                { element: 'd', simple: 0 },
              ],
            },
          ],
          max: -1,
        },
        { any: { namespaces: { not: 0 }, process: 'skip' }, min: 0 },
      ],
    });
  });

  it('puts an extension after its base, and resolves includes by their last name', () => {
    const { types } = table(
      `<xs:include schemaLocation="http://example.com/far/away/part.xsd"/>
       <xs:element name="a"><xs:complexType><xs:complexContent><xs:extension base="B"><xs:sequence><xs:element name="y" type="xs:string"/></xs:sequence><xs:attribute name="z" type="xs:string" use="required"/></xs:extension></xs:complexContent></xs:complexType></xs:element>`,
      '<xs:complexType name="B"><xs:sequence><xs:element name="x" type="xs:string"/></xs:sequence></xs:complexType>',
    );
    expect(types[0]).toEqual({
      extends: 1,
      attributes: [{ attribute: 'z', simple: 0, required: true }],
      content: {
        sequence: [{ sequence: [{ element: 'x', simple: 0 }] }, { sequence: [{ element: 'y', simple: 0 }] }],
      },
    });
  });

  it('lists what a wildcard that judges could find, and what xsi:type could name', () => {
    const { elements, root, types } = table(`
      <xs:complexType name="Unused"><xs:sequence/></xs:complexType>
      <xs:element name="b" type="xs:string"/>
      <xs:element name="a"><xs:complexType><xs:sequence><xs:any processContents="lax"/></xs:sequence></xs:complexType></xs:element>`);
    expect(root.element).toBe('a');
    expect(elements?.map(({ element }) => element)).toEqual(['a', 'b']);
    expect(types.map(({ name }) => name)).toEqual([undefined, 'Unused']);
    const derived = table(`
      <xs:complexType name="B"><xs:sequence/></xs:complexType>
      <xs:complexType name="D"><xs:complexContent><xs:extension base="B"/></xs:complexContent></xs:complexType>
      <xs:complexType name="Other"><xs:sequence/></xs:complexType>
      <xs:element name="a" type="B"/>`);
    expect(derived.elements).toBeUndefined();
    expect(derived.types.map(({ name }) => name)).toEqual(['B', 'D']);
  });

  it('takes types that hold themselves', () => {
    const { root, types } = table(
      '<xs:complexType name="T"><xs:sequence><xs:element ref="a" minOccurs="0"/></xs:sequence></xs:complexType><xs:element name="a" type="T"/>',
    );
    expect(root).toEqual({ element: 'a', type: 0 });
    expect(types[0]?.content).toEqual({ sequence: [{ element: 'a', type: 0, min: 0 }] });
  });

  it.each([
    [
      'all',
      '<xs:element name="a"><xs:complexType><xs:all><xs:element name="b" type="xs:string"/></xs:all></xs:complexType></xs:element>',
    ],
    ['abstract', '<xs:element name="a" abstract="true" type="xs:string"/>'],
    [
      'list',
      '<xs:element name="a"><xs:simpleType><xs:list itemType="xs:string"/></xs:simpleType></xs:element>',
    ],
    ['redefine', '<xs:redefine schemaLocation="part.xsd"/>'],
    ['complexType {urn:t}X', '<xs:element name="a" type="X"/>'],
    [
      'keyref',
      `<xs:element name="a"><xs:complexType/><xs:keyref name="K" refer="L"><xs:selector xpath="b"/><xs:field xpath="c"/></xs:keyref></xs:element>`,
    ],
    [
      './/b',
      `<xs:element name="a"><xs:complexType/><xs:unique name="K"><xs:selector xpath=".//b"/><xs:field xpath="c"/></xs:unique></xs:element>`,
    ],
    ['block', '<xs:complexType name="T" block="extension"/><xs:element name="a" type="T"/>'],
    ['element {urn:t}a', '<xs:element name="b" type="xs:string"/>'],
    ['missing.xsd', '<xs:include schemaLocation="missing.xsd"/>'],
  ])('refuses what tables cannot say, naming it: %s', (name, body) => {
    expect(() => table(body)).toThrow(name);
  });
});
