/** Text from outside, made fit to be set. */

/** What has no shape of its own, and what turns the order of letters around: marks of direction, joiners, soft hyphens. */
const shapeless = /\p{Default_Ignorable_Code_Point}+/gu;
const hasShapeless = /[^\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027]/;

/**
 * Composed letters (NFC), blanks for tabs and line ends, nothing invisible, U+FFFD for broken and control characters.
 * What cannot be shown as a letter stays in the text and is shown as its number.
 */
export function readableText(text: string): string {
  if (!hasShapeless.test(text)) return text;
  return (
    text
      .toWellFormed()
      .normalize('NFC')
      .replace(/[\t\n\v\f\r\u0085\u2028\u2029]+/g, ' ')
      .replace(shapeless, '')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
      .replace(/[\u0000-\u001f\u007f-\u009f]/g, '\ufffd')
  );
}

/** The lines that somebody broke their text into. */
export const linesOf = (text: string): string[] => text.split(/\r\n|[\n\r\u0085\u2028\u2029]/);
