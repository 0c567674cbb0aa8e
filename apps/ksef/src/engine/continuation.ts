import { sha256Hex } from '@kwit/crypto';
import { BadRequest, refusal } from '../errors.ts';

/** Where a list goes on: the sorting values of the last item of the page before. */
export type Position = readonly (string | number)[];

/** Which list it is: its operation, who asks for it in which context, and by what filters. The page size may change. */
export type ListKey = readonly unknown[];

/** The token that a client sends back for the next page of the same list. It names a place, it opens no door. */
export function continuationToken(list: ListKey, position: Position): string {
  return Buffer.from(JSON.stringify([digestOf(list), ...position])).toString('base64');
}

const digestOf = (list: ListKey): string => sha256Hex(JSON.stringify(list)).slice(0, 16);

/**
 * Reads such a token; null where there is none. Throws `BadRequest` 21418 for anything else, as for that of another list.
 * @param description of 21418, where the operation has one of its own
 */
export function readContinuation<const Shape extends readonly ('string' | 'number')[]>(
  list: ListKey,
  token: string | undefined,
  shape: Shape,
  description?: string,
): { [Index in keyof Shape]: Shape[Index] extends 'string' ? string : number } | null {
  if (token === undefined || token === '') return null;
  const position = parsed(token).slice(1) as unknown as Position;
  const fits =
    // Whatever was added to a token, or left out, is not ours: Base64 is read past what does not belong.
    token === continuationToken(list, position) &&
    position.length === shape.length &&
    shape.every((type, index) => typeof position[index] === type);
  if (!fits) {
    throw description === undefined ? refusal(21418) : new BadRequest([{ code: 21418, description }]);
  }
  return position as never;
}

function parsed(token: string): unknown[] {
  try {
    const value: unknown = JSON.parse(Buffer.from(token, 'base64').toString('utf8'));
    return Array.isArray(value) ? value : [];
  } catch {
    return [];
  }
}
