/**
 * What is put on pages from top to bottom. A piece stays on one page where it fits on one; positions in it are points
 * from its upper left corner.
 */
import type { StructureElement } from '../structure.ts';
import type { Line } from '../text/lines.ts';
import type { PageContent } from './page-content.ts';

export interface TextMark {
  readonly kind: 'text';
  readonly x: number;
  readonly y: number;
  readonly height: number;
  readonly line: Line;
}

/** A filled rectangle: ground, rule or bullet; it says nothing. */
export interface FillMark {
  readonly kind: 'fill';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** `#rrggbb`. */
  readonly colour: string;
}

/** A picture, with the element that says what it shows. */
export interface PictureMark {
  readonly kind: 'picture';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly element: StructureElement;
  /** Operators that paint it in a square of 1 point, upwards from its lower left corner. */
  readonly operators: string;
}

/** A place that leads somewhere when it is chosen. */
export interface LinkMark {
  readonly kind: 'link';
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly address: string;
  readonly element: StructureElement;
}

/** Marks that were moved together; their own places are counted from its corner. */
export interface GroupMark {
  readonly kind: 'group';
  readonly x: number;
  readonly y: number;
  readonly marks: readonly Mark[];
}

export type SingleMark = TextMark | FillMark | PictureMark | LinkMark;
export type Mark = SingleMark | GroupMark;

export interface Piece {
  readonly height: number;
  /** In reading order. */
  readonly marks: readonly Mark[];
  /** Room above it, unless it is the first on a page. */
  readonly gap: number;
  /** Whether it must not be the last on a page. */
  readonly staysWithNext: boolean;
  /** Repeated above it where it begins a page: the head of its table. */
  readonly head?: Piece;
}

export const piece = (
  height: number,
  marks: readonly Mark[],
  options: { gap?: number; staysWithNext?: boolean; head?: Piece } = {},
): Piece => ({ height, marks, gap: 0, staysWithNext: false, ...options });

export const withGap = (pieces: readonly Piece[], gap: number): Piece[] =>
  pieces.map((each, index) => (index === 0 ? { ...each, gap } : each));

export const moved = (marks: readonly Mark[], right: number, down: number): GroupMark => ({
  kind: 'group',
  x: right,
  y: down,
  marks,
});

/** Pieces under each other as one. */
export function stacked(pieces: readonly Piece[]): Piece {
  const marks: Mark[] = [];
  let height = 0;
  pieces.forEach((each, index) => {
    if (index > 0) height += each.gap;
    marks.push(moved(each.marks, 0, height));
    height += each.height;
  });
  return piece(height, marks);
}

/** Pieces beside each other as one; each has its distance from the left. */
export function sideBySide(columns: readonly { x: number; piece: Piece }[]): Piece {
  const height = Math.max(0, ...columns.map((column) => column.piece.height));
  return piece(
    height,
    columns.map((column) => moved(column.piece.marks, column.x, 0)),
  );
}

/**
 * Parts a piece that is taller than a page: the first part is at most `room` high. Lines and pictures are not cut;
 * grounds and rules are.
 */
export function split(whole: Piece, room: number): [Piece, Piece] {
  const marks = ungrouped(whole.marks, 0, 0);
  const cut = cutAbove(marks, room);
  const upper: Mark[] = [];
  const lower: Mark[] = [];
  for (const mark of marks) {
    const bottom = mark.y + mark.height;
    if (bottom <= cut + tolerance) upper.push(mark);
    else if (mark.y >= cut - tolerance) lower.push({ ...mark, y: mark.y - cut });
    else if (mark.kind === 'text' || mark.kind === 'picture') upper.push(mark);
    else {
      upper.push({ ...mark, height: cut - mark.y });
      lower.push({ ...mark, y: 0, height: bottom - cut });
    }
  }
  return [
    { ...whole, height: cut, marks: upper, staysWithNext: false },
    { ...whole, height: whole.height - cut, marks: lower, gap: 0 },
  ];
}

const tolerance = 0.01;

function ungrouped(marks: readonly Mark[], right: number, down: number): SingleMark[] {
  return marks.flatMap((mark) =>
    mark.kind === 'group'
      ? ungrouped(mark.marks, right + mark.x, down + mark.y)
      : [{ ...mark, x: right + mark.x, y: down + mark.y }],
  );
}

/** The lowest place at or above `room` that cuts no line and no picture. */
function cutAbove(marks: readonly SingleMark[], room: number): number {
  const solid = marks.filter(({ kind }) => kind === 'text' || kind === 'picture');
  let cut = room;
  for (let isCutting = true; isCutting; ) {
    isCutting = false;
    for (const { y, height } of solid) {
      if (y < cut - tolerance && y + height > cut + tolerance) {
        cut = y;
        isCutting = true;
      }
    }
  }
  // What is taller than the room goes over the edge, rather than to page after page without end.
  return cut > tolerance ? cut : room;
}

/** Paints a piece whose upper left corner is at (`left`, `top`), `top` counted from the upper edge of the page. */
export function paint(page: PageContent, { marks }: Pick<Piece, 'marks'>, left: number, top: number): void {
  for (const mark of marks) {
    const x = left + mark.x;
    const y = top + mark.y;
    if (mark.kind === 'group') paint(page, mark, x, y);
    else if (mark.kind === 'text') page.text(mark.line, x, y);
    else if (mark.kind === 'fill') page.fill(x, y, mark.width, mark.height, mark.colour);
    else if (mark.kind === 'picture')
      page.picture(mark.element, mark.operators, x, y, mark.width, mark.height);
    else page.link(mark.element, mark.address, x, y, mark.width, mark.height);
  }
}
