/**
 * A document flattened into facts: where → what, both plain text. Two descriptions of the same thing have
 * the same facts, however they are written down. Used by the comparison test only.
 */
export type Facts = Map<string, string>;

/** JSON as it is read from a file. */
export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

export interface Difference {
  at: string;
  official: string | undefined;
  declared: string | undefined;
}

/**
 * Every fact that only one side has, or that differs. An answer that only one side has (`GET /x 429`) is one
 * difference, whatever is in it.
 */
export function differences(official: Facts, declared: Facts): Difference[] {
  const places = new Set([...official.keys(), ...declared.keys()]);
  const found = [...places]
    .map((at) => ({ at, official: official.get(at), declared: declared.get(at) }))
    .filter((fact) => fact.official !== fact.declared);
  const lonely = found.map(({ at }) => at).filter((at) => / \d{3}$/.test(at));
  return found.filter(({ at }) => !lonely.some((answer) => at.startsWith(`${answer} `)));
}

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object under a key, or an empty one. */
export function objectAt(value: Json | undefined, key: string): JsonObject {
  const found = isObject(value) ? value[key] : undefined;
  return isObject(found) ? found : {};
}

/** The list under a key, or an empty one. */
export function listAt(value: Json | undefined, key: string): Json[] {
  const found = isObject(value) ? value[key] : undefined;
  return Array.isArray(found) ? found : [];
}

/** The text under a key, or an empty one. */
export function textAt(value: Json | undefined, key: string): string {
  const found = isObject(value) ? value[key] : undefined;
  return typeof found === 'string' ? found : '';
}

/** The rows of the Markdown tables in a text: cells trimmed, heads and rules left out. */
export function tableRows(markdown: string): string[][] {
  const lines = markdown.split('\n').map((line) => line.trim());
  return lines
    .filter((line, index) => line.startsWith('|') && !isRule(line) && !isRule(lines[index + 1] ?? ''))
    .map((line) =>
      line
        .replace(/^\|/, '')
        .replace(/\|$/, '')
        .split('|')
        .map((cell) => cell.trim()),
    );
}

const isRule = (line: string) => /^\|[\s|:-]+$/.test(line) && line.includes('-');
