/** The npm packages `ksef-client-ts` and `ksef-client`, unchanged, pointed at a local KSeF and logged in, for tests. */
import { type Credential, certificatePem } from '@kwit/crypto';
import { KsefClient, XadesKeyPair } from 'ksef-client';
import { authenticateWithExternalSignature, KSeFClient, SignatureService } from 'ksef-client-ts';
import type { Ksef } from '../../src/index.ts';
import { sealOf } from '../api.ts';

type Address = Pick<Ksef, 'url'>;

/** How long `ksef-client-ts` waits for what is under way. */
export const polling = { intervalMs: 20, maxAttempts: 500 };
/** The same for `ksef-client`. */
export const patience = { pollIntervalMs: 20, maxAttempts: 500 };

/** Certificate and key of a credential as PEM. */
export const pemOf = ({ certificate, privateKey }: Credential) => ({
  certificatePem: certificatePem(certificate),
  privateKeyPem: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});

export const newTsClient = ({ url }: Address): KSeFClient =>
  new KSeFClient({
    baseUrl: url,
    baseQrUrl: url,
    lighthouseUrl: url,
    presignedUrlHosts: ['localhost'],
    rateLimit: null,
  });

/** `ksef-client-ts`, logged in to the context of a firm: by its seal unless another credential is given. */
export async function tsCompany(ksef: Address, nip: string, credential?: Credential): Promise<KSeFClient> {
  const { certificatePem, privateKeyPem } = pemOf(credential ?? (await sealOf(nip)));
  const client = newTsClient(ksef);
  await client.loginWithCertificate(certificatePem, privateKeyPem, nip);
  return client;
}

export interface Context {
  type: 'Nip' | 'PeppolId' | 'NipVatUe';
  value: string;
}

/** Whoever has rights by a certificate that names nobody known to KSeF is known by its fingerprint. */
const subjectIn = ({ type }: Context) =>
  type === 'NipVatUe' ? 'certificateFingerprint' : 'certificateSubject';

/** `ksef-client-ts`, logged in to a context of any kind by its way for signatures from elsewhere. */
export async function tsClientIn(
  ksef: Address,
  context: Context,
  credential: Credential,
): Promise<KSeFClient> {
  const { certificatePem, privateKeyPem } = pemOf(credential);
  const client = newTsClient(ksef);
  const { accessToken } = await authenticateWithExternalSignature(client, {
    contextIdentifier: context,
    signXml: (xml) =>
      SignatureService.sign(
        xml.replace('certificateSubject', subjectIn(context)),
        certificatePem,
        privateKeyPem,
      ),
    pollOptions: polling,
  });
  client.authManager.setAccessToken(accessToken);
  return client;
}

export const newClient = ({ url }: Address): KsefClient =>
  new KsefClient({ baseUrl: `${url}/v2`, baseQrUrl: url });

/** `ksef-client`, logged in to a context with a credential. */
export async function clientIn(
  ksef: Address,
  context: Context,
  credential: Credential,
  signaturePackaging: 'enveloped' | 'enveloping' = 'enveloped',
): Promise<KsefClient> {
  const client = newClient(ksef);
  const keyPair = XadesKeyPair.fromPem(pemOf(credential));
  const { auth } = client.workflows;
  client.authManager.setTokens(
    await auth.authenticateWithCertificate({
      keyPair,
      context,
      subjectIdentifierType: subjectIn(context),
      signaturePackaging,
      ...patience,
    }),
  );
  return client;
}

/** `ksef-client`, logged in to the context of a firm by its seal. */
export const company = async (ksef: Address, nip: string): Promise<KsefClient> =>
  clientIn(ksef, { type: 'Nip', value: nip }, await sealOf(nip));
