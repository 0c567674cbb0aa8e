import { hash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Credential, signXades, verifyXades, XadesError } from './index.ts';
import { ds, exclusive, loginRequest, makeSigned, transform } from './xades.testing.ts';
import { codeOf, newSigner, options, refusalOf } from './xades-refusal.testing.ts';

let ec: Credential;
beforeAll(async () => {
  ec = await newSigner('EC');
});

const evil = loginRequest('evil');
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

  test('an object with the identifier of the signed one before it', () => {
    const signed = makeSigned(ec, { form: 'enveloping' });
    const twin = `<ds:Object Id="O">${evil}</ds:Object>`;
    expect(codeOf(signed.replace('<ds:Object Id="O">', `${twin}<ds:Object Id="O">`))).toBe('wrapping');
    const byAttribute = twin.replace('Id="O"', 'id="O"');
    expect(codeOf(signed.replace('<ds:Object Id="O">', `${byAttribute}<ds:Object Id="O">`))).toBe('wrapping');
  });

  test('one of two elements in an object', () => {
    const objectContent = evil + loginRequest().replace('<AuthTokenRequest', '<AuthTokenRequest Id="A"');
    expect(codeOf(makeSigned(ec, { form: 'enveloping', objectContent, documentUri: '#A' }))).toBe('wrapping');
  });

  test('the signature moved deeper into the document it signs', () => {
    const signed = makeSigned(ec, { document: loginRequest().replace('</Auth', '<x></x></Auth') });
    const signature = signatureIn(signed);
    expect(verifyXades(signed, options).signedXml).toContain('<x></x>');
    expect(codeOf(signed.replace(signature, '').replace('<x>', `<x>${signature}`))).toBe('wrapping');
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
