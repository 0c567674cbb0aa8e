/** White space as XML and its `xsd:token` see it: space, tab, line feed, carriage return; a no-break space is a letter like any other. */

/** No white space at the ends, single spaces between words. */
export function token(text: string): string;
export function token(text: string | undefined): string | undefined;
export function token(text: string | undefined): string | undefined {
  // Most texts need nothing, and looking costs less than replacing.
  if (text === undefined || !/[\t\n\r]|^ | $| {2}/.test(text)) return text;
  return text.replace(/[ \t\n\r]+/g, ' ').replace(/^ | $/g, '');
}
