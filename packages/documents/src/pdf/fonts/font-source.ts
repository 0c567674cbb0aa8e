/** The shape of the generated font files: `npm run fonts` writes them. */

/** Letters of one alphabet, as a TrueType program that is put into documents as it is. */
export interface FontSlice {
  /** Unicode, ascending. */
  readonly codePoints: readonly number[];
  /** For each code point the glyph in `program`; several code points may share one. */
  readonly glyphs: readonly number[];
  /** For each code point the advance in thousandths of the letter size. */
  readonly advances: readonly number[];
  /** Base64 of the program, compressed by zlib. */
  readonly program: string;
  readonly programSizeBytes: number;
}

/** One weight of a family. All measures in thousandths of the letter size. */
export interface FontSource {
  /** PostScript name of the font that the slices were cut from. */
  readonly name: string;
  readonly boundingBox: readonly [number, number, number, number];
  readonly ascent: number;
  readonly descent: number;
  readonly capHeight: number;
  readonly isMonospaced: boolean;
  readonly isBold: boolean;
  /** Each code point is in one slice at most. */
  readonly slices: readonly FontSlice[];
}
