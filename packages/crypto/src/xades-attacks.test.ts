import { createPublicKey, generateKeyPairSync, hash, sign, X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  type Credential,
  createCertificateAuthority,
  createSelfSignedCertificate,
  generateKeyPair,
  issueCertificate,
  signXades,
  verifyXades,
  XadesError,
  type XadesErrorCode,
  type XadesVerifyOptions,
} from './index.ts';
import {
  certDigest,
  ds,
  enveloped,
  exclusive,
  loginRequest,
  makeSigned,
  rsaSha256,
  signerOf,
  transform,
  type Variation,
  x509Data,
} from './xades.testing.ts';

const now = new Date('2026-06-01T12:00:00Z');
const validity = { validFrom: new Date('2026-01-01T00:00:00Z'), validTo: new Date('2028-01-01T00:00:00Z') };
const subject = { commonName: 'Firma', organizationIdentifier: 'VATPL-1111111111' };
const options: XadesVerifyOptions = { now, allowSelfSigned: true, trustedAuthorities: [] };
const evil = loginRequest('evil');

let rsa: Credential;
let ec: Credential;
let other: Credential;
beforeAll(async () => {
  rsa = await createSelfSignedCertificate({ subject, keyKind: 'RSA', ...validity });
  ec = await createSelfSignedCertificate({ subject, ...validity });
  other = await createSelfSignedCertificate({ subject, ...validity });
});

function refusalOf(xml: string | Uint8Array, verifyOptions = options): XadesError {
  try {
    verifyXades(typeof xml === 'string' ? Buffer.from(xml) : xml, verifyOptions);
  } catch (error) {
    if (error instanceof XadesError) return error;
    throw error;
  }
  throw new Error('the signature was accepted');
}

const codeOf = (xml: string | Uint8Array, verifyOptions = options): XadesErrorCode =>
  refusalOf(xml, verifyOptions).code;
const signatureIn = (signed: string): string =>
  /<ds:Signature [\s\S]*<\/ds:Signature>/.exec(signed)?.[0] ?? '';
const identified = loginRequest().replace('<AuthTokenRequest', '<AuthTokenRequest ID="R"');

describe('content changed after signing', () => {
  test('a digest that does not match says what was digested', () => {
    const error = refusalOf(signXades(loginRequest(), ec).replace('1111111111<', '2222222222<'));
    expect(error.code).toBe('digest-mismatch');
    expect(error.detail).toMatchObject({
      reference: '',
      algorithm: 'http://www.w3.org/2001/04/xmlenc#sha256',
    });
    expect(error.detail.digested).toContain('<Nip>2222222222</Nip>');
    expect(error.detail.computedDigest).toBe(hash('sha256', error.detail.digested ?? '', 'base64'));
    expect(error.detail.expectedDigest).not.toBe(error.detail.computedDigest);
  });

  test('a digest made to match breaks the signature value', () => {
    const signed = signXades(loginRequest(), ec).replace('1111111111<', '2222222222<');
    const { expectedDigest = '', computedDigest = '' } = refusalOf(signed).detail;
    expect(codeOf(signed.replace(expectedDigest, computedDigest))).toBe('signature-mismatch');
  });

  test('signed properties changed', () => {
    const signed = signXades(loginRequest(), ec);
    expect(codeOf(signed.replace(/(<xades:SigningTime>)\d{4}/, '$12020'))).toBe('digest-mismatch');
  });

  test('a comment that splits a value does not change what is read', () => {
    const signed = signXades(loginRequest(), ec).replace('<Nip>1111111111', '<Nip>111111<!-- -->1111');
    expect(verifyXades(signed, options).signedXml).toBe(loginRequest());
  });

  test.each([
    ['text put into an element', (xml: string) => xml.replace('<Nip>', 'x<Nip>')],
    ['an attribute added', (xml: string) => xml.replace('<Nip>', '<Nip a="">')],
    [
      'an attribute that looks like a namespace',
      (xml: string) => xml.replace('<Nip>', '<Nip xmlnsx="evil">'),
    ],
    ['another namespace', (xml: string) => xml.replace('token/2.0', 'token/2.1')],
    [
      'elements exchanged for text',
      (xml: string) => xml.replace('<Nip>1', '<![CDATA[<Nip>]]>1').replace('</Nip>', ''),
    ],
    ['white space', (xml: string) => xml.replace('<Nip>', '\u00a0<Nip>')],
    [
      'a second element',
      (xml: string) => xml.replace('<Challenge>', '<Challenge>evil</Challenge><Challenge>'),
    ],
  ])('%s', (_, change) => {
    const signed = signXades(loginRequest(), ec);
    const changed = change(signed);
    expect(changed).not.toBe(signed);
    expect(['digest-mismatch', 'bad-structure']).toContain(codeOf(changed));
  });
});

