/** Certificates of the people and companies of scenarios. */
import {
  type Credential,
  certificateIdentity,
  createSelfSignedCertificate,
  generateKeyPair,
  issueCertificate,
  publicKeyId,
  readCertificate,
  type SubjectAttributes,
} from '@kwit/crypto';
import { newSerialNumber } from '../../engine/authorities.ts';
import type { Engine } from '../../engine/engine.ts';
import type { SubjectIdentifier } from '../../engine/identifiers.ts';
import { controlError } from '../errors.ts';

/** Good by whatever the clock of this KSeF can show. */
const validFrom = new Date('2020-01-15T00:00:00Z');
const validTo = new Date('2098-01-01T00:00:00Z');

export const companySubject = (name: string, nip: string): SubjectAttributes => ({
  commonName: name,
  organizationName: name,
  organizationIdentifier: `VATPL-${nip}`,
  countryName: 'PL',
});

export function personSubject(name: string, serialNumber?: string): SubjectAttributes {
  const [givenName = name, surname = name] = name.split(' ');
  const names = { givenNames: [givenName], surname, commonName: name, countryName: 'PL' };
  return serialNumber === undefined ? names : { ...names, serialNumber };
}

/**
 * A certificate to log in with: self-signed where the profile takes that, else one that this KSeF issued to the subject.
 * @param subject null: known by the fingerprint of the certificate. Throws `ControlError` where the profile has none such
 */
export async function newCredential(
  engine: Engine,
  attributes: SubjectAttributes,
  subject: SubjectIdentifier | null,
): Promise<Credential> {
  if (engine.settings.profile === 'test') {
    return createSelfSignedCertificate({ subject: attributes, validFrom, validTo });
  }
  if (subject === null) throw controlError('scenario-needs-test', { value: engine.settings.profile });
  return issuedCredential(engine, attributes, subject);
}

async function issuedCredential(
  { authorities, clock, store }: Engine,
  attributes: SubjectAttributes,
  subject: SubjectIdentifier,
): Promise<Credential> {
  const { publicKey, privateKey } = await generateKeyPair('EC');
  const serialNumber = newSerialNumber();
  const { authority } = await authorities;
  const usage = 'Authentication' as const;
  const der = await issueCertificate({
    authority,
    subject: attributes,
    publicKey,
    serialNumber,
    validFrom,
    validTo,
    usage,
  });
  await store.db
    .insertInto('certificates')
    .values({
      serial_number: serialNumber,
      subject_type: subject.type,
      subject_value: subject.value,
      name: 'Scenariusz',
      type: usage,
      common_name: attributes.commonName ?? '',
      der,
      public_key_id: publicKeyId(publicKey),
      requested_at: clock.nowMs(),
      valid_from: validFrom.getTime(),
      valid_to: validTo.getTime(),
      last_used_at: null,
      revoked_at: null,
      revocation_reason: null,
    })
    .execute();
  return { certificate: readCertificate(der), privateKey };
}

export const fingerprintOf = ({ certificate }: Credential): string =>
  certificateIdentity(certificate).fingerprint;
