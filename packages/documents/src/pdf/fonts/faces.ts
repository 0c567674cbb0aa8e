/** The faces that documents are set in, and the glyphs of their letters. */
import type { FontSlice, FontSource } from './font-source.ts';
import { monoRegular } from './mono-regular.generated.ts';
import { sansRegular } from './sans-regular.generated.ts';
import { sansSemiBold } from './sans-semibold.generated.ts';

/** One slice of a font: what a document has as a font of its own. */
export interface EmbeddedFont {
  /** Its name among the resources of a page. */
  readonly key: string;
  readonly source: FontSource;
  readonly slice: FontSlice;
}

export interface Glyph {
  readonly font: EmbeddedFont;
  /** Two bytes, the number of the glyph, as two characters; not yet escaped. */
  readonly code: string;
  /** In thousandths of the letter size. */
  readonly advance: number;
}

export interface Face {
  readonly name: FaceName;
  /** The glyph of a code point; undefined where no font has it. */
  glyph(codePoint: number): Glyph | undefined;
}

export type FaceName = 'regular' | 'strong' | 'mono';

function glyphsOf(prefix: string, source: FontSource): Map<number, Glyph> {
  const glyphs = new Map<number, Glyph>();
  source.slices.forEach((slice, index) => {
    const font = { key: `${prefix}${index}`, source, slice };
    slice.codePoints.forEach((codePoint, place) => {
      const number = slice.glyphs[place] ?? 0;
      const code = String.fromCharCode(number >> 8, number & 0xff);
      glyphs.set(codePoint, { font, code, advance: slice.advances[place] ?? 0 });
    });
  });
  return glyphs;
}

const regular = glyphsOf('R', sansRegular);
const strong = glyphsOf('S', sansSemiBold);
const mono = glyphsOf('M', monoRegular);

/** Where a face has no such letter (the Greek ones are missing in `mono`), the regular one lends it. */
const face = (name: FaceName, glyphs: Map<number, Glyph>): Face => ({
  name,
  glyph: (codePoint) => glyphs.get(codePoint) ?? regular.get(codePoint),
});

export const faces: Readonly<Record<FaceName, Face>> = {
  regular: face('regular', regular),
  strong: face('strong', strong),
  mono: face('mono', mono),
};
