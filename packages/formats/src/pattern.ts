/** Patterns of XSD as regular expressions of JavaScript (XML Schema Part 2, appendix F). */

const NAME_START =
  ':A-Z_a-z\\u{c0}-\\u{d6}\\u{d8}-\\u{f6}\\u{f8}-\\u{2ff}\\u{370}-\\u{37d}\\u{37f}-\\u{1fff}\\u{200c}-\\u{200d}' +
  '\\u{2070}-\\u{218f}\\u{2c00}-\\u{2fef}\\u{3001}-\\u{d7ff}\\u{f900}-\\u{fdcf}\\u{fdf0}-\\u{fffd}\\u{10000}-\\u{effff}';
const NAME = `${NAME_START}\\-.0-9\\u{b7}\\u{300}-\\u{36f}\\u{203f}-\\u{2040}`;

/** Escapes that stand for many characters; each is a class, so that it may stand inside another. */
const CLASSES: Readonly<Record<string, string>> = {
  d: '\\p{Nd}',
  D: '\\P{Nd}',
  s: '[ \\t\\n\\r]',
  S: '[^ \\t\\n\\r]',
  w: '[^\\p{P}\\p{Z}\\p{C}]',
  W: '[\\p{P}\\p{Z}\\p{C}]',
  i: `[${NAME_START}]`,
  I: `[^${NAME_START}]`,
  c: `[${NAME}]`,
  C: `[^${NAME}]`,
};
const SINGLE: Readonly<Record<string, string>> = { n: '\\n', r: '\\r', t: '\\t' };

const compiled = new Map<string, RegExp>();

/** The expression that matches the whole of a value; one for each pattern. */
export function expressionOf(pattern: string): RegExp {
  let expression = compiled.get(pattern);
  if (expression === undefined) {
    expression = new RegExp(`^(?:${translate(pattern)})$`, 'v');
    compiled.set(pattern, expression);
  }
  return expression;
}

/**
 * In XSD a pattern always means the whole value, and `^` and `$` are plain characters. The schemas of
 * AuthTokenRequest nevertheless write them, and `\b`, in the sense they have elsewhere; taken by the letter they
 * would refuse every value that is meant. Here they are anchors, outside of classes.
 */
function translate(pattern: string): string {
  let result = '';
  let depth = 0;
  for (let i = 0; i < pattern.length; ) {
    const character = String.fromCodePoint(pattern.codePointAt(i) ?? 0);
    i += character.length;
    if (character === '\\') {
      const escaped = pattern[i] ?? '';
      i += 1;
      if (escaped === 'p' || escaped === 'P') {
        const end = pattern.indexOf('}', i);
        result += `\\${escaped}${property(pattern.slice(i + 1, end))}`;
        i = end + 1;
      } else result += CLASSES[escaped] ?? SINGLE[escaped] ?? (escaped === 'b' ? '\\b' : literal(escaped));
    } else if (character === '[') {
      const isSubtraction = depth > 0 && result.endsWith('\\u{2d}');
      result = isSubtraction ? `${result.slice(0, -6)}--[` : `${result}[`;
      depth += 1;
      if (pattern[i] === '^') {
        result += '^';
        i += 1;
      }
    } else if (character === ']') {
      depth -= 1;
      result += ']';
    } else if (depth > 0) result += isRange(pattern, i) ? '-' : literal(character);
    else if (character === '.') result += '[^\\n\\r]';
    else result += /[\w^$()*+?{},|]/.test(character) ? character : literal(character);
  }
  return result;
}

/** True where the character before `i` is a hyphen between two ends of a range. */
function isRange(pattern: string, i: number): boolean {
  if (pattern[i - 1] !== '-') return false;
  const before = pattern[i - 2];
  const after = pattern[i];
  return before !== '[' && !(before === '^' && pattern[i - 3] === '[') && after !== ']' && after !== '[';
}

function literal(character: string): string {
  return /[A-Za-z0-9]/.test(character) ? character : `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function property(name: string): string {
  if (name.startsWith('Is')) throw new Error(`block ${name} in a pattern is not supported`);
  return `{${name}}`;
}
