/** The `xmllint` of the machine (libxml2) with the schema of FA(3): the measure for everything that validates. */
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { schemaFileOf } from '../../packages/formats/src/testing/schemas.ts';

export class NativeXmllint {
  readonly #folder = mkdtempSync(join(tmpdir(), 'kwit-bench-xsd-'));
  readonly #schema: string;
  readonly #files: readonly string[];
  readonly isHere: boolean;

  /** @param documents those that are validated; written to files here */
  constructor(documents: readonly Uint8Array[]) {
    this.isHere = spawnSync('xmllint', ['--version']).status === 0;
    mkdirSync(join(this.#folder, 'documents'));
    this.#files = documents.map((bytes, index) => {
      const file = join(this.#folder, 'documents', `${index + 1}.xml`);
      writeFileSync(file, bytes);
      return file;
    });
    const schema = schemaFileOf('FA(3)') ?? '';
    this.#schema = join(this.#folder, basename(schema));
    // Imports by public addresses are turned to the files beside the schema: nothing is fetched.
    const base = join(dirname(schema), 'bazowe');
    const names = ['StrukturyDanych_v10-0E.xsd', 'ElementarneTypyDanych_v10-0E.xsd', 'KodyKrajow_v10-0E.xsd'];
    for (const name of names) copyFileSync(join(base, name), join(this.#folder, name));
    for (const path of [schema, ...names.map((name) => join(base, name))]) {
      const local = readFileSync(path, 'utf8').replaceAll(
        /schemaLocation="[^"]*\/([^"/]+)"/g,
        'schemaLocation="$1"',
      );
      writeFileSync(join(this.#folder, basename(path)), local);
    }
  }

  /** Milliseconds of processor time that one more validation of the first document takes. */
  onceMs(): number {
    return (this.#processorMs(3) - this.#processorMs(2)) / 9000;
  }

  /** Milliseconds by the clock in which one process validates all documents, one file after another. */
  allMs(): number {
    const started = performance.now();
    const { status } = spawnSync('xmllint', this.#arguments(...this.#files), {
      stdio: 'ignore',
    });
    if (status !== 0) throw new Error(`xmllint ended with ${status}`);
    return performance.now() - started;
  }

  /**
   * Milliseconds of one run that validates so often: `--repeat` once means 100, each further one ten times more. The
   * shell tells the processor time of what it ran.
   */
  #processorMs(repeats: number): number {
    const [file = ''] = this.#files;
    const command = [
      'xmllint',
      ...Array.from({ length: repeats }, () => '--repeat'),
      ...this.#arguments(file),
    ];
    const { status, stdout } = spawnSync(
      'sh',
      ['-c', '"$@" 2>/dev/null || exit 1; times', 'sh', ...command],
      { encoding: 'utf8' },
    );
    if (status !== 0) throw new Error(`xmllint ended with ${status}`);
    const ofChildren = stdout.trim().split('\n').at(-1) ?? '';
    return [...ofChildren.matchAll(/(\d+)m([\d.]+)s/g)].reduce(
      (sum, [, minutes, seconds]) => sum + (Number(minutes) * 60 + Number(seconds)) * 1000,
      0,
    );
  }

  #arguments(...files: string[]): string[] {
    return ['--noout', '--nonet', '--schema', this.#schema, ...files];
  }

  dispose(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
