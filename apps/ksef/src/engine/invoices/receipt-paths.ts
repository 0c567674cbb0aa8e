/** Where receipts are fetched without a token, below the public address; shaped like those of the real storage. */
export const receiptPaths = {
  ofInvoice: (session: string, ksefNumber: string) =>
    `/storage/01/${session.toLowerCase()}/invoice-upo/upo_${ksefNumber}.xml`,
  /** @param page from 1 */
  ofSession: (session: string, page: number) =>
    `/storage/01/${session.toLowerCase()}/session-upo/upo_${String(page - 1).padStart(2, '0')}.xml`,
} as const;

/** What a file name of an invoice's receipt names, or undefined. */
export const ksefNumberInName = (name: string): string | undefined => /^upo_(.+)\.xml$/.exec(name)?.[1];

/** The page, from 1, that a file name of a session's receipt names, or undefined. */
export function pageInName(name: string): number | undefined {
  const digits = /^upo_(\d{2,4})\.xml$/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits) + 1;
}
