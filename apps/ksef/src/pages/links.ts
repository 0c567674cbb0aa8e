/** The addresses in QR codes, taken apart. Source: the official page on QR codes. */
import { isWellFormed } from '../engine/context-identifiers.ts';
import type { ContextIdentifier } from '../engine/identifiers.ts';
import type { CertificateLink } from '../engine/verification/certificate-links.ts';
import type { InvoiceLink } from '../engine/verification/public-invoices.ts';

const nipPattern = /^\d{10}$/;
const serialPattern = /^[0-9A-F]{16}$/;
const sha256Bytes = 32;
/** The longest signature there is: RSA of 4096 bits. */
const maxSignatureBytes = 512;

/** `/invoice/{nip}/{DD-MM-YYYY}/{hash}`; undefined where a part has not its form. */
export function invoiceLinkOf(path: string): InvoiceLink | undefined {
  const segments = segmentsOf(path, 4);
  if (!segments) return undefined;
  const [, sellerNip = '', day = '', digest = ''] = segments;
  const issueDate = issueDateOf(day);
  const hash = hashOf(digest);
  if (!nipPattern.test(sellerNip) || !issueDate || !hash) return undefined;
  return { sellerNip, issueDate, hash };
}

/** The same link for an invoice, below `base`. */
export function invoicePath({ sellerNip, issueDate, hash }: InvoiceLink): string {
  const day = issueDate.split('-').reverse().join('-');
  return `/invoice/${sellerNip}/${day}/${Buffer.from(hash, 'base64').toString('base64url')}`;
}

/**
 * `/certificate/{contextType}/{context}/{sellerNip}/{serialNumber}/{hash}/{signature}`; undefined where a part has
 * not its form.
 * @param hosts host, port and path under which this KSeF may have been known to whoever signed
 */
export function certificateLinkOf(path: string, hosts: readonly string[]): CertificateLink | undefined {
  const segments = segmentsOf(path, 7);
  if (!segments) return undefined;
  const [, type = '', value = '', sellerNip = '', serial = '', digest = '', encoded = ''] = segments;
  const context = contextOf(type, value);
  const hash = hashOf(digest);
  const signature = bytesOf(encoded);
  const serialNumber = serial.toUpperCase();
  if (!context || !hash || !signature || signature.length > maxSignatureBytes) return undefined;
  if (!nipPattern.test(sellerNip) || !serialPattern.test(serialNumber)) return undefined;
  const signedPath = path.slice(0, path.lastIndexOf('/'));
  // Some clients take `https://` off the address and nothing else: at an HTTP address they sign the scheme, too.
  const signedTexts = hosts.flatMap((host) => [`${host}${signedPath}`, `http://${host}${signedPath}`]);
  return { context, sellerNip, serialNumber, hash, signature, signedTexts };
}

function segmentsOf(path: string, count: number): string[] | undefined {
  const segments = path.split('/').slice(1);
  if (segments.length !== count) return undefined;
  try {
    return segments.map(decodeURIComponent);
  } catch {
    return undefined;
  }
}

function issueDateOf(text: string): string | undefined {
  const [, day, month, year] = /^(\d\d)-(\d\d)-(\d{4})$/.exec(text) ?? [];
  const date = `${year}-${month}-${day}`;
  const ms = Date.parse(`${date}T00:00:00Z`);
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(date) ? date : undefined;
}

/** Only Base64URL without padding, as the official page has it: each value is written in one way. */
function bytesOf(base64Url: string): Buffer | undefined {
  const bytes = Buffer.from(base64Url, 'base64url');
  // The decoder passes over what does not belong, and over bits that are left over.
  return bytes.length > 0 && bytes.toString('base64url') === base64Url ? bytes : undefined;
}

function hashOf(base64Url: string): string | undefined {
  const bytes = bytesOf(base64Url);
  return bytes?.length === sha256Bytes ? bytes.toString('base64') : undefined;
}

const contextTypes: readonly ContextIdentifier['type'][] = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'];

function contextOf(type: string, value: string): ContextIdentifier | undefined {
  const known = contextTypes.find((candidate) => candidate.toLowerCase() === type.toLowerCase());
  const context = known && { type: known, value };
  return context && isWellFormed(context) ? context : undefined;
}
