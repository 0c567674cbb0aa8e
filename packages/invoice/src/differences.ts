/** Where two FA(3) documents say different things. Ways of writing a number or white space do not count. */
import { readDecimal } from './decimal.ts';
import { token } from './text.ts';

export interface Difference {
  /** XPath-like, repeated elements with their number from 1. */
  readonly path: string;
  /** What the first document says; absent where only the second says something. */
  readonly value: string | undefined;
}

/** Every leaf of the first that the second does not say, and every part that only the second has. */
export function differences(first: unknown, second: unknown, path: string): Difference[] {
  if (typeof first === 'string') return isSame(first, second) ? [] : [{ path, value: first }];
  if (first === undefined) return second === undefined ? [] : [{ path, value: undefined }];
  const left = partsOf(first);
  const right = partsOf(second);
  const names = new Set([...left.keys(), ...right.keys()]);
  // An empty element still stands there.
  if (names.size === 0 && second === undefined) return [{ path, value: '' }];
  return [...names].flatMap((name) => differences(left.get(name), right.get(name), `${path}${name}`));
}

function isSame(left: string, right: unknown): boolean {
  if (typeof right !== 'string') return false;
  if (token(left) === token(right)) return true;
  const number = readDecimal(left);
  const other = readDecimal(right);
  return number !== null && other !== null && number.eq(other);
}

/** Children by the step that leads to them. */
function partsOf(value: unknown): Map<string, unknown> {
  if (Array.isArray(value)) return new Map(value.map((part, index) => [`[${index + 1}]`, part]));
  if (typeof value !== 'object' || value === null) return new Map();
  const parts = Object.entries(value).filter(([, part]) => part !== undefined);
  return new Map(parts.map(([name, part]) => [name === '#text' ? '' : `/${name}`, part]));
}
