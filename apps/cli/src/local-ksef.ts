/** The local KSeF as the commands `ksef` and `demo` start it. */
import { createServer } from 'node:net';
import { resolve } from 'node:path';
import type { Ksef, KsefOptions, RateLimits } from '@kwit/ksef';
import { collectBuffers, giveThreadsRoom, keepHeapSmall } from '@kwit/ksef/small-heap';
import { commandName } from './command-name.ts';
import { CliError } from './exit.ts';
import { fileError } from './files.ts';
import { makeFolder } from './folders.ts';
import { type MessageKey, textOf } from './messages.ts';
import { wrongUsage } from './usage-error.ts';

export const defaultPort = 4100;

/** Ports to which `fetch` and browsers refuse to connect. Source: «bad port» in the Fetch standard. */
const refusedPorts: ReadonlySet<number> = new Set([
  1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102, 103, 104,
  109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465, 512, 513, 514, 515,
  526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993, 995, 1719, 1720, 1723, 2049,
  3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10080,
]);

/** The number of a port from the command line. Throws a usage error. */
export function portOf(text: string | undefined): number {
  if (text === undefined) return defaultPort;
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535)
    throw wrongUsage('usage.bad-number', { option: '--port', value: text, range: '0–65535' });
  if (refusedPorts.has(port)) throw wrongUsage('usage.port-refused', { port });
  return port;
}

/** How whoever started it starts it otherwise, for remedies. */
export interface StartWords {
  readonly otherPort: string;
  readonly otherFolder: string;
}

export const ksefWords: StartWords = {
  otherPort: `${commandName} ksef --port 4200`,
  otherFolder: `${commandName} ksef --data FOLDER`,
};

export const demoWords: StartWords = {
  otherPort: 'npm start -- --port 4200',
  otherFolder: 'KWIT_HOME=FOLDER npm start',
};

/** Tells whether calls are counted, and how that is changed. */
export const rateLimitsText = (rateLimits: RateLimits = 'official'): MessageKey =>
  rateLimits === 'off' ? 'ksef.rate-limits-off' : 'ksef.rate-limits';

/** Link to the control room of the application; its key is in the fragment, which no server sees. */
export const controlRoomUrl = ({ webUrl, controlKey }: Pick<Ksef, 'webUrl' | 'controlKey'>): string =>
  `${webUrl}/control#key=${encodeURIComponent(controlKey)}`;

/** Starts it with its data in `options.data`. Loaded only here: the server is the heaviest part of the program. */
export async function startLocalKsef(
  options: KsefOptions & { data: string },
  words: StartWords,
): Promise<Ksef> {
  const { data } = options;
  if (data !== ':memory:') {
    try {
      makeFolder(resolve(data), 0o700);
    } catch (error) {
      throw withRemedy(fileError(error, data), 'remedy.data-folder', words.otherFolder);
    }
  }
  const { startKsef } = await import('@kwit/ksef');
  keepHeapSmall();
  giveThreadsRoom();
  collectBuffers();
  try {
    return await startKsef(options);
  } catch (error) {
    throw startFailure(error, words);
  }
}

const withRemedy = (error: unknown, remedy: MessageKey, command: string): unknown =>
  error instanceof CliError
    ? new CliError(error.code, error.text, {
        exit: error.exit,
        cause: error,
        remedy: textOf(remedy, { command }),
      })
    : error;

/** The server knows its options, not the command line: what to type is added here. */
function startFailure(error: unknown, words: StartWords): unknown {
  if (!isStartError(error)) return error;
  const { code, text } = error;
  const isAboutFolder = code.startsWith('data') || code === 'disk-full';
  const isAboutPort = code.startsWith('port');
  const command = isAboutPort ? words.otherPort : words.otherFolder;
  const remedy = isAboutPort || isAboutFolder ? { remedy: textOf('remedy.start-command', { command }) } : {};
  return new CliError(code, text, { ...remedy, cause: error });
}

const isStartError = (error: unknown): error is Error & { code: string; text: { pl: string; en: string } } =>
  error instanceof Error && error.name === 'KsefStartError' && 'code' in error;

/** A port that is free at this moment, for an address that must be known before the start. */
export function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.on('error', fail);
    probe.listen(0, 'localhost', () => {
      const address = probe.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      probe.close(() => done(port));
    });
  });
}

/** Waits for Ctrl+C or a termination signal. */
export function untilEnded(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((done) => signal.addEventListener('abort', () => done(), { once: true }));
}