describe('a right signature around other content', () => {
  test('over another document', () => {
    const signature = signatureIn(signXades(loginRequest(), ec));
    expect(codeOf(evil.replace('</AuthTokenRequest>', `${signature}</AuthTokenRequest>`))).toBe(
      'digest-mismatch',
    );
  });

  test.each([
    ['moved below a new root', (signed: string) => evil.replace('</Auth', `<x>${signed}</x></Auth`)],
    [
      'moved below a new root, its signature beside it',
      (signed: string) => {
        const signature = signatureIn(signed);
        return evil.replace('</Auth', `<x>${signed.replace(signature, '')}</x>${signature}</Auth`);
      },
    ],
    [
      'kept in an object of its own signature',
      (signed: string) => {
        const signature = signatureIn(signed);
        const object = `<ds:Object>${signed.replace(signature, '')}</ds:Object></ds:Signature>`;
        return evil.replace('</Auth', `${signature.replace('</ds:Signature>', object)}</Auth`);
      },
    ],
    [
      'the new root has the same identifier',
      (signed: string) => {
        const signature = signatureIn(signed);
        const root = evil.replace('<AuthTokenRequest', '<AuthTokenRequest ID="R"');
        return root.replace('</Auth', `<x>${signed.replace(signature, '')}</x>${signature}</Auth`);
      },
    ],
    [
      'the new root has the same identifier by another attribute',
      (signed: string) => {
        const signature = signatureIn(signed);
        const root = evil.replace('<AuthTokenRequest', '<AuthTokenRequest Id="R"');
        return root.replace('</Auth', `<x>${signed.replace(signature, '')}</x>${signature}</Auth`);
      },
    ],
  ])('%s', (_, wrap) => {
    const signed = makeSigned(ec, { document: identified, documentUri: '#R' });
    expect(verifyXades(signed, options).form).toBe('enveloped');
    expect(codeOf(wrap(signed))).toBe('wrapping');
  });

  test('signed properties twice, the second ones empty of the signer', () => {
    const signed = signXades(loginRequest(), ec);
    const properties = /<ds:Object><xades:[\s\S]*<\/ds:Object>/.exec(signed)?.[0] ?? '';
    const forged = properties.replace(/ Id="[^"]*"/, ' Id="forged"');
    expect(codeOf(signed.replace(properties, forged + properties))).toBe('bad-structure');
    expect(codeOf(signed.replace(properties, properties + properties))).toBe('bad-structure');
    const moved = `<ds:Object>${properties.slice('<ds:Object>'.length, -'</ds:Object>'.length)}</ds:Object>`;
    const unsigned = moved.replaceAll('xades:QualifyingProperties', 'xades:Moved');
    expect(codeOf(signed.replace(properties, forged + unsigned))).toBe('signed-properties-missing');
  });

  test('the object of an enveloping signature beside another', () => {
    const signed = makeSigned(ec, { form: 'enveloping' });
    const two = signed.replace(
      '<ds:Object Id="O">',
      `<ds:Object Id="E">${evil}</ds:Object><ds:Object Id="O">`,
    );
    expect(verifyXades(two, options).signedXml).toBe(loginRequest());
    expect(
      codeOf(
        signed
          .replace('Id="O"', 'Id="E"')
          .replace('</ds:Signature>', `<ds:Object Id="O">${evil}</ds:Object></ds:Signature>`),
      ),
    ).toBe('digest-mismatch');
    const hidden = makeSigned(ec, { form: 'enveloping', objectContent: loginRequest() + evil });
    expect(codeOf(hidden)).toBe('wrapping');
  });

  test('a reference to a part of the document only', () => {
    const document = loginRequest().replace('<Challenge>', '<Challenge Id="C">');
    const part =
      '<Challenge xmlns="http://ksef.mf.gov.pl/auth/token/2.0" Id="C">20260101-CR-0000000000-0000000000-00</Challenge>';
    expect(
      codeOf(
        makeSigned(ec, {
          document,
          documentUri: '#C',
          documentTransforms: transform(exclusive),
          documentDigested: part,
        }),
      ),
    ).toBe('wrapping');
  });

  test('nothing but the signed properties is covered', () => {
    expect(codeOf(makeSigned(ec, { documentUri: '#K' }))).toBe('wrapping');
    expect(codeOf(makeSigned(ec, { documentUri: '#none' }))).toBe('wrapping');
  });

  test('two signatures, or none', () => {
    const signature = signatureIn(signXades(loginRequest(), ec));
    expect(codeOf(loginRequest().replace('</Auth', `${signature}${signature}</Auth`))).toBe(
      'too-many-signatures',
    );
    expect(codeOf(loginRequest())).toBe('no-signature');
    const counter = signature.replace(
      '</xades:QualifyingProperties>',
      `<xades:UnsignedProperties><ds:Signature/></xades:UnsignedProperties></xades:QualifyingProperties>`,
    );
    expect(codeOf(loginRequest().replace('</Auth', `${counter}</Auth`))).toBe('too-many-signatures');
    const encoded = Buffer.from(loginRequest().replace('</Auth', `${signature}</Auth`));
    const documentTransforms = transform(`${ds}base64`);
    const inside = {
      objectContent: encoded.toString('base64'),
      documentTransforms,
      documentDigested: encoded,
    };
    expect(codeOf(makeSigned(ec, { form: 'enveloping', ...inside }))).toBe('too-many-signatures');
  });
});

