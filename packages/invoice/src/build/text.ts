/** How texts and marks of the input become those of the document. */

/** `xsd:token`: no white space at the ends, single spaces between words. */
export function token(text: string): string;
export function token(text: string | undefined): string | undefined;
export function token(text: string | undefined): string | undefined {
  return text?.trim().replace(/\s+/g, ' ');
}

/** A mark that is there as 1 or not at all. */
export const mark = (set: boolean | undefined): '1' | undefined => (set === true ? '1' : undefined);

/** A mark that is always there: 1 yes, 2 no. */
export const yesNo = (set: boolean | undefined): '1' | '2' => (set === true ? '1' : '2');

/** An object only where one of its values is there: empty elements say nothing. */
export function unlessEmpty<Part extends object>(part: Part): Part | undefined {
  return Object.values(part).some((value) => value !== undefined) ? part : undefined;
}
