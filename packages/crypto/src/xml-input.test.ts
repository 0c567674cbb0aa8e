import { XmlDocument } from 'libxml2-wasm';
import { expect, test } from 'vitest';
import { XadesError } from './index.ts';
import { randomFrom } from './random.testing.ts';
import { parseXml } from './xml-input.ts';

const pieces = [
  '<',
  '>',
  '&',
  ';',
  '"',
  "'",
  '=',
  '/',
  '!',
  '?',
  '-',
  '--',
  ']]>',
  '<![CDATA[',
  '<!--',
  '-->',
  ' ',
  '\n',
  '&amp;',
  '&#65;',
  '&#xD800;',
  '&#x110000;',
  'xmlns:p="u"',
  'p:',
  ':',
  'xml:',
  '\u0000',
  '\uFFFE',
  'é',
  '\u00B7',
  '1',
  '<a>',
  '</a>',
  '<b/>',
  'a="1"',
  '<?xml version="1.0"?>',
] as const;
const seeds = [
  '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<a xmlns="u" xmlns:p="v"><p:b p:c="1" c=\'2\'>t &lt; &#10;<![CDATA[<x>&]]></p:b><!-- c - d --><d e="&quot;"/></a>\n',
  '<a><b><c d="e"/></b>text</a>',
] as const;

function mutant(seed: number): string {
  const { below, pick } = randomFrom(seed);
  let xml: string = pick(seeds);
  for (let edit = below(3); edit >= 0; edit -= 1) {
    const at = below(xml.length + 1);
    xml = xml.slice(0, at) + (below(3) > 0 ? pick(pieces) : '') + xml.slice(at + below(4));
  }
  return xml;
}

function oursAccepts(xml: string): boolean | undefined {
  try {
    parseXml(xml);
    return true;
  } catch (error) {
    if (!(error instanceof XadesError)) throw error;
    // Refused on purpose, though it may be well-formed XML.
    return error.code === 'xml-malformed' ? false : undefined;
  }
}

function libxml2Accepts(xml: string): boolean {
  try {
    using document = XmlDocument.fromBuffer(Buffer.from(xml));
    return document.root !== null;
  } catch {
    return false;
  }
}

test('what is well-formed is what libxml2 finds well-formed', () => {
  const counts = { accepted: 0, refused: 0 };
  for (let seed = 1; seed <= 20_000; seed += 1) {
    const xml = mutant(seed);
    // Only version 1.0 and encoding UTF-8 are read here; libxml2 takes others, too.
    if (/^<\?xml version="(?!1\.0")|^<\?xml [^>]*encoding="(?!UTF-8")/.test(xml)) continue;
    const ours = oursAccepts(xml);
    if (ours === undefined) continue;
    counts[ours ? 'accepted' : 'refused'] += 1;
    expect(ours, `seed ${seed}: ${JSON.stringify(xml)}`).toBe(libxml2Accepts(xml));
  }
  expect(counts.accepted).toBeGreaterThan(500);
  expect(counts.refused).toBeGreaterThan(500);
});