const hmac = 'http://www.w3.org/2000/09/xmldsig#hmac-sha1';
const xslt = transform('http://www.w3.org/TR/1999/REC-xslt-19991116', '<x/>');
const xpath = (expression: string, prefix = ''): string =>
  transform('http://www.w3.org/TR/1999/REC-xpath-19991116', `<ds:XPath${prefix}>${expression}</ds:XPath>`);
const filter = (kind: string, expression: string): string => {
  const namespace = 'http://www.w3.org/2002/06/xmldsig-filter2';
  return transform(namespace, `<f:XPath xmlns:f="${namespace}" Filter="${kind}">${expression}</f:XPath>`);
};

const algorithms: [string, XadesErrorCode, () => Variation][] = [
  [
    'a secret made of the public key (HMAC)',
    'algorithm-not-allowed',
    () => ({ signatureMethod: hmac, signer: (bytes) => Buffer.from(hash('sha1', bytes, 'hex'), 'hex') }),
  ],
  ['a signature algorithm nobody knows', 'algorithm-not-allowed', () => ({ signatureMethod: 'urn:none' })],
  ['no signature algorithm', 'algorithm-not-allowed', () => ({ signatureMethod: '' })],
  [
    'MD5',
    'algorithm-not-allowed',
    () => ({ signatureMethod: 'http://www.w3.org/2001/04/xmldsig-more#rsa-md5' }),
  ],
  ['an algorithm of another kind of key', 'algorithm-not-allowed', () => ({ signatureMethod: rsaSha256 })],
  [
    'MD5 digests',
    'algorithm-not-allowed',
    () => ({ digestMethod: 'http://www.w3.org/2001/04/xmldsig-more#md5', digestName: 'md5' }),
  ],
  ['a name of the prototype', 'algorithm-not-allowed', () => ({ digestMethod: 'constructor' })],
  [
    'a weak digest of the certificate',
    'algorithm-not-allowed',
    () => ({
      signingCertificate: `<xades:SigningCertificate><xades:Cert>${certDigest(ec.certificate.raw, 'urn:md5', 'md5')}</xades:Cert></xades:SigningCertificate>`,
    }),
  ],
  [
    'a canonicalization nobody knows',
    'algorithm-not-allowed',
    () => ({ canonicalizationWritten: 'urn:none' }),
  ],
  ['XSLT', 'transform-not-allowed', () => ({ documentTransforms: transform(enveloped) + xslt })],
  [
    'an XPath that leaves out more',
    'transform-not-allowed',
    () => ({ documentTransforms: xpath('not(ancestor-or-self::ds:Signature) and not(self::Nip)') }),
  ],
  [
    'the XPath with a prefix of another namespace',
    'transform-not-allowed',
    () => ({ documentTransforms: xpath('not(ancestor-or-self::e:Signature)', ' xmlns:e="urn:e"') }),
  ],
  [
    'a filter that keeps only a part',
    'transform-not-allowed',
    () => ({ documentTransforms: filter('intersect', '/descendant::ds:Signature') }),
  ],
  [
    'a filter that takes away more',
    'transform-not-allowed',
    () => ({ documentTransforms: filter('subtract', '/descendant::*') }),
  ],
  [
    'the signature not left out',
    'transform-not-allowed',
    () => ({ documentTransforms: transform(exclusive) }),
  ],
  [
    'canonicalization before the signature is left out',
    'transform-not-allowed',
    () => ({ documentTransforms: transform(exclusive) + transform(enveloped) }),
  ],
  [
    'two canonicalizations',
    'transform-not-allowed',
    () => ({ documentTransforms: transform(enveloped) + transform(exclusive) + transform(exclusive) }),
  ],
  [
    'Base64 of an enveloped document',
    'transform-not-allowed',
    () => ({ documentTransforms: transform(enveloped) + transform(`${ds}base64`) }),
  ],
  [
    'a transform of the signed properties',
    'transform-not-allowed',
    () => ({ propertiesTransforms: transform(enveloped) + transform(exclusive) }),
  ],
  ['content elsewhere', 'detached', () => ({ documentUri: 'http://localhost/invoice.xml' })],
  ['content in a file', 'detached', () => ({ documentUri: 'invoice.xml' })],
  ['an XPointer', 'bad-structure', () => ({ documentUri: '#xpointer(/)' })],
  ['the properties without their type', 'signed-properties-missing', () => ({ propertiesType: '' })],
  ['no signing certificate', 'signed-properties-missing', () => ({ signingCertificate: '' })],
  ['properties of another signature', 'bad-structure', () => ({ target: '#other' })],
  [
    'a signing time that is none',
    'bad-structure',
    () => ({ signingTime: '<xades:SigningTime>yesterday</xades:SigningTime>' }),
  ],
  [
    'a reference to the document twice',
    'wrapping',
    () => ({
      extraReferences: `<ds:Reference URI="#R"><ds:DigestMethod Algorithm="x"/><ds:DigestValue>AAAA</ds:DigestValue></ds:Reference>`,
      document: identified,
    }),
  ],
  ['no certificate', 'certificate-missing', () => ({ keyInfo: '<ds:KeyName>x</ds:KeyName>' })],
  [
    'a certificate that cannot be read',
    'certificate-missing',
    () => ({ keyInfo: '<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>' }),
  ],
  ['the certificate of somebody else', 'signing-certificate-mismatch', () => ({ keyInfo: x509Data(other) })],
  [
    'the certificate of somebody else, pinned',
    'signature-mismatch',
    () => ({
      keyInfo: x509Data(other),
      signingCertificate: `<xades:SigningCertificate><xades:Cert>${certDigest(other.certificate.raw)}</xades:Cert></xades:SigningCertificate>`,
    }),
  ],
  ['ECDSA in DER', 'signature-mismatch', () => ({ signer: (bytes) => sign('sha256', bytes, ec.privateKey) })],
  ['the zero signature', 'signature-mismatch', () => ({ signer: () => Buffer.alloc(64) })],
  ['no signature value', 'signature-mismatch', () => ({ signer: () => Buffer.alloc(0) })],
];

