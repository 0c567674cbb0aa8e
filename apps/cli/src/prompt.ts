/**
 * Secrets from a person or a file: a hidden prompt on a terminal, a file, standard input, or the environment. Nothing
 * that is typed is shown.
 */
import type { Context } from './command.ts';
import { CliError, exitCodes } from './exit.ts';
import { readInput } from './files.ts';
import { type MessageKey, textOf } from './messages.ts';
import { wrongUsage } from './usage-error.ts';

const longestSecretBytes = 64_000;

/** A secret that a file holds: its content without the line end. */
export function secretFromFile(file: string): string {
  const text = Buffer.from(readInput(file, 'credential')).toString('utf8');
  const secret = text.replace(/^\uFEFF/, '').replace(/[\r\n]+$/, '');
  if (secret === '') throw new CliError('secret-empty', textOf('error.secret-empty', { file }));
  return secret;
}

/** A secret from standard input, as `--token -` asks for it. */
export async function secretFromInput(): Promise<string> {
  let text = '';
  for await (const part of process.stdin.setEncoding('utf8')) {
    text += part;
    if (text.length > longestSecretBytes) break;
  }
  const secret = text.trim();
  if (secret === '') throw wrongUsage('usage.empty-input');
  return secret;
}

interface SecretSources {
  readonly file?: string | undefined;
  readonly variable: 'KWIT_KEY_PASSWORD' | 'KWIT_TOKEN';
  readonly question: MessageKey;
  /** What to say where none of the ways gave a secret. */
  readonly missing: MessageKey;
  /** A new secret is asked for twice. */
  readonly repeat?: MessageKey;
}

/** The secret: from the file, else the environment, else a hidden prompt. Throws {@link CliError}. */
export async function secretFrom(context: Context, sources: SecretSources): Promise<string> {
  if (sources.file !== undefined) return secretFromFile(sources.file);
  const given = context.env[sources.variable];
  if (given) return given;
  if (!process.stdin.isTTY || context.output.json) throw wrongUsage(sources.missing);
  const secret = await hiddenAnswer(context.output.t(sources.question));
  if (sources.repeat && (await hiddenAnswer(context.output.t(sources.repeat))) !== secret)
    throw new CliError('secret-not-repeated', textOf('error.secret-not-repeated'));
  return secret;
}

/** Asks on the terminal without showing what is typed. */
function hiddenAnswer(question: string): Promise<string> {
  const { stdin, stderr } = process;
  // Before the question: whoever answers at once must not see the terminal's own echo.
  stdin.setRawMode(true);
  stdin.setEncoding('utf8');
  stdin.resume();
  stderr.write(`${question}: `);
  return new Promise((done, fail) => {
    let answer = '';
    const end = (finish: () => void) => {
      stdin.off('data', onData);
      stdin.setRawMode(false);
      stdin.pause();
      stderr.write('\n');
      finish();
    };
    const onData = (typed: string) => {
      for (const character of typed) {
        if (character === '\r' || character === '\n') return end(() => done(answer));
        if (character === '\u0003' || character === '\u0004')
          return end(() =>
            fail(new CliError('interrupted', textOf('error.interrupted'), { exit: exitCodes.interrupted })),
          );
        if (character === '\u007f' || character === '\b') answer = [...answer].slice(0, -1).join('');
        else if (character >= ' ') answer += character;
      }
    };
    stdin.on('data', onData);
  });
}
