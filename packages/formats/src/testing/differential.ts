/** Compares the engine with libxml2 on documents and mutants of one format. */
import { type FormatName, runtimeOf } from '../formats.ts';
import { validateSync } from '../validate.ts';
import { Coverage, validDocument } from './documents.ts';
import { faultBehind } from './known-faults.ts';
import { Mutator } from './mutants.ts';
import { Oracle } from './oracle.ts';
import { Random } from './random.ts';

export interface Comparison {
  readonly format: FormatName;
  readonly seed: number;
  /** Documents to begin with, beside those made by chance. */
  readonly examples?: readonly Uint8Array[];
}

export interface Tally {
  mutants: number;
  valid: number;
  /** How often a known fault explained a difference, by its name. */
  readonly faults: Map<string, number>;
}

/** Large enough to hold every branch now and then, small enough for thousands of them. */
const MOST_CHARACTERS = 8000;
const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** A difference that nothing known explains: with all that is needed to see it again. */
export class Difference extends Error {}

export class Differential {
  readonly tally: Tally = { mutants: 0, valid: 0, faults: new Map() };
  readonly coverage = new Coverage();
  readonly #format: FormatName;
  readonly #seed: number;
  readonly #oracle: Oracle;
  readonly #random: Random;
  readonly #mutator: Mutator;
  readonly #documents: string[] = [];

  constructor({ format, seed, examples = [] }: Comparison) {
    this.#format = format;
    this.#seed = seed;
    this.#oracle = new Oracle(format);
    this.#random = new Random(seed);
    this.#mutator = new Mutator(format, this.#random);
    for (const bytes of examples) this.#addValid(decoder.decode(bytes));
  }

  /** Makes valid documents, and checks that both find them valid. */
  makeDocuments(count: number): void {
    for (let i = 0; i < count; i += 1) {
      const fullness = 15 + this.#random.below(60);
      this.#addValid(validDocument(this.#format, this.#random, { fullness, coverage: this.coverage }));
    }
  }

  #addValid(text: string): void {
    const verdict = this.#compare(encoder.encode(text));
    if (!verdict.isValid) throw new Difference(`${this.#where()}: not valid\n${verdict.found}\n${text}`);
    if (text.length <= MOST_CHARACTERS) this.#documents.push(text);
  }

  /** Judges mutants by both; throws a `Difference`, with the smallest document found that shows it. */
  compareMutants(count: number): void {
    for (let i = 0; i < count; i += 1) {
      const mutant = this.#mutator.mutant(this.#random.pick(this.#documents));
      this.tally.mutants += 1;
      if (this.#compare(mutant).isValid) this.tally.valid += 1;
    }
  }

  #compare(bytes: Uint8Array): { isValid: boolean; found: string } {
    const { findings, problems } = this.#verdicts(bytes);
    const found = `libxml2: ${JSON.stringify(findings)}\nengine: ${JSON.stringify(problems.map(({ code, path, value }) => `${code} ${path} ${value}`))}`;
    if (findings.length > 0 !== problems.length > 0) {
      const fault = faultBehind({ text: decoder.decode(bytes), findings, problems });
      if (fault === null) {
        throw new Difference(`${this.#where()}\n${found}\n${decoder.decode(this.#shrunk(bytes))}`);
      }
      this.tally.faults.set(fault.name, (this.tally.faults.get(fault.name) ?? 0) + 1);
    }
    return { isValid: problems.length === 0, found };
  }

  #verdicts(bytes: Uint8Array) {
    return {
      findings: this.#oracle.findings(bytes),
      problems: validateSync(bytes, { schemaOnly: true, format: this.#format }),
    };
  }

  #where(): string {
    return `${this.#format}, seed ${this.#seed}, mutant ${this.tally.mutants}`;
  }

  /** The document without any element that can go while the verdicts still differ unexplained. */
  #shrunk(bytes: Uint8Array): Uint8Array {
    let text = decoder.decode(bytes);
    const isDifferent = (shorter: string) => {
      const { findings, problems } = this.#verdicts(encoder.encode(shorter));
      const differ = findings.length > 0 !== problems.length > 0;
      return differ && faultBehind({ text: shorter, findings, problems }) === null;
    };
    for (let before = -1; before !== text.length; ) {
      before = text.length;
      for (const [element] of text.matchAll(/<([\w:.-]+)[^<>]*(?:\/>|>[^<>]*<\/\1>)/g)) {
        const shorter = text.replace(element, '');
        if (isDifferent(shorter)) text = shorter;
      }
    }
    return encoder.encode(text);
  }

  /** One line on what was compared, and how much of the table the documents have used. */
  report(): string {
    const { mutants, valid, faults } = this.tally;
    const explained = [...faults].map(([name, times]) => `${times} × libxml2 ${name}`);
    const rows = runtimeOf(this.#format).names.names.length;
    const share = `${new Set([...this.coverage.elements].map((key) => key.split(' ')[1])).size} of ${rows} element names used`;
    return `${this.#format}: seed ${this.#seed}, ${mutants} mutants, ${valid} valid, ${share}${explained.length > 0 ? `; ${explained.join('; ')}` : ''}`;
  }

  dispose(): void {
    this.#oracle.dispose();
  }
}