test.each(algorithms)('%s is refused: %s', (_, code, variation) => {
  expect(codeOf(makeSigned(ec, variation()))).toBe(code);
});

test('RSA signatures are not taken for one another', () => {
  const pss = 'http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1';
  expect(codeOf(makeSigned(rsa, { signatureMethod: pss }))).toBe('signature-mismatch');
  expect(codeOf(makeSigned(rsa, { signer: signerOf(rsa, 'sha256', 'PSS') }))).toBe('signature-mismatch');
  expect(codeOf(makeSigned(rsa, { signer: signerOf(rsa, 'sha1', 'PKCS1') }))).toBe('signature-mismatch');
});

test('a signature without references covers nothing', () => {
  const signed = signXades(loginRequest(), ec).replace(/<ds:Reference[\s\S]*<\/ds:Reference>/, '');
  expect(codeOf(signed)).toBe('bad-structure');
});

test.each([
  ['SignedInfo twice', (xml: string) => xml.replace(/(<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>)/, '$1$1')],
  [
    'SignatureValue first',
    (xml: string) =>
      xml.replace(
        /(<ds:SignedInfo>[\s\S]*<\/ds:SignedInfo>)(<ds:SignatureValue>.*<\/ds:SignatureValue>)/,
        '$2$1',
      ),
  ],
  ['a comment in SignedInfo', (xml: string) => xml.replace('<ds:SignedInfo>', '<ds:SignedInfo><!-- -->')],
  ['a comment in a digest', (xml: string) => xml.replace('<ds:DigestValue>', '<ds:DigestValue><!-- -->')],
  ['a foreign element in the signature', (xml: string) => xml.replace('<ds:KeyInfo>', '<x/><ds:KeyInfo>')],
  ['text in the signature', (xml: string) => xml.replace('<ds:KeyInfo>', 'x<ds:KeyInfo>')],
  ['a digest that is not Base64', (xml: string) => xml.replace('<ds:DigestValue>', '<ds:DigestValue>*')],
])('%s', (_, change) => {
  expect(codeOf(change(signXades(loginRequest(), ec)))).toBe('bad-structure');
});

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

