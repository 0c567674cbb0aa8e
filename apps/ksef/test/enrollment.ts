/** Requests for KSeF certificates over HTTP, for tests. */
import {
  type Credential,
  createCsr,
  generateKeyPair,
  type KeyKind,
  type KeyPair,
  readCertificate,
} from '@kwit/crypto';
import type { StatusInfo } from '@kwit/ksef-contract';
import type { Ksef } from '../src/index.ts';
import { call, logIn, sealOf } from './api.ts';
import { until } from './until.ts';

type Type = 'Authentication' | 'Offline';
type Subject = Parameters<typeof createCsr>[0]['subject'];

/** The subject that a request must carry, as the API gives it to the caller. */
export async function subjectFor(ksef: Ksef, bearer: string): Promise<Subject> {
  const { body } = await call(ksef, 'getCertificateEnrollmentData', {}, { bearer });
  const { givenName, ...rest } = body;
  const present = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== null));
  return { ...present, ...(givenName ? { givenNames: [givenName] } : {}) };
}

/** Asks for a certificate with a key of its own; `changes` replace parts of the request. */
export async function requestCertificate(
  ksef: Ksef,
  bearer: string,
  changes: { keyPair?: KeyPair; subject?: Subject; type?: Type; name?: string; validFrom?: string } = {},
) {
  const keyPair = changes.keyPair ?? (await generateKeyPair('EC'));
  const csr = await createCsr({ subject: changes.subject ?? (await subjectFor(ksef, bearer)), keyPair });
  const reply = await call(
    ksef,
    'enrollCertificate',
    {
      body: {
        certificateName: changes.name ?? 'Certyfikat testowy',
        certificateType: changes.type ?? 'Authentication',
        csr: Buffer.from(csr).toString('base64'),
        ...(changes.validFrom === undefined ? {} : { validFrom: changes.validFrom }),
      },
    },
    { bearer },
  );
  return { ...reply, keyPair };
}

/** The last word on a request. */
export const finishedEnrollment = (ksef: Ksef, bearer: string, referenceNumber: string) =>
  until(async () => {
    const { body } = await call(
      ksef,
      'getCertificateEnrollmentStatus',
      { path: { referenceNumber } },
      { bearer },
    );
    return body.status.code !== 100 && body;
  });

/** Asks for a certificate and fetches it. */
export async function enroll(
  ksef: Ksef,
  bearer: string,
  changes: Parameters<typeof requestCertificate>[2] = {},
): Promise<{ credential: Credential; serialNumber: string; status: StatusInfo }> {
  const { status, body, keyPair } = await requestCertificate(ksef, bearer, changes);
  if (status !== 202) throw new Error(`a certificate was refused: ${status} ${JSON.stringify(body)}`);
  const state = await finishedEnrollment(ksef, bearer, body.referenceNumber);
  if (state.status.code !== 200) throw new Error(`no certificate: ${JSON.stringify(state.status)}`);
  const serialNumber = state.certificateSerialNumber ?? '';
  const found = await call(
    ksef,
    'retrieveCertificates',
    { body: { certificateSerialNumbers: [serialNumber] } },
    { bearer },
  );
  const certificate = readCertificate(found.body.certificates[0]?.certificate ?? '');
  return { credential: { certificate, privateKey: keyPair.privateKey }, serialNumber, status: state.status };
}

/** A certificate for offline invoices of a firm, whose key signs links of code II. */
export async function offlineKey(ksef: Ksef, nip: string, kind: KeyKind) {
  const { access } = await logIn(ksef, await sealOf(nip), nip);
  const keyPair = await generateKeyPair(kind);
  const { serialNumber } = await enroll(ksef, access, { type: 'Offline', keyPair });
  return { serialNumber, pem: keyPair.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() };
}
