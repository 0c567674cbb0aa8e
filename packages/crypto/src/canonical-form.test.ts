import { XmlC14NMode, XmlDocument } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { canonicalForm } from './canonical-form.ts';
import { randomFrom } from './random.testing.ts';
import { parseXml } from './xml-input.ts';

const texts = [
  '',
  ' a ',
  'x\r\ny',
  '&amp;&lt;&gt;',
  '<![CDATA[<&]]>',
  '<!-- c -->',
  '&#13;',
  '&#x9;"\'',
  'łódź',
  '𝄞',
  '\u2028',
  '<![CDATA[]]>',
] as const;
const values = [
  '',
  ' v  w ',
  'a&#10;b',
  'tab\there',
  'nl\nhere',
  '&quot;&lt;&gt;&amp;',
  "'",
  'ż',
  '&#xD;',
] as const;
const uris = ['urn:a', 'urn:aq', 'urn:b', 'urn:c?x=1'] as const;
const prefixes = ['a', 'B', 'ns10', 'ns2', 'Ż'] as const;

function randomXml(seed: number): string {
  const { below, pick } = randomFrom(seed);
  let id = 0;
  const element = (depth: number, inherited: ReadonlySet<string>): string => {
    const bound = new Set(inherited);
    const attributes: string[] = [];
    for (const prefix of prefixes) {
      if (depth > 0 && below(4) > 0) continue;
      if (below(2) === 0) continue;
      attributes.push(`xmlns:${prefix}="${pick(uris)}"`);
      bound.add(prefix);
    }
    if (below(3) === 0) attributes.push(`xmlns="${pick([...uris, ''])}"`);
    for (const name of ['Z', 'b', 'A', 'y']) if (below(4) === 0) attributes.push(`${name}="${pick(values)}"`);
    const usable = [...bound] as [string, ...string[]];
    for (const local of usable.length > 0 ? ['p', 'q', 'P'] : []) {
      if (below(2) === 0) attributes.push(`${pick(usable)}:${local}="${pick(values)}"`);
    }
    const name = usable.length > 0 && below(2) === 0 ? `${pick(usable)}:e` : 'e';
    const children = Array.from(
      { length: depth < 4 ? below(4) : 0 },
      () => pick(texts) + element(depth + 1, bound),
    );
    const content = `${children.join(pick(texts))}${pick(texts)}`;
    id += 1;
    attributes.push(`Id="i${id}"`);
    const start = `${name} ${attributes.sort(() => below(3) - 1).join(pick([' ', '\n\t']))}`;
    return content === '' ? `<${start}/>` : `<${start}>${content}</${name}>`;
  };
  return `<?xml version="1.0" encoding="UTF-8"?>\r\n<!-- before -->${element(0, new Set())}<!-- after -->`;
}

function findById(root: Element, id: string): Element | undefined {
  const all = [root, ...Array.from(root.getElementsByTagName('*'))];
  return all.find((element) => element.getAttribute('Id') === id);
}

const methods = [
  ['http://www.w3.org/2001/10/xml-exc-c14n#', XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, []],
  ['http://www.w3.org/2001/10/xml-exc-c14n#', XmlC14NMode.XML_C14N_EXCLUSIVE_1_0, ['a', 'ns10', 'Ż']],
  ['http://www.w3.org/TR/2001/REC-xml-c14n-20010315', XmlC14NMode.XML_C14N_1_0, []],
  ['http://www.w3.org/2006/12/xml-c14n11', XmlC14NMode.XML_C14N_1_1, []],
] as const;

test.each(methods)('%s gives what libxml2 gives, for documents and their parts', (method, mode, prefixes) => {
  let compared = 0;
  for (let seed = 1; seed <= 400; seed += 1) {
    const xml = randomXml(seed);
    const { root } = parseXml(xml);
    using oracle = XmlDocument.fromString(xml);
    for (const id of [root.getAttribute('Id') ?? '', 'i1', 'i2', 'i3', 'i5']) {
      const element = findById(root, id);
      const node = oracle.get(`//*[@Id='${id}']`);
      if (!element || !node) continue;
      const expected = node.canonicalizeToString({ mode, inclusiveNamespacePrefixes: [...prefixes] });
      expect(canonicalForm(element, { method, prefixes }), `seed ${seed} ${id}\n${xml}`).toBe(expected);
      compared += 1;
    }
  }
  expect(compared).toBeGreaterThan(1000);
});