describe('certificates', () => {
  let authority: Credential;
  beforeAll(async () => {
    authority = await createCertificateAuthority({ name: 'CA', ...validity });
  });

  const issued = async (by: Credential, changes: object = {}): Promise<Credential> => {
    const { privateKey, publicKey } = await generateKeyPair('EC');
    const common = { subject, publicKey, serialNumber: '01', usage: 'Authentication', ...validity } as const;
    const der = await issueCertificate({ authority: by, ...common, ...changes });
    return { certificate: new X509Certificate(der), privateKey };
  };
  const strict = (): XadesVerifyOptions => ({
    ...options,
    allowSelfSigned: false,
    trustedAuthorities: [authority.certificate],
  });

  test('one that the authority issued is trusted', async () => {
    const leaf = await issued(authority);
    const { chain, trust } = verifyXades(signXades(loginRequest(), leaf), strict());
    expect(trust).toBe('authority');
    expect(chain.map(({ fingerprint256 }) => fingerprint256)).toEqual(
      [leaf, authority].map(({ certificate }) => certificate.fingerprint256),
    );
  });

  test('one that signed itself is trusted only where that is allowed', () => {
    expect(codeOf(signXades(loginRequest(), ec), strict())).toBe('certificate-untrusted');
  });

  test('one of an authority nobody trusts', async () => {
    const stranger = await createCertificateAuthority({ name: 'Other', ...validity });
    expect(codeOf(signXades(loginRequest(), await issued(stranger)), strict())).toBe('certificate-untrusted');
    expect(codeOf(signXades(loginRequest(), await issued(stranger)))).toBe('certificate-untrusted');
  });

  test('one of an authority of the same name', async () => {
    const impostor = await createCertificateAuthority({ name: 'CA', ...validity });
    expect(codeOf(signXades(loginRequest(), await issued(impostor)), strict())).toBe('chain-invalid');
    const attached = makeSigned(await issued(impostor), {});
    expect(codeOf(attached, { ...strict(), allowSelfSigned: true })).toBe('chain-invalid');
  });

  test('one issued under a certificate that is no authority', async () => {
    const leaf = await issued(authority, { subject: { commonName: 'Leaf' } });
    const below = await issued(leaf);
    expect(codeOf(signXades(loginRequest(), below), strict())).toBe('certificate-untrusted');
    const both = makeSigned(below, { keyInfo: x509Data(below, leaf, authority) });
    expect(codeOf(both, strict())).toBe('certificate-untrusted');
    const trusting = { ...strict(), trustedAuthorities: [leaf.certificate] };
    expect(codeOf(signXades(loginRequest(), below), trusting)).toBe('chain-invalid');
  });

  test('validity is that of the moment given', async () => {
    const signed = signXades(loginRequest(), await issued(authority));
    expect(codeOf(signed, { ...strict(), now: new Date('2025-12-31T23:59:59Z') })).toBe(
      'certificate-not-yet-valid',
    );
    expect(codeOf(signed, { ...strict(), now: new Date('2028-01-01T00:00:01Z') })).toBe(
      'certificate-expired',
    );
    const longer = await issued(authority, { validTo: new Date('2030-01-01T00:00:00Z') });
    const later = { ...strict(), now: new Date('2029-01-01T00:00:00Z') };
    expect(codeOf(signXades(loginRequest(), longer), later)).toBe('chain-invalid');
  });

  test.each([
    ['RSA of 1024 bits', () => generateKeyPairSync('rsa', { modulusLength: 1024 })],
    ['EC of 224 bits', () => generateKeyPairSync('ec', { namedCurve: 'secp224r1' })],
  ])('%s is too weak', async (_, generate) => {
    const { privateKey, publicKey } = generate();
    const der = await issueCertificate({
      authority,
      subject,
      publicKey,
      serialNumber: '01',
      usage: 'Authentication',
      ...validity,
    });
    const weak = { certificate: new X509Certificate(der), privateKey };
    const signed = makeSigned(weak);
    expect(codeOf(signed, strict())).toBe('key-too-weak');
  });

  test('the key in KeyValue decides nothing', () => {
    const { n, e } = createPublicKey(rsa.privateKey).export({ format: 'jwk' });
    const value = (text: string | undefined): string =>
      Buffer.from(text ?? '', 'base64url').toString('base64');
    const keyValue = `<ds:KeyValue><ds:RSAKeyValue><ds:Modulus>${value(n)}</ds:Modulus><ds:Exponent>${value(e)}</ds:Exponent></ds:RSAKeyValue></ds:KeyValue>`;
    const forged = {
      signatureMethod: rsaSha256,
      signer: signerOf(rsa, 'sha256', 'PKCS1'),
      keyInfo: keyValue + x509Data(ec),
    };
    expect(codeOf(makeSigned(ec, forged))).toBe('algorithm-not-allowed');
    expect(codeOf(makeSigned(ec, { keyInfo: keyValue }))).toBe('certificate-missing');
  });
});

test('every byte of a signed document counts: no change of one is accepted with other content', () => {
  const signed = Buffer.from(signXades(loginRequest(), ec));
  const accepted = new Set<string>();
  for (let index = 0; index < signed.length; index += 1) {
    const changed = Buffer.from(signed);
    changed[index] = (changed[index] ?? 0) ^ 0x01;
    try {
      accepted.add(verifyXades(changed, options).signedXml);
    } catch (error) {
      expect(error).toBeInstanceOf(XadesError);
    }
  }
  expect([...accepted].filter((xml) => xml !== loginRequest())).toEqual([]);
});
