/** Where drawn documents go: beside their sources, into a folder, into one file, or into a ZIP. */
import { existsSync, statSync } from 'node:fs';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { archiveWriter } from '@kwit/archive';
import { checkNotThere, checkResultFile, openWhole, writeWhole } from '../files.ts';
import { wrongUsage } from '../usage-error.ts';
import type { VisualFormat } from './draw.ts';

export interface Target {
  /** Whether all documents go into one file. */
  readonly isOneForAll: boolean;
  /** Writes one document; hands back the file, or the name within the ZIP. Throws {@link CliError}. */
  write(source: string, bytes: Uint8Array): Promise<string>;
  /** Completes it; hands back the one file that all went into, null where each has its own. */
  finish(): Promise<string | null>;
  /** Gives up: what is not complete is removed. */
  abandon(): void;
}

interface TargetOptions {
  readonly output: string | undefined;
  readonly format: VisualFormat;
  readonly overwrite: boolean;
  /** How many documents there are. */
  readonly count: number;
  readonly sources: readonly string[];
}

/** How the name of a document ends. */
const endings: Readonly<Record<VisualFormat, readonly string[]>> = {
  pdf: ['.pdf'],
  html: ['.html', '.htm'],
};

/** Throws {@link CliError} for a place that cannot be used, before anything is drawn. */
export function targetOf(options: TargetOptions): Target {
  const { output, count } = options;
  if (output === undefined) return intoFolder(options, undefined);
  if (existsSync(output) && statSync(output).isDirectory()) return intoFolder(options, resolve(output));
  const ending = /[/\\]$/.test(output) ? '/' : extname(output).toLowerCase();
  // A folder that were there would have been taken: this says that there is none.
  if (ending === '/') checkResultFile(join(output, 'x'));
  if (ending !== '.zip' && !endings[options.format].includes(ending))
    throw wrongUsage('usage.document-ending', { file: output, ending: `.${options.format}` });
  for (const source of options.sources) checkResultFile(output, source);
  if (!options.overwrite) checkNotThere(output);
  if (ending === '.zip') return intoZip(options, resolve(output));
  if (count > 1) throw wrongUsage('usage.many-into-one', { file: output });
  return {
    ...intoFolder(options, undefined),
    write: async (_, bytes) => written(resolve(output), bytes, options),
  };
}

function written(file: string, bytes: Uint8Array, { overwrite }: TargetOptions): string {
  writeWhole(file, bytes, { overwrite });
  return file;
}

/** @param folder undefined: each beside its source */
function intoFolder(options: TargetOptions, folder: string | undefined): Target {
  const names = new Names(options.format);
  return {
    isOneForAll: false,
    async write(source, bytes) {
      const place = folder ?? dirname(resolve(source));
      return written(join(place, names.of(source, place)), bytes, options);
    },
    finish: async () => null,
    abandon: () => {},
  };
}

function intoZip(options: TargetOptions, file: string): Target {
  const names = new Names(options.format);
  const whole = openWhole(file, { overwrite: options.overwrite });
  const archive = archiveWriter('Zip');
  return {
    isOneForAll: true,
    async write(source, content) {
      const name = names.of(source, '');
      whole.write(await archive.add({ name, content }));
      return name;
    },
    async finish() {
      whole.write(await archive.end());
      whole.finish();
      return file;
    },
    abandon: () => whole.abandon(),
  };
}

/** A name in a ZIP may have this many bytes; a number and the ending are added to it. */
const longestStemBytes = 80;

/** Names for documents after those of their sources; a second one of the same name in one place gets a number. */
class Names {
  readonly #format: VisualFormat;
  readonly #given = new Set<string>();
  /** The last number that a name got, so that ten thousand of one name are not tried again from the first. */
  readonly #last = new Map<string, number>();

  constructor(format: VisualFormat) {
    this.#format = format;
  }

  of(source: string, place: string): string {
    const stem = shortened(basename(source, extname(source)) || 'invoice');
    // File systems that do not tell capitals apart must not let one replace another.
    const keyOf = (name: string) => join(place, name).toLowerCase();
    let number = this.#last.get(keyOf(stem)) ?? 0;
    let name: string;
    do {
      number += 1;
      name = `${stem}${number === 1 ? '' : `-${number}`}.${this.#format}`;
    } while (this.#given.has(keyOf(name)));
    this.#given.add(keyOf(name));
    this.#last.set(keyOf(stem), number);
    return name;
  }
}

function shortened(stem: string): string {
  let short = stem;
  while (Buffer.byteLength(short) > longestStemBytes) short = [...short].slice(0, -1).join('');
  return short;
}
