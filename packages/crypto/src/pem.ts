/** Reads the text around keys and certificates, in time that grows with its length only: files come from anywhere. */

/** A block of PEM. */
export interface PemBlock {
  /** Such as `PRIVATE KEY`. */
  readonly label: string;
  /** What is between its first and its last line. */
  readonly content: string;
  /** With both lines. */
  readonly whole: string;
}

const firstLine = /-----BEGIN ([A-Z ]{1,40})-----/g;

/** The blocks of a text, in their order; one without its end is none. */
export function* pemBlocks(text: string): Generator<PemBlock, void, void> {
  for (const { 0: line, 1: label = '', index } of text.matchAll(firstLine)) {
    const start = index + line.length;
    const lastLine = `-----END ${label}-----`;
    const end = text.indexOf('-----', start);
    if (end < 0 || !text.startsWith(lastLine, end)) continue;
    yield { label, content: text.slice(start, end), whole: text.slice(index, end + lastLine.length) };
  }
}

const isKeyLabel = (label: string): boolean => /^(?:ENCRYPTED |EC |RSA )?PRIVATE KEY$/.test(label);

/** The first private key of a text. */
export function pemKeyIn(text: string): PemBlock | undefined {
  for (const block of pemBlocks(text)) if (isKeyLabel(block.label)) return block;
  return undefined;
}

/** All certificates of a text. */
export const pemCertificatesIn = (text: string): PemBlock[] =>
  [...pemBlocks(text)].filter(({ label }) => label === 'CERTIFICATE');

/** Whether a text may be Base64, white space included. */
export const isBase64Text = (text: string): boolean => /^[A-Za-z0-9+/\s]+(?:={1,2}\s*)?$/.test(text);
