import { refusal } from '../errors.ts';

/** Where a list goes on: the sorting values of the last item of the page before. */
export type Position = readonly (string | number)[];

/** The token that a client sends back for the next page. It names a place, it opens no door. */
export function continuationToken(position: Position): string {
  return Buffer.from(JSON.stringify(position)).toString('base64');
}

/** Reads such a token; null where there is none. Throws `BadRequest` 21418 for anything else. */
export function readContinuation<const Shape extends readonly ('string' | 'number')[]>(
  token: string | undefined,
  shape: Shape,
): { [Index in keyof Shape]: Shape[Index] extends 'string' ? string : number } | null {
  if (token === undefined || token === '') return null;
  const position = parsed(token);
  const fits =
    Array.isArray(position) &&
    position.length === shape.length &&
    shape.every((type, index) => typeof position[index] === type);
  if (!fits) throw refusal(21418);
  return position as never;
}

function parsed(token: string): unknown {
  try {
    return JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
}
