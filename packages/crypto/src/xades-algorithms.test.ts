import { hash, sign } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { type Credential, signXades, type XadesErrorCode } from './index.ts';
import {
  certDigest,
  ds,
  enveloped,
  exclusive,
  inclusive,
  loginRequest,
  makeSigned,
  rsaSha256,
  signerOf,
  transform,
  type Variation,
  x509Data,
} from './xades.testing.ts';
import { codeOf, newSigner } from './xades-refusal.testing.ts';

let rsa: Credential;
let ec: Credential;
let other: Credential;
beforeAll(async () => {
  rsa = await newSigner('RSA');
  ec = await newSigner('EC');
  other = await newSigner('EC');
});

const identified = loginRequest().replace('<AuthTokenRequest', '<AuthTokenRequest ID="R"');

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
  [
    'signed properties that no reference covers',
    'signed-properties-missing',
    () => ({ propertiesUri: '#K', propertiesType: '', propertiesDigested: '//ds:KeyInfo' }),
  ],
  [
    'an inherited xml:lang, inclusively',
    'bad-structure',
    () => ({
      document: loginRequest().replace('<AuthTokenRequest', '<AuthTokenRequest xml:lang="pl"'),
      canonicalization: inclusive,
    }),
  ],
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
