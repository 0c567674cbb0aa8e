/** Breaks text into lines of a given width. */
import type { StructureElement } from '../structure.ts';
import { readableText } from './readable.ts';
import { type Run, shape, unitsThatFit } from './shaping.ts';
import { lineSpacing, type TextStyle } from './styles.ts';

/** A stretch of text that looks the same and belongs to the same element. */
export interface Span {
  readonly text: string;
  readonly style: TextStyle;
  readonly element: StructureElement;
  /** Where its language is not that of the document. */
  readonly language?: string;
}

/** Letters of one font that follow each other without a gap. */
export interface LineRun extends Run {
  codes: string;
  advance: number;
}

/** A stretch of one line. */
export interface Stretch {
  readonly span: Span;
  readonly runs: LineRun[];
}

export interface Line {
  readonly stretches: readonly Stretch[];
  /** In points, as are all measures here. */
  readonly width: number;
  /** Size of the largest letters in it. */
  readonly size: number;
  readonly height: number;
}

/** What is not parted where it fits on a line. */
interface Word {
  readonly text: string;
  readonly span: Span;
  readonly isAfterBlank: boolean;
}

/**
 * Where a line may end: at a blank, but not after a single letter («w», «z», «i»), which Polish typography takes to the
 * next line; and within compounds after their hyphen or slash.
 */
