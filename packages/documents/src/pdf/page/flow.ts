/** Puts pieces on pages, one under the other. */
import type { EmbeddedFont } from '../fonts/faces.ts';
import { PageContent, pageHeight } from './page-content.ts';
import { type Piece, paint, split } from './pieces.ts';

/** Free edges of a page in points. */
export interface Margins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** A piece, or a part of one, and where its upper edge is. */
interface Placement {
  readonly page: number;
  readonly top: number;
  readonly piece: Piece;
  /** It repeats what was read before. */
  readonly isRepeated: boolean;
}

interface Plan {
  readonly placements: readonly Placement[];
  readonly pageCount: number;
  /** Share of the last page that is used. */
  readonly lastPageShare: number;
}

/** The pages of a document. Every piece is painted once, in its order. */
export function paginate(
  pieces: readonly Piece[],
  margins: Margins,
  fonts: Map<string, EmbeddedFont>,
): PageContent[] {
  const { placements, pageCount } = bestPlan(pieces, margins);
  const pages = Array.from({ length: pageCount }, () => new PageContent(fonts));
  for (const { page, top, piece, isRepeated } of placements) {
    const content = pages[page];
    if (content === undefined) continue;
    if (isRepeated) content.artifact('Header', () => paint(content, piece, margins.left, top));
    else paint(content, piece, margins.left, top);
  }
  return pages;
}

/** A last page with less than this is avoided where smaller gaps are enough for that. */
const fewLines = 0.2;
const gapScales = [0.85, 0.7, 0.55];

/** Nobody likes to print a page with three lines on it. */
function bestPlan(pieces: readonly Piece[], margins: Margins): Plan {
  const usual = new Planner(margins, 1).plan(pieces);
  if (usual.pageCount === 1 || usual.lastPageShare > fewLines) return usual;
  for (const scale of gapScales) {
    const closer = new Planner(margins, scale).plan(pieces);
    if (closer.pageCount < usual.pageCount) return closer;
  }
  return usual;
}

/** A piece with those that must follow it on the same page. */
function groupAt(pieces: readonly Piece[], from: number): Piece[] {
  const group: Piece[] = [];
  for (const each of pieces.slice(from, from + longestGroup)) {
    group.push(each);
    if (!each.staysWithNext) break;
  }
  return group;
}

/** So many pieces are kept together at most. */
const longestGroup = 12;

class Planner {
  readonly #placements: Placement[] = [];
  readonly #margins: Margins;
  readonly #gapScale: number;
  readonly #bottom: number;
  #page = 0;
  #y: number;
  #isEmpty = true;
  #isHeadingLast = false;

  constructor(margins: Margins, gapScale: number) {
    this.#margins = margins;
    this.#gapScale = gapScale;
    this.#bottom = pageHeight - margins.bottom;
    this.#y = margins.top;
  }

  plan(pieces: readonly Piece[]): Plan {
    for (let from = 0; from < pieces.length; ) {
      const group = groupAt(pieces, from);
      this.#placeGroup(group);
      from += group.length;
    }
    const { top } = this.#margins;
    return {
      placements: this.#placements,
      pageCount: this.#page + 1,
      lastPageShare: (this.#y - top) / (this.#bottom - top),
    };
  }

  #placeGroup(group: readonly Piece[]): void {
    const height = group.reduce((sum, each) => sum + this.#gapAbove(each) + each.height, 0);
    if (!this.#isEmpty && this.#y + height > this.#bottom) this.#turn();
    for (const each of group) this.#placeOne(each);
  }

  #placeOne(each: Piece): void {
    let rest = each;
    for (;;) {
      const gap = this.#isEmpty ? 0 : this.#gapAbove(rest);
      const head = this.#isEmpty ? rest.head : undefined;
      const room = this.#bottom - this.#y - gap - (head?.height ?? 0);
      if (rest.height <= room + tolerance) {
        this.#put(rest, gap, head);
        return;
      }
      if (this.#isBetterOnNextPage(rest, room)) {
        this.#turn();
        continue;
      }
      const [first, next] = split(rest, Math.max(room, leastPart));
      this.#put(first, gap, head);
      this.#turn();
      rest = next;
    }
  }

  #gapAbove({ gap }: Piece): number {
    return gap * this.#gapScale;
  }

  /** Not what has this page to itself, nor what would leave its heading behind. */
  #isBetterOnNextPage(each: Piece, room: number): boolean {
    if (this.#isEmpty || this.#isHeadingLast) return false;
    const pageRoom = this.#bottom - this.#margins.top - (each.head?.height ?? 0);
    return each.height <= pageRoom || room < leastPart;
  }

  #put(piece: Piece, gap: number, head: Piece | undefined): void {
    if (head !== undefined) {
      this.#placements.push({ page: this.#page, top: this.#y, piece: head, isRepeated: true });
      this.#y += head.height;
    }
    this.#y += gap;
    this.#placements.push({ page: this.#page, top: this.#y, piece, isRepeated: false });
    this.#y += piece.height;
    this.#isEmpty = false;
    this.#isHeadingLast = piece.staysWithNext;
  }

  #turn(): void {
    this.#page += 1;
    this.#y = this.#margins.top;
    this.#isEmpty = true;
    this.#isHeadingLast = false;
  }
}

const tolerance = 0.01;

/** A part of a piece that is not worth the beginning: about three lines, in points. */
const leastPart = 40;
