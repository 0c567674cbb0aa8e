import { unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import type { FontSource } from './font-source.ts';
import { monoRegular } from './mono-regular.generated.ts';
import { sansRegular } from './sans-regular.generated.ts';
import { sansSemiBold } from './sans-semibold.generated.ts';

/** Number of glyphs of a TrueType program, out of its table `maxp`. */
function glyphCount(program: Uint8Array): number {
  const view = new DataView(program.buffer, program.byteOffset, program.byteLength);
  for (let at = 12; at < 12 + 16 * view.getUint16(4); at += 16) {
    const tag = String.fromCharCode(...program.subarray(at, at + 4));
    if (tag === 'maxp') return view.getUint16(view.getUint32(at + 8) + 4);
  }
  throw new Error('The program has no table maxp.');
}

describe.each<[string, FontSource]>([
  ['regular', sansRegular],
  ['semibold', sansSemiBold],
  ['monospaced', monoRegular],
])('the %s font', (_, { slices, isMonospaced }) => {
  it('has every letter in one slice alone', () => {
    const codePoints = slices.flatMap((slice) => slice.codePoints);
    expect(new Set(codePoints).size).toBe(codePoints.length);
  });

  it('has what Polish and English are written with in its first slice', () => {
    const letters = new Set(slices[0]?.codePoints);
    for (const letter of 'AZaz09ĄĆĘŁŃÓŚŹŻąćęłńóśźż„”–−€ \u00a0\u202f%/@()')
      expect(letters.has(letter.codePointAt(0) ?? 0)).toBe(true);
  });

  it('has the letters of the Union', () => {
    const letters = new Set(slices.flatMap((slice) => slice.codePoints));
    const greek = isMonospaced ? '' : 'ΑΒΓΔΩαβγδωάώς';
    for (const letter of `ÄÖÜßàéñçøåæœðþčďěňřšťůžľĺăâîșțőűāēģīķļņšūžėįųĦħŻ${greek}АБВЯабвяїєґђљщъы`)
      expect([letter, letters.has(letter.codePointAt(0) ?? 0)]).toEqual([letter, true]);
  });

  it('has a glyph for each of its letters, and digits of one width', () => {
    for (const slice of slices) {
      const program = unzlibSync(Buffer.from(slice.program, 'base64'));
      expect(program.length).toBe(slice.programSizeBytes);
      expect(slice.glyphs.length).toBe(slice.codePoints.length);
      expect(slice.advances.length).toBe(slice.codePoints.length);
      expect(Math.max(...slice.glyphs)).toBeLessThan(glyphCount(program));
      expect(Math.min(...slice.glyphs)).toBeGreaterThan(0);
    }
    const first = slices[0];
    const digits = first?.codePoints.flatMap((codePoint, index) =>
      codePoint >= 0x30 && codePoint <= 0x39 ? [first.advances[index]] : [],
    );
    expect(new Set(digits).size).toBe(1);
  });
});
