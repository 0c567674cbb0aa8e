/** Letter sizes and colours of a document. */
import type { FaceName } from '../fonts/faces.ts';

/** How letters look. Styles are compared by identity: each is made once for a document. */
export interface TextStyle {
  readonly face: FaceName;
  /** In points. */
  readonly size: number;
  /** `#rrggbb`. */
  readonly colour: string;
}

/** Distance of lines as a multiple of the letter size. */
export const lineSpacing = 1.36;