const breaks = /(?<!(?:^|[\s(])\p{L})[ \u2000-\u2006\u2008-\u200a\u205f]+|(?<=\p{L}[-–/])(?=\p{L}{2})/gu;

/** Where a word that is longer than a line is parted rather than in its middle. */
const softBreaks = /[-–/\\_@.,;:?&=+](?!.*[-–/\\_@.,;:?&=+])/u;

/** It parts what stands on one line, and may hang over the end of it rather than begin the next. */
export const hangingMark = '·';

/** Lines of at most `width`; a word that does not fit is parted. There is at least one line. */
export function breakLines(spans: readonly Span[], width: number): Line[] {
  const builder = new LineBuilder(width);
  for (const word of wordsOf(spans)) builder.add(word);
  return builder.finish();
}

/** Width of the widest word. */
export function widestWord(spans: readonly Span[]): number {
  let widest = 0;
  for (const { text, span } of wordsOf(spans)) widest = Math.max(widest, widthOf(text, span.style));
  return widest;
}

/** Width on a single line. */
export function naturalWidth(spans: readonly Span[]): number {
  let width = 0;
  let before: TextStyle | undefined;
  for (const { text, span, isAfterBlank } of wordsOf(spans)) {
    if (isAfterBlank && before !== undefined) width += widthOf(' ', before);
    width += widthOf(text, span.style);
    before = span.style;
  }
  return width;
}

const widthOf = (text: string, { face, size }: TextStyle): number =>
  (shape(face, text).advance * size) / 1000;

/** A part of a text between two places where a line may end. */
interface Part {
  readonly text: string;
  readonly isAfterBlank: boolean;
}

interface Parts {
  readonly words: readonly Part[];
  readonly endsInBlank: boolean;
}

/** Cells are measured and then set, and many texts come again in the next line or document. */
const remembered = new Map<string, Parts>();
const rememberedTexts = 1000;
const longestRemembered = 100;

function partsOf(text: string): Parts {
  const known = remembered.get(text);
  if (known !== undefined) return known;
  const parts = parted(readableText(text));
  if (text.length <= longestRemembered) {
    if (remembered.size >= rememberedTexts) remembered.clear();
    remembered.set(text, parts);
  }
  return parts;
}

function parted(text: string): Parts {
  const words: Part[] = [];
  let isAfterBlank = false;
  let from = 0;
  const add = (to: number) => {
    if (to === from) return;
    words.push({ text: text.slice(from, to), isAfterBlank });
    isAfterBlank = false;
  };
  for (const found of text.matchAll(breaks)) {
    add(found.index);
    from = found.index + found[0].length;
    isAfterBlank ||= found[0] !== '';
  }
  add(text.length);
  return { words, endsInBlank: isAfterBlank };
}

function wordsOf(spans: readonly Span[]): Word[] {
  const words: Word[] = [];
  let isAfterBlank = false;
  for (const span of spans) {
    const parts = partsOf(span.text);
    parts.words.forEach((part, index) => {
      words.push({ text: part.text, span, isAfterBlank: part.isAfterBlank || (index === 0 && isAfterBlank) });
    });
    isAfterBlank = parts.endsInBlank || (parts.words.length === 0 && isAfterBlank);
  }
  return words;
}

class LineBuilder {
  readonly #width: number;
  readonly #lines: Line[] = [];
  #stretches: Stretch[] = [];
  #used = 0;

  constructor(width: number) {
    this.#width = width;
  }

  add(word: Word): void {
    const { face, size } = word.span.style;
    const shaped = shape(face, word.text);
    const advance = (shaped.advance * size) / 1000;
    const blank = word.isAfterBlank && this.#stretches.length > 0 ? this.#blankWidth() : 0;
    const isHanging = word.text === hangingMark && this.#stretches.length > 0;
    if (isHanging || this.#used + blank + advance <= this.#width + tolerance) {
      if (blank > 0) this.#appendBlank(blank);
      this.#append(word.span, shaped.runs, advance);
      return;
    }
    if (this.#stretches.length > 0) this.#endLine();
    if (advance <= this.#width + tolerance) this.#append(word.span, shaped.runs, advance);
    else this.#addInParts(word);
  }

  finish(): Line[] {
    if (this.#stretches.length > 0 || this.#lines.length === 0) this.#endLine();
    return this.#lines;
  }

  #addInParts({ text, span }: Word): void {
    const { face, size } = span.style;
    const room = (this.#width * 1000) / size;
    let rest = text;
    while (rest !== '') {
      const units = unitsThatFit(face, rest, room);
      const part = rest.slice(0, units < rest.length ? partAt(rest, units) : units);
      const shaped = shape(face, part);
      this.#append(span, shaped.runs, (shaped.advance * size) / 1000);
      rest = rest.slice(part.length);
      if (rest !== '') this.#endLine();
    }
  }

  /** A blank belongs to what stands before it. */
  #blankWidth(): number {
    const style = this.#stretches.at(-1)?.span.style;
    return style === undefined ? 0 : widthOf(' ', style);
  }

  #appendBlank(width: number): void {
    const last = this.#stretches.at(-1);
    if (last !== undefined) this.#append(last.span, shape(last.span.style.face, ' ').runs, width);
  }

  #append(span: Span, runs: readonly Run[], width: number): void {
    this.#used += width;
    const last = this.#stretches.at(-1);
    if (last?.span !== span) {
      this.#stretches.push({ span, runs: runs.map((run) => ({ ...run })) });
      return;
    }
    for (const run of runs) {
      const before = last.runs.at(-1);
      if (before !== undefined && before.font === run.font && run.font !== null) {
        before.codes += run.codes;
        before.advance += run.advance;
      } else last.runs.push({ ...run });
    }
  }

  #endLine(): void {
    let size = 0;
    for (const { span } of this.#stretches) size = Math.max(size, span.style.size);
    this.#lines.push({ stretches: this.#stretches, width: this.#used, size, height: size * lineSpacing });
    this.#stretches = [];
    this.#used = 0;
  }
}

/** Sums of widths differ in their last digits. */
const tolerance = 0.001;

/** Where to part `text`, of which `units` fit: after a mark in the second half of them, else at the end. */
function partAt(text: string, units: number): number {
  const half = Math.ceil(units / 2);
  const mark = softBreaks.exec(text.slice(half, units));
  return mark === null ? units : half + mark.index + 1;
}
