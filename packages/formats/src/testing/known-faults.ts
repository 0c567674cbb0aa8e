/**
 * Where libxml2 (version 2.15, in WebAssembly) and the specifications part. The specification decides; each entry
 * names its clause and fits exactly the documents that show it. The list is repeated, for readers, in
 * docs/formats.md.
 */
import { applyWhiteSpace } from '../characters.ts';
import type { Problem } from '../problem.ts';

export interface Verdicts {
  readonly text: string;
  /** Sentences of libxml2; none where it finds the document valid. */
  readonly findings: readonly string[];
  /** Problems of the engine. */
  readonly problems: readonly Problem[];
}

export interface KnownFault {
  readonly name: string;
  readonly clause: string;
  /** True where this, and nothing else, makes the verdicts differ. */
  readonly explains: (verdicts: Verdicts) => boolean;
}

const onlyLibxml2 = ({ findings, problems }: Verdicts, pattern: RegExp) =>
  problems.length === 0 && findings.length > 0 && findings.every((finding) => pattern.test(finding));

const onlyEngine = ({ findings, problems }: Verdicts, isSuch: (problem: Problem) => boolean) =>
  findings.length === 0 && problems.length > 0 && problems.every(isSuch);

export const knownFaults: readonly KnownFault[] = [
  {
    name: 'refuses CDATA sections that are empty or blank among elements',
    clause: 'XML Schema Part 1, Validation Rule: Element Locally Valid (Complex Type), clause 2.3',
    explains: (verdicts) =>
      /<!\[CDATA\[\s*\]\]>/.test(verdicts.text) &&
      onlyLibxml2(
        verdicts,
        /Character content other than whitespace is not allowed because the content type is 'element-only'/,
      ),
  },
  {
    name: 'takes an empty CDATA section for content, so that the value of the declaration does not apply',
    clause:
      'XML Schema Part 1, Validation Rule: Element Locally Valid (Element), clause 5.1: no character children',
    explains: (verdicts) =>
      /<!\[CDATA\[\]\]>/.test(verdicts.text) &&
      onlyLibxml2(verdicts, /The (actual )?value '' |The value has a length of '0'/),
  },
  {
    name: 'its WebAssembly build refuses documents over namespace names that are no URI references',
    clause: 'Namespaces in XML 1.0, section 3: no namespace constraint; the native program goes on',
    explains: (verdicts) => onlyLibxml2(verdicts, /xmlns(:\S+)?: '[\s\S]*' is not a valid URI$/),
  },
  {
    name: 'takes any character in base64Binary',
    clause: 'XML Schema Part 2, section 3.2.16: lexical forms',
    explains: (verdicts) =>
      onlyEngine(
        verdicts,
        ({ code, message, value = '' }) =>
          code === 'xsd-type' && message.en.includes('base64Binary') && /[^A-Za-z0-9+/= ]/.test(value),
      ),
  },
  {
    name: 'refuses moments with white space around them',
    clause: 'XML Schema Part 2, section 4.3.6: whiteSpace, collapse',
    explains: (verdicts) =>
      onlyLibxml2(verdicts, /'(\s+[\dTZ:.+-]+\s*|[\dTZ:.+-]+\s+)' is not a valid value/),
  },
  {
    name: 'compares fixed values before white space is collapsed',
    clause:
      'XML Schema Part 1, Validation Rule: Element Locally Valid (Element), clause 5.2.2.2.2: the actual value',
    explains: (verdicts) =>
      onlyLibxml2(
        verdicts,
        /The actual value '[^']*\s[^']*' does not match the fixed value constraint '[^']*'/,
      ) &&
      verdicts.findings.every((finding) => {
        const [, actual = '', fixed = ''] =
          /value '([^']*)' does .* constraint '([^']*)'/s.exec(finding) ?? [];
        return applyWhiteSpace(actual, 'collapse') === fixed;
      }),
  },
  {
    name: 'takes moments without a time zone whose order to a bound is not determined',
    clause: 'XML Schema Part 2, section 3.2.7.4: order relation on dateTime, and 4.3.10: minInclusive',
    explains: (verdicts) =>
      onlyEngine(verdicts, ({ code, value = '' }) => code === 'xsd-range' && /T[\d:.]+$/.test(value)),
  },
  {
    name: 'takes version="1." in the XML declaration',
    clause: 'XML 1.0, production 26: VersionNum',
    explains: (verdicts) =>
      /^<\?xml\s+version\s*=\s*(["'])1\.\1/.test(verdicts.text) &&
      onlyEngine(verdicts, ({ code, line }) => code === 'xml-malformed' && line === 1),
  },
  {
    name: 'takes a DTD, other encodings and any global element as root: rules of KSeF and of the format, not of XSD',
    clause: 'documentation of KSeF, verification of an invoice',
    explains: (verdicts) =>
      onlyEngine(verdicts, ({ code }) => ['xml-dtd', 'xml-encoding', 'format-unknown'].includes(code)),
  },
];

/** The fault that explains why the verdicts differ; null where none does. */
export function faultBehind(verdicts: Verdicts): KnownFault | null {
  return knownFaults.find((fault) => fault.explains(verdicts)) ?? null;
}
