/** Documents as text in which whatever comes from outside is escaped, unless it is a piece of a document itself. */

const replacements: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (character) => replacements[character] ?? '');

/** A piece of a document. Only `html` makes one. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

type Piece = Html | string | number | null | undefined | readonly Html[];

/** A piece of a document; values are escaped, pieces stay as they are, null and undefined are nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const text = parts.reduce((before, part, index) => before + textOf(values[index - 1]) + part);
  return new Html(text);
}

function textOf(value: Piece): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escaped(String(value));
  return value.map(({ text }) => text).join('');
}
