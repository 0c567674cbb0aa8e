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

/** The pages of a document. Every piece is painted once, in its order. */
export function paginate(
  pieces: readonly Piece[],
  margins: Margins,
  fonts: Map<string, EmbeddedFont>,
): PageContent[] {
  const flow = new Flow(margins, fonts);
  for (let from = 0; from < pieces.length; ) {
    const group = groupAt(pieces, from);
    flow.place(group);
    from += group.length;
  }
  return flow.pages;
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

class Flow {
  readonly pages: PageContent[] = [];
  readonly #margins: Margins;
  readonly #fonts: Map<string, EmbeddedFont>;
  readonly #bottom: number;
  #y = 0;
  #isEmpty = true;
  #isHeadingLast = false;

  constructor(margins: Margins, fonts: Map<string, EmbeddedFont>) {
    this.#margins = margins;
    this.#fonts = fonts;
    this.#bottom = pageHeight - margins.bottom;
    this.#turn();
  }

  place(group: readonly Piece[]): void {
    if (!this.#isEmpty && this.#y + heightOf(group) > this.#bottom) this.#turn();
    for (const each of group) this.#placeOne(each);
  }

  #placeOne(each: Piece): void {
    let rest = each;
    for (;;) {
      const gap = this.#isEmpty ? 0 : rest.gap;
      const head = this.#isEmpty ? rest.head : undefined;
      const room = this.#bottom - this.#y - gap - (head?.height ?? 0);
      if (rest.height <= room + tolerance) {
        this.#paint(rest, gap, head);
        return;
      }
      if (this.#isBetterOnNextPage(rest, room)) {
        this.#turn();
        continue;
      }
      const [first, next] = split(rest, Math.max(room, leastPart));
      this.#paint(first, gap, head);
      this.#turn();
      rest = next;
    }
  }

  /** Not what has this page to itself, nor what would leave its heading behind. */
  #isBetterOnNextPage(each: Piece, room: number): boolean {
    if (this.#isEmpty || this.#isHeadingLast) return false;
    const pageRoom = this.#bottom - this.#margins.top - (each.head?.height ?? 0);
    return each.height <= pageRoom || room < leastPart;
  }

  #paint(each: Piece, gap: number, head: Piece | undefined): void {
    const page = this.pages.at(-1);
    if (page === undefined) return;
    if (head !== undefined) {
      page.artifact('Header', () => paint(page, head, this.#margins.left, this.#y));
      this.#y += head.height;
    }
    this.#y += gap;
    paint(page, each, this.#margins.left, this.#y);
    this.#y += each.height;
    this.#isEmpty = false;
    this.#isHeadingLast = each.staysWithNext;
  }

  #turn(): void {
    this.pages.push(new PageContent(this.#fonts));
    this.#y = this.#margins.top;
    this.#isEmpty = true;
    this.#isHeadingLast = false;
  }
}

const tolerance = 0.01;

/** A part of a piece that is not worth the beginning: about three lines, in points. */
const leastPart = 40;

function heightOf(group: readonly Piece[]): number {
  return group.reduce((sum, { height, gap }) => sum + gap + height, 0);
}
