/** Where a document may lead its reader. */

const followed: readonly string[] = ['https:', 'http:', 'mailto:', 'tel:'];

/** An address that a document may lead to, as ASCII; null where there is none. */
export function linkAddress(href: string | undefined): string | null {
  if (href === undefined || !URL.canParse(href)) return null;
  const url = new URL(href);
  return followed.includes(url.protocol) ? url.href : null;
}
