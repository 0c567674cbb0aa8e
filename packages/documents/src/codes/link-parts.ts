/** The parts that links in QR codes are made of, judged one by one. Source: the official page on QR codes. */
import { base64Url } from '../base64.ts';
import { DocumentError } from '../errors.ts';

/** An invoice as its link names it. */
export interface InvoiceIdentity {
  /** Ten digits. */
  readonly sellerNip: string;
  /** The date that the invoice itself says it was issued on (P_1), `YYYY-MM-DD`. */
  readonly issueDate: string;
  /** SHA-256 of the document's bytes: Base64, Base64URL, or 64 hexadecimal digits. */
  readonly sha256: string;
}

export const nipPart = (nip: string): string => part('NIP', nip, /^\d{10}$/);

/** `DD-MM-YYYY`. */
export function dayPart(date: string): string {
  return part('P_1', date, /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)
    .split('-')
    .reverse()
    .join('-');
}

/** Base64URL without padding. */
export function hashPart(sha256: string): string {
  if (/^[0-9a-f]{64}$/i.test(sha256)) return base64Url(bytesOfHex(sha256));
  return part('SHA-256', sha256, /^[A-Za-z0-9+/_-]{43}=?$/)
    .replace(/=$/, '')
    .replaceAll('+', '-')
    .replaceAll('/', '_');
}

/** Upper case, as KSeF writes serial numbers. */
export const serialNumberPart = (serialNumber: string): string =>
  part('X.509', serialNumber, /^[0-9a-f]{16}$/i).toUpperCase();

/** The context in which an invoice is issued, as the API calls it. */
export interface CodeContext {
  readonly type: 'Nip' | 'InternalId' | 'NipVatUe' | 'PeppolId';
  readonly value: string;
}

/** Forms of the identifiers; EU VAT numbers may hold a plus or an asterisk. Source: the contract of the KSeF API. */
const contextShapes: Readonly<Record<CodeContext['type'], RegExp>> = {
  Nip: /^\d{10}$/,
  InternalId: /^\d{10}-\d{5}$/,
  NipVatUe: /^\d{10}-[A-Z]{2}[A-Z0-9+*]{2,12}$/,
  PeppolId: /^P[A-Z]{2}\d{6}$/,
};

export const contextPart = ({ type, value }: CodeContext): string =>
  `${type}/${part(type, value, contextShapes[type] ?? /^\b$/)}`;

const bytesOfHex = (digits: string): Uint8Array =>
  Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));

const longestShown = 80;

function part(name: string, value: string, shape: RegExp): string {
  if (shape.test(value)) return value;
  throw new DocumentError('code-part', { found: `${name}: ${JSON.stringify(value.slice(0, longestShown))}` });
}
