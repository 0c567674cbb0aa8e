/** The shape in which everything that is wrong with a document is told. */

/** A sentence in both languages of the program. */
export interface Text {
  readonly pl: string;
  readonly en: string;
}

export interface Problem {
  /** Stable; the sentence may change, the code does not. */
  readonly code: string;
  /** `error`: the document is refused; `warning`: it is likely not what was meant. */
  readonly severity: 'error' | 'warning';
  /** Where in the document: XPath-like (`/Faktura/Fa/FaWiersz[2]/P_12`); empty for the document as a whole. */
  readonly path: string;
  /** From 1; null where the problem has no place in the bytes. */
  readonly line: number | null;
  /** In characters, from 1. */
  readonly column: number | null;
  readonly value?: string;
  /** Names or values one of which would have been right, where the format knows them. */
  readonly expected?: readonly string[];
  readonly message: Text;
  readonly remedy: Text;
}

/** A document that cannot be read or written; says everything that was found. */
export class FormatError extends Error {
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const [first] = problems;
    const place = first === undefined || first.path === '' ? '' : ` (${first.path})`;
    super(`${first?.message.en ?? 'The document is not valid'}${place}`);
    this.name = 'FormatError';
    this.problems = problems;
  }
}
