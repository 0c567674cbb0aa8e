import { beforeAll, describe, expect, test } from 'vitest';
import { type Credential, signXades, verifyXades, type XadesErrorCode } from './index.ts';
import { ds, loginRequest, makeSigned, transform } from './xades.testing.ts';
import { codeOf, newSigner, options } from './xades-refusal.testing.ts';

let ec: Credential;
beforeAll(async () => {
  ec = await newSigner('EC');
});

const evil = loginRequest('evil');

describe('the document itself', () => {
  const signed = (): string => signXades(loginRequest(), ec);

  test.each<[string, XadesErrorCode, (xml: string) => string | Uint8Array]>([
    ['a DTD', 'doctype', (xml) => `<!DOCTYPE AuthTokenRequest>${xml}`],
    [
      'an entity',
      'doctype',
      (xml) => `<!DOCTYPE a [<!ENTITY e "1111111111">]>${xml.replace('1111111111', '&e;')}`,
    ],
    [
      'an external entity',
      'doctype',
      (xml) => `<?xml version="1.0"?><!DOCTYPE a SYSTEM "file:///etc/passwd">${xml}`,
    ],
    ['a bomb', 'doctype', (xml) => `<!DOCTYPE a [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]>${xml}`],
    ['an entity nobody declared', 'xml-malformed', (xml) => xml.replace('1111111111', '&e;')],
    ['a DTD inside', 'doctype', (xml) => xml.replace('<Nip>', '<!DOCTYPE a><Nip>')],
    ['an identifier default of a DTD', 'doctype', (xml) => `<!DOCTYPE a [<!ATTLIST Nip Id ID "R">]>${xml}`],
    ['a processing instruction', 'bad-structure', (xml) => xml.replace('<Nip>', '<?evil x?><Nip>')],
    ['UTF-16', 'xml-malformed', (xml) => Buffer.from(`\uFEFF${xml}`, 'utf16le')],
    [
      'a declared encoding that is another',
      'xml-malformed',
      (xml) => `<?xml version="1.0" encoding="iso-8859-2"?>${xml}`,
    ],
    [
      'bytes that are not UTF-8',
      'xml-malformed',
      (xml) => Buffer.concat([Buffer.from(xml), Buffer.from([0xff])]),
    ],
    [
      'an overlong sequence',
      'xml-malformed',
      (xml) => Buffer.concat([Buffer.from('<!--'), Buffer.from([0xc0, 0xbc]), Buffer.from(`-->${xml}`)]),
    ],
    ['nothing', 'xml-malformed', () => ''],
    ['text', 'xml-malformed', () => 'AuthTokenRequest'],
    ['a second root', 'xml-malformed', (xml) => xml + evil],
    ['a cut document', 'xml-malformed', (xml) => xml.slice(0, -5)],
    ['an attribute twice', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip a="1" a="2">')],
    [
      'an attribute twice by namespace',
      'xml-malformed',
      (xml) => xml.replace('<Nip>', '<Nip xmlns:a="u" xmlns:b="u" a:x="" b:x="">'),
    ],
    ['a prefix that is not bound', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip a:x="">')],
    ['a prefix taken away', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip xmlns:a="">')],
    ['a bare ampersand', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip>&')],
    ['a character that is none', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip>&#0;')],
    ['a control character', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip>\u0001')],
    ['a less-than in an attribute', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip a="<">')],
    ['the end of CDATA in text', 'xml-malformed', (xml) => xml.replace('<Nip>', '<Nip>]]>')],
    ['two hyphens in a comment', 'xml-malformed', (xml) => xml.replace('<Nip>', '<!-- -- --><Nip>')],
    [
      'crossed elements',
      'xml-malformed',
      (xml) => xml.replace('</Nip></ContextIdentifier>', '</ContextIdentifier></Nip>'),
    ],
    ['10,000 levels', 'xml-too-large', () => '<a>'.repeat(10_000)],
    [
      '10,000 attributes',
      'xml-too-large',
      () => `<a ${Array.from({ length: 10_000 }, (_, i) => `a${i}=""`).join(' ')}/>`,
    ],
    [
      'prefixes upon prefixes',
      'xml-too-large',
      () =>
        `<a ${Array.from({ length: 40 }, (_, i) => `xmlns:a${i}="u"`).join(' ')}><b ${Array.from({ length: 40 }, (_, i) => `xmlns:b${i}="u"`).join(' ')}/></a>`,
    ],
    ['more than 2 MiB', 'xml-too-large', (xml) => xml + ' '.repeat(2 * 1024 * 1024)],
    ['a long comment that does not end', 'xml-malformed', () => `<!--${'- '.repeat(900_000)}`],
    ['a million open brackets', 'xml-malformed', () => '<'.repeat(1_000_000)],
  ])('%s: %s', (_, code, change) => {
    expect(codeOf(change(signed()))).toBe(code);
  });

  test('a large document in Base64 is read', () => {
    const encoded = Buffer.from(`<a>${'x'.repeat(1_400_000)}</a>`);
    const documentTransforms = transform(`${ds}base64`);
    const object = {
      objectContent: encoded.toString('base64'),
      documentTransforms,
      documentDigested: encoded,
    };
    const { signedXml } = verifyXades(makeSigned(ec, { form: 'enveloping', ...object }), options);
    expect(signedXml).toBe(encoded.toString());
  });

  test('white space that a parser normalizes is read as signed', () => {
    const windows = signXades(loginRequest().replaceAll('><', '>\r\n<'), ec);
    const { signedXml } = verifyXades(windows, options);
    expect(signedXml).toBe(loginRequest().replaceAll('><', '>\n<'));
    expect(verifyXades(windows.replaceAll('\r\n', '\n'), options).signedXml).toBe(signedXml);
  });
});
