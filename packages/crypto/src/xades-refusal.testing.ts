import { expect } from 'vitest';
import {
  type Credential,
  createSelfSignedCertificate,
  type KeyKind,
  verifyXades,
  XadesError,
  type XadesErrorCode,
  type XadesVerifyOptions,
} from './index.ts';

export const now = new Date('2026-06-01T12:00:00Z');
export const validity = {
  validFrom: new Date('2026-01-01T00:00:00Z'),
  validTo: new Date('2028-01-01T00:00:00Z'),
};
export const subject = { commonName: 'Firma', organizationIdentifier: 'VATPL-1111111111' };
export const options: XadesVerifyOptions = { now, allowSelfSigned: true, trustedAuthorities: [] };

export const newSigner = (keyKind: KeyKind): Promise<Credential> =>
  createSelfSignedCertificate({ subject, keyKind, ...validity });

/** The refusal of a document; fails the test where it is accepted. */
export function refusalOf(xml: string | Uint8Array, verifyOptions = options): XadesError {
  try {
    verifyXades(typeof xml === 'string' ? Buffer.from(xml) : xml, verifyOptions);
  } catch (error) {
    if (error instanceof XadesError) return error;
    throw error;
  }
  return expect.fail('the signature was accepted');
}

export const codeOf = (xml: string | Uint8Array, verifyOptions = options): XadesErrorCode =>
  refusalOf(xml, verifyOptions).code;
