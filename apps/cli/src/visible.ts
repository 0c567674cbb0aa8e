/**
 * Text from files, names and servers, made safe for a terminal: what would move the cursor, change colours, or reorder
 * letters is shown as an escape instead of being obeyed.
 */

/** Control characters (C0, DEL, C1), line and paragraph separators, and marks that reverse the writing direction. */
const hidden = /\p{Cc}|[\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu;
const hiddenButLineEnd = new RegExp(`(?!\\n)(?:${hidden.source})`, 'gu');
const short: Readonly<Record<string, string>> = { '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escaped(character: string): string {
  const code = character.charCodeAt(0).toString(16);
  return (
    short[character] ?? (code.length > 2 ? `\\u${code.padStart(4, '0')}` : `\\x${code.padStart(2, '0')}`)
  );
}

/** One line without anything that a terminal would obey; line ends become `\n`. */
export const visible = (text: string): string => text.replace(hidden, escaped);

/** The same for text of several lines: its line ends stay. */
export const visibleLines = (text: string): string => text.replace(hiddenButLineEnd, escaped);

/** JSON as ASCII where a terminal would obey it; the same value for whoever parses it. */
export const visibleJson = (json: string): string =>
  json.replace(hidden, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
