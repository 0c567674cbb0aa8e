/** Where the links in QR codes lead. */
import { DocumentError } from '../errors.ts';

/** The public environments. Source: the official page on QR codes. */
export const qrAddresses = {
  test: 'https://qr-test.ksef.mf.gov.pl',
  demo: 'https://qr-demo.ksef.mf.gov.pl',
  prod: 'https://qr.ksef.mf.gov.pl',
} as const;

export type QrEnvironment = keyof typeof qrAddresses;

/** A public environment, or the address of a local KSeF (`http://localhost:4100`), whose pages stand at its root. */
export type QrAddress = QrEnvironment | (string & {});

const longestAddress = 200;

/**
 * The address that links begin with, without a slash at its end.
 *
 * Throws `DocumentError` 'code-address' where it is neither an environment nor an address of HTTP without a query.
 */
export function qrAddressOf(address: QrAddress): string {
  if (Object.hasOwn(qrAddresses, address)) return qrAddresses[address as QrEnvironment];
  const url = address.length <= longestAddress && URL.canParse(address) ? new URL(address) : undefined;
  const isPlain =
    url !== undefined && url.search === '' && url.hash === '' && url.username === '' && url.password === '';
  if (!isPlain || !['http:', 'https:'].includes(url.protocol)) {
    throw new DocumentError('code-address', { found: JSON.stringify(address.slice(0, longestAddress)) });
  }
  return url.href.replace(/\/+$/, '');
}
