/** Puts a font into a document: ISO 32000-1, 9.7 (composite fonts) and 9.9 (font programs). */
import { zlibSync } from 'fflate';
import type { PdfFile } from '../file/pdf-file.ts';
import { bytesOf, pdfReference, utf16Hex } from '../file/syntax.ts';
import type { EmbeddedFont } from './faces.ts';
import type { FontSlice } from './font-source.ts';

/** The parts of a font that are the same in every document: made once, when the first one needs them. */
interface PreparedFont {
  /** The name of a subset begins with six letters of its own. */
  readonly name: string;
  /** TrueType, compressed. */
  readonly program: Uint8Array;
  /** From glyphs to the text that they stand for, compressed. */
  readonly toUnicode: Uint8Array;
  readonly widths: string;
  readonly descriptor: string;
}

const prepared = new Map<string, PreparedFont>();

/** Adds a font to the file and returns the number of its object. */
export function addFont(file: PdfFile, font: EmbeddedFont): number {
  const { name, program, toUnicode, widths, descriptor } = preparedFont(font);
  const programNumber = file.addStream(`/Filter/FlateDecode/Length1 ${font.slice.programSizeBytes}`, program);
  const toUnicodeNumber = file.addStream('/Filter/FlateDecode', toUnicode);
  const descriptorNumber = file.add(`<<${descriptor}/FontFile2 ${pdfReference(programNumber)}>>`);
  const descendant = file.add(
    `<</Type/Font/Subtype/CIDFontType2/BaseFont/${name}/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
      `/FontDescriptor ${pdfReference(descriptorNumber)}/CIDToGIDMap/Identity/W[0[${widths}]]>>`,
  );
  return file.add(
    `<</Type/Font/Subtype/Type0/BaseFont/${name}/Encoding/Identity-H` +
      `/DescendantFonts[${pdfReference(descendant)}]/ToUnicode ${pdfReference(toUnicodeNumber)}>>`,
  );
}

function preparedFont(font: EmbeddedFont): PreparedFont {
  const known = prepared.get(font.key);
  if (known !== undefined) return known;
  const name = `${subsetTag(font.key)}+${font.source.name}`;
  const made: PreparedFont = {
    name,
    program: fromBase64(font.slice.program),
    toUnicode: zlibSync(bytesOf(toUnicodeMap(font.slice))),
    widths: widthsOf(font.slice).join(' '),
    descriptor: descriptorOf(font, name),
  };
  prepared.set(font.key, made);
  return made;
}

/** `R0` becomes `KWITRA`: six capitals, as the format wants them. */
function subsetTag(key: string): string {
  return `KWIT${key.slice(0, 1)}${String.fromCharCode(0x41 + Number(key.slice(1)))}`;
}

function descriptorOf({ source }: EmbeddedFont, name: string): string {
  const symbolic = 4;
  const flags = symbolic + (source.isMonospaced ? 1 : 0);
  // No table tells the width of stems; these are measured on the letter «l».
  const stem = source.isBold ? 136 : 84;
  return (
    `/Type/FontDescriptor/FontName/${name}/Flags ${flags}/FontBBox[${source.boundingBox.join(' ')}]/ItalicAngle 0` +
    `/Ascent ${source.ascent}/Descent ${source.descent}/CapHeight ${source.capHeight}/StemV ${stem}`
  );
}

/** The advance of each glyph from 0 on. */
function widthsOf(slice: FontSlice): number[] {
  const widths: number[] = Array(Math.max(...slice.glyphs) + 1).fill(0);
  slice.glyphs.forEach((glyph, index) => {
    widths[glyph] = slice.advances[index] ?? 0;
  });
  return widths;
}

/** Entries that one block of a map may have. */
const entriesPerBlock = 100;

function toUnicodeMap(slice: FontSlice): string {
  const texts = new Map<number, number>();
  slice.glyphs.forEach((glyph, index) => {
    // Of letters that share a glyph, the first is the usual one.
    if (!texts.has(glyph)) texts.set(glyph, slice.codePoints[index] ?? 0);
  });
  const entries = [...texts]
    .sort(([a], [b]) => a - b)
    .map(([glyph, codePoint]) => `<${hexWord(glyph)}><${utf16Hex(String.fromCodePoint(codePoint))}>`);
  const blocks: string[] = [];
  for (let from = 0; from < entries.length; from += entriesPerBlock) {
    const block = entries.slice(from, from + entriesPerBlock);
    blocks.push(`${block.length} beginbfchar\n${block.join('\n')}\nendbfchar`);
  }
  return `/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000><FFFF>
endcodespacerange
${blocks.join('\n')}
endcmap
CMapName currentdict /CMap defineresource pop
end
end
`;
}

const hexWord = (value: number): string => value.toString(16).toUpperCase().padStart(4, '0');

const fromBase64 = (text: string): Uint8Array => bytesOf(atob(text));
