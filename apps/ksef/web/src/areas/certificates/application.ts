/** An application for a certificate between its two steps, and the files that come of it. */
import {
  certificatePemOnWeb,
  createCsrOnWeb,
  encryptedKeyPemOnWeb,
  fromBase64,
  generateWebKeyPair,
  type KeyKind,
  toBase64,
} from '@kwit/crypto/web';
import { enrollmentSubject, type KsefClient } from '@kwit/ksef-client';
import { saveFile } from '../../save-file.ts';

/** What a reload must not lose: nothing of it is secret. */
export interface Application {
  readonly name: string;
  /** Request for a certificate: Base64 of its DER. */
  readonly csr: string;
  /** Present once KSeF has taken the application. */
  readonly referenceNumber?: string;
  /** Present once it is known that the certificate was issued. */
  readonly serialNumber?: string;
}

export interface MadeKey {
  readonly application: Application;
  /** The encrypted file of the key; it is all that remains of the key. */
  readonly keyPem: string;
}

/**
 * Makes the key and the request for a certificate of whoever is logged in. KSeF is asked first: a key for which there
 * can be no certificate would only confuse.
 */
export async function makeKey(
  client: KsefClient,
  { name, password, keyKind }: { name: string; password: string; keyKind: KeyKind },
): Promise<MadeKey> {
  const data = await client.operations.getCertificateEnrollmentData({});
  const keyPair = await generateWebKeyPair(keyKind, true);
  const csr = await createCsrOnWeb({ subject: enrollmentSubject(data), keyPair });
  const keyPem = await encryptedKeyPemOnWeb(keyPair.privateKey, password);
  return { application: { name, csr: toBase64(csr) }, keyPem };
}

export const saveKey = ({ application, keyPem }: MadeKey): void =>
  saveFile(`${application.name}.key`, keyPem, 'application/x-pem-file');

/** Fetches a certificate and saves it as PEM under its own name. */
export async function downloadCertificate(client: KsefClient, serialNumber: string): Promise<void> {
  const body = { certificateSerialNumbers: [serialNumber] };
  const { certificates } = await client.operations.retrieveCertificates({ body });
  for (const { certificate, certificateName } of certificates.slice(0, 1)) {
    saveFile(
      `${certificateName}.crt`,
      certificatePemOnWeb(fromBase64(certificate)),
      'application/x-pem-file',
    );
  }
}
