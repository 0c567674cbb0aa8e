/** Words as glyphs. Words of a document come again and again, in it and in the next one: they are looked up once. */
import { escapeLiteral } from '../file/syntax.ts';
import { type EmbeddedFont, type Face, type FaceName, faces } from '../fonts/faces.ts';

/** Letters of one font, or one letter that no font has. */
export interface Run {
  /** Null: no font has this letter; it is drawn as its number in a box. */
  readonly font: EmbeddedFont | null;
  /** What shows the glyphs: the inside of a literal string. The letter itself where `font` is null. */
  readonly codes: string;
  /** In thousandths of the letter size. */
  readonly advance: number;
}

export interface Shaped {
  readonly runs: readonly Run[];
  /** In thousandths of the letter size. */
  readonly advance: number;
}

/** The box of a letter that no font has: four digits, or six beyond the first plane. */
export const boxAdvance = (codePoint: number): number => (codePoint > 0xffff ? 1250 : 950);

/** Words that are remembered for each face; longer ones are rarely met twice. */
const rememberedWords = 10_000;
const longestRemembered = 40;

const remembered: Readonly<Record<FaceName, Map<string, Shaped>>> = {
  regular: new Map(),
  strong: new Map(),
  mono: new Map(),
};

/** The glyphs of a text without line ends, which `readableText` went over. */
export function shape(faceName: FaceName, text: string): Shaped {
  const words = remembered[faceName];
  const known = words.get(text);
  if (known !== undefined) return known;
  const shaped = shapeAnew(faces[faceName], text);
  if (text.length <= longestRemembered) {
    if (words.size >= rememberedWords) words.clear();
    words.set(text, shaped);
  }
  return shaped;
}

function shapeAnew(face: Face, text: string): Shaped {
  const runs: Run[] = [];
  let font: EmbeddedFont | null = null;
  let codes = '';
  let advance = 0;
  let total = 0;
  const end = () => {
    if (codes !== '') runs.push({ font, codes: escapeLiteral(codes), advance });
    codes = '';
    advance = 0;
  };
  for (const letter of text) {
    const codePoint = letter.codePointAt(0) ?? 0;
    const glyph = face.glyph(codePoint);
    if (glyph === undefined || glyph.font !== font) {
      end();
      font = glyph?.font ?? null;
    }
    if (glyph === undefined) {
      const width = boxAdvance(codePoint);
      runs.push({ font: null, codes: letter, advance: width });
      total += width;
      continue;
    }
    codes += glyph.code;
    advance += glyph.advance;
    total += glyph.advance;
  }
  end();
  return { runs, advance: total };
}

/** How many UTF-16 units of `text` fit into `room` (thousandths of the letter size); at least one letter. */
export function unitsThatFit(faceName: FaceName, text: string, room: number): number {
  const face = faces[faceName];
  let advance = 0;
  let units = 0;
  for (const letter of text) {
    const codePoint = letter.codePointAt(0) ?? 0;
    advance += face.glyph(codePoint)?.advance ?? boxAdvance(codePoint);
    if (advance > room && units > 0) return units;
    units += letter.length;
  }
  return units;
}
