/** Text from outside, made harmless in HTML and CSS. */

/** Whether anything in a text has to be looked at more closely; most texts have nothing of it. */
const isSpecial =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  /[&<>"'\u0000-\u0009\u000b-\u001f\u007f-\u009f\u0590-\u08ff\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufb1d-\ufdff\ufe70-\ufefc]/;

/** Marks that turn the order of letters around, whoever wrote them: an account number could be read backwards. */
const directionMarks = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
/** Control characters but for the line feed; XML lets some of them through. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f]/g;
const lineEnds = /\r\n?|[\u0085\u2028\u2029]/g;
/** Letters of scripts that run from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\ud802|\ud803|\ud83a|\ud83b/;

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapedMarkup(text: string): string {
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? '');
}

function readable(text: string): string {
  return text.toWellFormed().replace(lineEnds, '\n').replace(directionMarks, '').replace(controls, '\ufffd');
}

/** For the content of an element. Words that run from right to left do not disturb what stands around them. */
export function content(text: string): string {
  if (!isSpecial.test(text)) return text;
  const harmless = escapedMarkup(readable(text));
  return rightToLeft.test(harmless) ? `<bdi>${harmless}</bdi>` : harmless;
}

/** For the value of an attribute in double quotes. */
export function attribute(text: string): string {
  return isSpecial.test(text) ? escapedMarkup(readable(text)) : text;
}

/** A CSS string with its quotes: whatever is no letter or digit of ASCII is written as its number. */
export function cssString(text: string): string {
  const escaped = readable(text).replace(
    /[^A-Za-z0-9 ,.]/gu,
    (character) => `\\${(character.codePointAt(0) ?? 0).toString(16)} `,
  );
  return `"${escaped}"`;
}
