/**
 * What a command says: sentences for a person, or with `--json` one object a line for a machine. Results go to
 * standard output, progress and notes to standard error.
 */
import type { Problem, Text } from '@kwit/formats';
import { isMessageKey, type Language, type MessageKey, type Parameters, translate } from './messages.ts';
import { visible, visibleJson, visibleLines } from './visible.ts';

export interface Output {
  readonly json: boolean;
  readonly language: Language;
  /** A sentence in the chosen language. */
  t(key: MessageKey, parameters?: Parameters): string;
  /** One of two languages of a text that comes with both. */
  pick(text: Text): string;
  /** A result for a person; silent with `--json`. */
  say(key: MessageKey, parameters?: Parameters): void;
  /** A finished line for a person; silent with `--json`. */
  line(text: string): void;
  /** A document as it is, to be piped on; silent with `--json`. */
  document(text: string): void;
  /** A hint beside the result, on standard error; silent with `--json`. */
  note(key: MessageKey, parameters?: Parameters): void;
  /** One object for a machine; silent without `--json`. */
  object(value: Readonly<Record<string, unknown>>): void;
  /** A problem of a file, for a person; `aside` puts it on standard error, beside a result. */
  problem(problem: Problem, file?: string, options?: { aside: boolean }): void;
  /** Overwrites the progress line of a terminal; an empty text clears it. */
  progress(text: string): void;
  /** Waits until everything written has reached its reader; hands back why it has not, if so. */
  delivered(): Promise<Error | undefined>;
}

export function createOutput(options: { json: boolean; language: Language }): Output {
  const { json, language } = options;
  watch(process.stdout);
  watch(process.stderr);
  const live = !json && process.stderr.isTTY;
  let shown = false;

  const clear = () => {
    if (shown) process.stderr.write('\r\x1b[K');
    shown = false;
  };
  const write = (stream: NodeJS.WriteStream, text: string) => {
    clear();
    stream.write(`${visibleLines(text)}\n`);
  };
  const t = (key: MessageKey, parameters?: Parameters) => translate(language, key, parameters);
  const line = (text: string) => {
    if (!json) write(process.stdout, text);
  };

  return {
    json,
    language,
    t,
    line,
    document(text) {
      clear();
      if (!json) process.stdout.write(`${text}\n`);
    },
    pick: (text) => visible(text[language]),
    say: (key, parameters) => line(t(key, parameters)),
    note(key, parameters) {
      if (!json) write(process.stderr, t(key, parameters));
    },
    object(value) {
      if (json) write(process.stdout, visibleJson(JSON.stringify(value)));
    },
    problem(problem, file, { aside } = { aside: false }) {
      if (json) return;
      const place = [file, problem.line, problem.line === null ? null : problem.column]
        .filter((part) => part !== null && part !== undefined)
        .join(':');
      const told = [
        `${place ? `${place}: ` : indent}${t(`problem.${problem.severity}`)} ${problem.code}`,
        ...(problem.path ? [`    ${t('problem.path')}: ${problem.path}`] : []),
        `    ${problem.message[language]}`,
        ...(problem.remedy[language] ? [`    → ${problem.remedy[language]}`] : []),
      ];
      write(aside ? process.stderr : process.stdout, told.map(visible).join('\n'));
    },
    progress(text) {
      if (!live) return;
      clear();
      if (text) process.stderr.write(text);
      shown = text !== '';
    },
    delivered: async () => (await flush()) ?? readerGone,
  };
}

/** Problems without a place stand below the line that they belong to. */
const indent = '    ';

/** A word of KSeF's contract in the language of the reader; as it is where KSeF has a new one. */
export function wordOf(output: Pick<Output, 't'>, kind: string, word: string): string {
  const key = `${kind}.${word}`;
  return isMessageKey(key) ? output.t(key) : word;
}

let writeFailure: NodeJS.ErrnoException | undefined;
let readerGone: NodeJS.ErrnoException | undefined;

/** A reader that went away (`| head`) must not stop what the command does; a full disk is told at the end. */
function watch(stream: NodeJS.WriteStream): void {
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') readerGone ??= error;
    else writeFailure ??= error;
  });
}

/** Lets everything that was written reach its reader; hands back why it could not be written, if so. */
export async function flush(): Promise<Error | undefined> {
  await Promise.all(
    [process.stdout, process.stderr].map(
      (stream) =>
        new Promise<void>((done) => {
          if (stream.destroyed) done();
          else stream.write('', () => done());
        }),
    ),
  );
  // A failed write is reported one turn after its callback.
  await new Promise((done) => setImmediate(done));
  return writeFailure;
}
