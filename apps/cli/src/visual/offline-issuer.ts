/** The certificate and key by which invoices are issued offline. */
import type { Context } from '../command.ts';
import { type CredentialFiles, checkCredentialFiles, credentialFrom } from '../credentials.ts';
import { CliError } from '../exit.ts';
import { textOf } from '../messages.ts';
import { wrongUsage } from '../usage-error.ts';
import type { OfflineIssuer } from './draw.ts';

/**
 * The certificate that invoices issued offline are signed with; null where none was named. KSeF would take no code of
 * another one, and nobody would know before the buyer scans it. Throws {@link CliError}.
 * @param hasAddress whether it is known where codes lead: without that there is nothing to sign
 */
export async function offlineIssuer(
  context: Context,
  options: CredentialFiles,
  hasAddress: boolean,
): Promise<OfflineIssuer | null> {
  if (options.cert === undefined && options.key === undefined) return null;
  checkCredentialFiles(options);
  if (!hasAddress) throw wrongUsage('usage.offline-without-env');
  const { privateKey: key, certificate } = await credentialFrom(context, options);
  const { ksefCertificateUsage, serialNumberOf } = await import('@kwit/crypto');
  const usage = await ksefCertificateUsage(certificate);
  if (usage === null) throw refused('certificate-other-issuer', options);
  if (usage !== 'Offline') throw refused('certificate-not-offline', options);
  return { key, certificateSerialNumber: serialNumberOf(certificate) };
}

const refused = (
  code: 'certificate-other-issuer' | 'certificate-not-offline',
  { cert: file = '' }: CredentialFiles,
): CliError =>
  new CliError(code, textOf(`error.${code}`, { file }), { remedy: textOf('remedy.certificate-offline') });
