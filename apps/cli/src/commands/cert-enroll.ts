/** `kwit cert enroll`: gets a KSeF certificate and writes its two files. */
import { certificateFilesOf, obtainToFiles, tellCertificate } from '../certificate-files.ts';
import type { Command, ConnectionChoice } from '../command.ts';
import { dayOf } from '../connection-text.ts';
import { contextOption } from '../context-identifier.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';

interface Options extends ConnectionChoice {
  name?: string;
  out?: string;
  usage?: 'authentication' | 'offline';
  key?: 'EC' | 'RSA';
  passwordFile?: string;
}

export const run: Command<[], Options> = async (context, options) => {
  const { output, signal } = context;
  const name = options.name ?? `Kwit ${dayOf(new Date().toISOString())}`;
  const files = certificateFilesOf(name, options.out);
  const ksef = await openKsef(context, options);
  const usage = options.usage === 'offline' ? 'Offline' : 'Authentication';
  const { passwordFile, key: keyKind = 'EC' } = options;
  const enrolled = await obtainToFiles(context, ksef, { files, passwordFile }, (onPrivateKey) =>
    ksef.client.enrollCertificate({ name, usage, keyKind, signal, onPrivateKey }),
  );
  tellCertificate(context, enrolled, files, { status: 'enrolled', name });
  const { environment, baseUrl, contextIdentifier } = ksef.connection;
  const env = environment === 'custom' ? baseUrl : environment;
  if (options.usage !== 'offline')
    output.note('cert.next', { ...files, env, option: contextOption(contextIdentifier) });
  return exitCodes.done;
};
