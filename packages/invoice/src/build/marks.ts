/** How marks of the input become those of the document. */

/** A mark that is there as 1 or not at all. */
export const mark = (set: boolean | undefined): '1' | undefined => (set === true ? '1' : undefined);

/** A mark that is always there: 1 yes, 2 no. */
export const yesNo = (set: boolean | undefined): '1' | '2' => (set === true ? '1' : '2');

/** An object only where one of its values is there: empty elements say nothing. */
export function unlessEmpty<Part extends object>(part: Part): Part | undefined {
  return Object.values(part).some((value) => value !== undefined) ? part : undefined;
}
