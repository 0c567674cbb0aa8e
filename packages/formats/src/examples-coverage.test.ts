import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tableOf } from './formats.ts';
import { read, validateSync } from './index.ts';
import { type ElementRow, occurrences } from './table.ts';

const folder = resolve(import.meta.dirname, '../../../examples');
const examples = readdirSync(folder)
  .filter((name) => name.endsWith('.xml'))
  .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }))
  .filter(({ bytes }) => bytes.includes('/2025/06/25/13775/'));

const table = tableOf('FA(3)');
const rowsOf = (type: number | undefined) => {
  const content = table.types[type ?? -1]?.content;
  return content === undefined ? [] : [...occurrences(content).values()].map(({ row }) => row);
};

/** Every row of an element that a document can reach, as `type/name`; a type that is used twice counts once. */
function reachable(): Set<string> {
  const rows = new Set<string>();
  const visit = (type: number | undefined) => {
    for (const { element, type: inner } of rowsOf(type)) {
      const key = `${type}/${element}`;
      if (rows.has(key)) continue;
      rows.add(key);
      visit(inner);
    }
  };
  visit(table.root.type);
  return rows;
}

function mark(used: Set<string>, row: ElementRow, value: unknown): void {
  if (Array.isArray(value)) for (const item of value) mark(used, row, item);
  else if (typeof value === 'object' && value !== null) {
    for (const child of rowsOf(row.type)) {
      const inner = (value as Record<string, unknown>)[child.element];
      if (inner === undefined) continue;
      used.add(`${row.type}/${child.element}`);
      mark(used, child, inner);
    }
  }
}

describe("the project's own examples", () => {
  it('are valid, and use every row of the table of FA(3)', () => {
    const used = new Set<string>();
    for (const { name, bytes } of examples) {
      expect(validateSync(bytes), name).toEqual([]);
      mark(used, table.root, read(bytes, { formats: ['FA(3)'] }).root);
    }
    const all = reachable();
    console.log(`FA(3): ${examples.length} examples use ${used.size} of ${all.size} rows of its table.`);
    expect([...all].filter((row) => !used.has(row))).toEqual([]);
    for (const row of used) expect(all).toContain(row);
  });
});
