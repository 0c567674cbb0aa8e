/** How this package tells what is wrong: places in a JSON document, problems, and the error that carries them. */
import type { Problem, Text } from '@kwit/formats';

/** Where something stands in the input: keys and indexes from the root, for example ['lines', 0, 'vatRate']. */
export type JsonPath = readonly (string | number)[];

export interface Position {
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units. */
  readonly column: number;
}

/** Finds a place of the input in the text it came from. */
export type Locate = (path: JsonPath) => Position | null;

/** A sentence on what is wrong and one on what to do, in both languages. */
export interface Wording {
  readonly message: Text;
  readonly remedy: Text;
}

/** `lines[0].vatRate`. */
export function formatJsonPath(path: JsonPath): string {
  let text = '';
  for (const step of path) {
    if (typeof step === 'number') text += `[${step}]`;
    else text += text === '' ? step : `.${step}`;
  }
  return text;
}

/** The value as it may stand in a message: short and on one line; nothing for objects. */
export function showValue(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') return undefined;
  const text = String(value).replace(/\s+/g, ' ');
  return text.length > 80 ? `${text.slice(0, 79)}…` : text;
}

export interface ProblemParts {
  readonly code: string;
  readonly severity?: 'error' | 'warning';
  readonly path: string;
  readonly position: Position | null;
  readonly value?: string | undefined;
  readonly wording: Wording;
}

export function makeProblem(parts: ProblemParts): Problem {
  return {
    code: parts.code,
    severity: parts.severity ?? 'error',
    path: parts.path,
    line: parts.position?.line ?? null,
    column: parts.position?.column ?? null,
    ...(parts.value === undefined ? {} : { value: parts.value }),
    message: parts.wording.message,
    remedy: parts.wording.remedy,
  };
}

/** Thrown where an invoice cannot be built; carries every problem found, errors and warnings. */
export class InvoiceError extends Error {
  override readonly name = 'InvoiceError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    const first = problems.find((problem) => problem.severity === 'error') ?? problems[0];
    const place = first === undefined || first.path === '' ? '' : `${first.path}: `;
    const rest = problems.length > 1 ? ` (+${problems.length - 1})` : '';
    super(first === undefined ? 'invalid invoice' : `${place}${first.message.en}${rest}`);
    this.problems = problems;
  }
}
