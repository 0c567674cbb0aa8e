/** From a file that a person names to the invoice in it: bytes for KSeF, its facts, and everything wrong with it. */
import { createHash } from 'node:crypto';
import { extname } from 'node:path';
import type { FormatDocument, FormatName, Problem } from '@kwit/formats';
import { describe } from './errors.ts';
import { CliError } from './exit.ts';
import { isStandardInput, readInput, readStandardInput } from './files.ts';
import { textOf } from './messages.ts';

export interface SourceFile {
  readonly file: string;
  readonly kind: 'json' | 'xml';
  readonly bytes: Uint8Array;
  /** SHA-256 of the file as it is, Base64. */
  readonly sha256: string;
}

export interface ExamineOptions {
  /** The verdict of the schema alone. */
  readonly schemaOnly?: boolean;
  /** XML of any format that there is a table of, not FA(3) alone; the rules are for FA(3). */
  readonly anyFormat?: boolean;
  /** The day that dates are judged by and that `"today"` means, YYYY-MM-DD; the machine's in Poland without it. */
  readonly today?: string | undefined;
}

export interface Examined {
  /** The document as KSeF gets it; null where it could not be made. */
  readonly xml: Uint8Array | null;
  readonly document: FormatDocument<'FA(3)'> | null;
  /** Null where it is not known. */
  readonly format: FormatName | null;
  /** Whether the rules on the meaning were asked: they are for FA(3), and need a document whose structure is right. */
  readonly rulesAsked: boolean;
  readonly problems: readonly Problem[];
}

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('base64');

export const hasErrors = (problems: readonly Problem[]): boolean =>
  problems.some((problem) => problem.severity === 'error');

/** Reads a file, or standard input as `-`, and tells JSON from XML. Throws {@link CliError} where it is neither, or empty. */
export async function openSource(file: string, signal?: AbortSignal): Promise<SourceFile> {
  const bytes = isStandardInput(file) ? await readStandardInput('invoice', signal) : readInput(file);
  const first = firstCharacter(bytes);
  if (first === undefined)
    throw new CliError('file-empty', textOf('error.file-empty', { file }), {
      remedy: textOf('remedy.file-empty'),
    });
  const extension = extname(file).toLowerCase();
  const isJson = extension === '.json' || (extension !== '.xml' && (first === '{' || first === '['));
  if (!isJson && extension !== '.xml' && first !== '<')
    throw new CliError('file-kind-unknown', textOf('error.file-kind-unknown', { file }), {
      remedy: textOf('remedy.file-kind-unknown'),
    });
  return { file, kind: isJson ? 'json' : 'xml', bytes, sha256: sha256Of(bytes) };
}

/** The first character that is neither white space nor a byte order mark. */
function firstCharacter(bytes: Uint8Array): string | undefined {
  const skipped = new Set([0x20, 0x09, 0x0a, 0x0d, 0xef, 0xbb, 0xbf]);
  const at = bytes.findIndex((byte) => !skipped.has(byte));
  return at === -1 ? undefined : String.fromCharCode(bytes[at] ?? 0);
}

/**
 * Builds (JSON) or reads (XML) the invoice and checks it: the schema, what KSeF asks of the bytes, and the rules.
 * Never throws for what is wrong with the file: that is in `problems`.
 */
export async function examine(source: SourceFile, options: ExamineOptions = {}): Promise<Examined> {
  return source.kind === 'json' ? examineJson(source.bytes, options) : examineXml(source.bytes, options);
}

async function examineJson(bytes: Uint8Array, options: ExamineOptions): Promise<Examined> {
  const built = await buildFromJson(bytes, options);
  if (!built.xml || hasErrors(built.problems)) return built;
  const { validate } = await import('@kwit/formats');
  const problems = await validate(built.xml, { format: 'FA(3)', schemaOnly: true });
  if (options.schemaOnly) return { ...built, rulesAsked: false, problems };
  return { ...built, problems: [...built.problems, ...problems] };
}

/** The document of a JSON invoice; problems point into the JSON. */
export async function buildFromJson(
  bytes: Uint8Array,
  { today }: Pick<ExamineOptions, 'today'> = {},
): Promise<Examined> {
  const [{ buildInvoice, parseInvoiceJson }, { write }] = await Promise.all([
    import('@kwit/invoice'),
    import('@kwit/formats'),
  ]);
  const format = 'FA(3)';
  try {
    const { value, locate } = parseInvoiceJson(bytes);
    const { document, problems } = buildInvoice(value, { locate, ...(today && { today }) });
    return { xml: write(document), document, format, rulesAsked: true, problems };
  } catch (error) {
    return { xml: null, document: null, format, rulesAsked: true, problems: problemsOf(error) };
  }
}

async function examineXml(bytes: Uint8Array, options: ExamineOptions): Promise<Examined> {
  const { examine, read } = await import('@kwit/formats');
  const { schemaOnly = false, anyFormat = false } = options;
  const found = examine(bytes, anyFormat ? { schemaOnly } : { schemaOnly, format: 'FA(3)' });
  const { problems } = found;
  const format = found.document?.format ?? null;
  const verdict = { xml: bytes, document: null, format, rulesAsked: false, problems };
  if (schemaOnly || format !== 'FA(3)') return verdict;
  let document: FormatDocument<'FA(3)'>;
  try {
    document = read(bytes, { formats: ['FA(3)'] }) as FormatDocument<'FA(3)'>;
  } catch (error) {
    return problems.length > 0 ? verdict : { ...verdict, problems: problemsOf(error) };
  }
  return {
    ...verdict,
    document: hasErrors(problems) ? null : document,
    rulesAsked: true,
    problems: [...problems, ...(await ruleProblems(bytes, document, problems, options))].sort(byPlace),
  };
}

/**
 * What the rules find, with the places in the file: rules know paths, people look for lines. They are asked also where
 * values are wrong, since whoever corrects a file wants to do it once; what has been told of a place is not told again.
 */
async function ruleProblems(
  bytes: Uint8Array,
  document: FormatDocument<'FA(3)'>,
  told: readonly Problem[],
  { today }: ExamineOptions,
): Promise<Problem[]> {
  const [{ checkDocument }, { placesOf }] = await Promise.all([
    import('@kwit/invoice'),
    import('@kwit/formats'),
  ]);
  const known = new Set(told.map(({ path }) => path));
  const found = checkDocument(document, today ? { today } : {}).filter(({ path }) => !known.has(path));
  if (found.length === 0) return found;
  const places = placesOf(
    bytes,
    found.map(({ path }) => path),
  );
  return found.map((problem) => ({ ...problem, ...places.get(problem.path) }));
}

const byPlace = (a: Problem, b: Problem): number =>
  (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0);

/** The problems that an error of a package carries; a defect is thrown on. */
function problemsOf(error: unknown): readonly Problem[] {
  const { problems } = describe(error);
  if (problems.length === 0) throw error;
  return problems;
}
