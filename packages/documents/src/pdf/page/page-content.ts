/** The content of one page: operators that paint, and which element of the structure owns what (ISO 32000-1, 8 and 14.6). */
import { pdfNumber, utf16Hex } from '../file/syntax.ts';
import type { EmbeddedFont } from '../fonts/faces.ts';
import type { StructureElement } from '../structure.ts';
import type { Line, LineRun, Span, Stretch } from '../text/lines.ts';
import { shape } from '../text/shaping.ts';
import type { TextStyle } from '../text/styles.ts';

export const pageWidth = 595.28;
export const pageHeight = 841.89;

export interface Link {
  readonly address: string;
  readonly element: StructureElement;
  /** Left, bottom, right, top in points from the lower left corner of the page. */
  readonly rectangle: readonly [number, number, number, number];
}

/** What stands on every page and is read on none: page numbers, repeated heads. */
type Artifact = 'Header' | 'Footer';

export class PageContent {
  /** Owners of the marked contents, by their numbers on this page. */
  readonly owners: StructureElement[] = [];
  readonly links: Link[] = [];
  readonly #fonts: Map<string, EmbeddedFont>;
  #ground = '';
  #body = '';
  /** What marked content is open: an element, something that is not read, or nothing. */
  #open: StructureElement | 'artifact' | null = null;
  #artifact: Artifact | null = null;
  #groundColour = '';
  #font = '';
  #colour = '';

  /** @param fonts collects the fonts that are used */
  constructor(fonts: Map<string, EmbeddedFont>) {
    this.#fonts = fonts;
  }

  /** Whatever `paint` paints is no part of what is read. */
  artifact(kind: Artifact, paint: () => void): void {
    this.#close();
    this.#artifact = kind;
    paint();
    this.#close();
    this.#artifact = null;
  }

  fill(x: number, y: number, width: number, height: number, colour: string): void {
    if (colour !== this.#groundColour) this.#ground += `${colourOf(colour)} rg\n`;
    this.#groundColour = colour;
    this.#ground += `${rectangle(x, pageHeight - y - height, width, height)} re f\n`;
  }

  /** A line of text; `y` is its upper edge. */
  text(line: Line, x: number, y: number): void {
    const baseline = pageHeight - y - (line.height + line.size * capitals) / 2;
    let at = x;
    let isPlaced = false;
    for (const stretch of line.stretches) {
      if (this.#openFor(stretch.span.element)) isPlaced = false;
      this.#style(stretch.span.style);
      if (!isPlaced) this.#moveTo(at, baseline);
      isPlaced = true;
      at = this.#stretch(stretch, at, baseline);
    }
  }

  #stretch({ span, runs }: Stretch, x: number, baseline: number): number {
    const isForeign = span.language !== undefined && this.#artifact === null;
    let at = x;
    const begin = () => {
      if (isForeign) this.#body += `/Span<</Lang(${span.language})>>BDC `;
    };
    const end = () => {
      if (isForeign) this.#body += 'EMC ';
    };
    begin();
    for (const run of runs) {
      const width = (run.advance * span.style.size) / 1000;
      if (run.font !== null) this.#show(run.font, run.codes, span.style.size);
      else {
        end();
        this.#box(run, span, at, baseline);
        this.#moveTo(at + width, baseline);
        begin();
      }
      at += width;
    }
    end();
    return at;
  }

  #show(font: EmbeddedFont, codes: string, size: number): void {
    const wanted = `/${font.key} ${pdfNumber(size)} Tf `;
    if (wanted !== this.#font) this.#body += wanted;
    this.#font = wanted;
    this.#fonts.set(font.key, font);
    this.#body += `(${codes})Tj\n`;
  }

  /** A letter that no font has: its number in a box, with the letter itself for whoever copies or listens. */
  #box({ codes, advance }: LineRun, { style }: Span, x: number, baseline: number): void {
    const { size, colour } = style;
    const digits = (codes.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
    const perRow = Math.ceil(digits.length / 2);
    const [width, height] = [((advance - 150) * size) / 1000, size * 0.95];
    const [left, bottom] = [x + size * 0.075, baseline - size * 0.15];
    this.#body += `ET /Span<</ActualText<FEFF${utf16Hex(codes)}>>>BDC q 0.3 w ${colourOf(colour)} RG `;
    this.#body += `${rectangle(left, bottom, width, height)} re S Q BT `;
    for (const row of [0, 1]) {
      const shaped = shape('mono', digits.slice(row * perRow, (row + 1) * perRow));
      const small = size * 0.44;
      this.#moveTo(
        left + (width - (shaped.advance * small) / 1000) / 2,
        bottom + height * (row === 0 ? 0.56 : 0.12),
      );
      for (const run of shaped.runs) if (run.font !== null) this.#show(run.font, run.codes, small);
    }
    this.#body += 'ET EMC BT ';
  }

  picture(
    element: StructureElement,
    operators: string,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    this.#close();
    this.#body +=
      `${this.#begin(element)}q ${pdfNumber(width)} 0 0 ${pdfNumber(height)} ` +
      `${pdfNumber(x)} ${pdfNumber(pageHeight - y - height)} cm ${operators} Q EMC\n`;
  }

  link(
    element: StructureElement,
    address: string,
    x: number,
    y: number,
    width: number,
    height: number,
  ): void {
    if (this.#artifact !== null) return;
    const bottom = pageHeight - y - height;
    this.links.push({ address, element, rectangle: [x, bottom, x + width, bottom + height] });
  }

  /** The operators of the page, each character a byte. */
  finish(): string {
    this.#close();
    const ground = this.#ground === '' ? '' : `/Artifact BMC\n${this.#ground}EMC\n`;
    return `${ground}${this.#body}`;
  }

  /** Returns whether a new text object was begun. */
  #openFor(element: StructureElement): boolean {
    const owner = this.#artifact === null ? element : 'artifact';
    if (this.#open === owner) return false;
    this.#close();
    this.#body += `${this.#begin(element)}BT `;
    this.#open = owner;
    return true;
  }

  #begin(element: StructureElement): string {
    if (this.#artifact !== null) return `/Artifact<</Type/Pagination/Subtype/${this.#artifact}>>BDC `;
    this.owners.push(element);
    return `/${element.type}<</MCID ${this.owners.length - 1}>>BDC `;
  }

  #close(): void {
    if (this.#open !== null) this.#body += 'ET EMC\n';
    this.#open = null;
  }

  #style({ colour }: TextStyle): void {
    if (colour !== this.#colour) this.#body += `${colourOf(colour)} rg `;
    this.#colour = colour;
  }

  #moveTo(x: number, baseline: number): void {
    this.#body += `1 0 0 1 ${pdfNumber(x)} ${pdfNumber(baseline)} Tm `;
  }
}

/** Height of capitals of all faces, as a share of the letter size: lines are centred on them. */
const capitals = 0.698;

const rectangle = (x: number, y: number, width: number, height: number): string =>
  `${pdfNumber(x)} ${pdfNumber(y)} ${pdfNumber(width)} ${pdfNumber(height)}`;

const colours = new Map<string, string>();

/** `#rrggbb` as three shares. */
function colourOf(colour: string): string {
  const known = colours.get(colour);
  if (known !== undefined) return known;
  const share = (from: number) =>
    String(Number((Number.parseInt(colour.slice(from, from + 2), 16) / 255).toFixed(3)));
  const made = `${share(1)} ${share(3)} ${share(5)}`;
  if (colours.size > 100) colours.clear();
  colours.set(colour, made);
  return made;
}
