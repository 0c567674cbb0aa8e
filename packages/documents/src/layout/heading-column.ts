import type { TableColumn } from './layout.ts';

/** What each row of a table is of: the place of its widest column of words; -1 where it has none. */
export function headingColumn(columns: readonly TableColumn[]): number {
  let found = -1;
  let weight = 0;
  for (const [index, column] of columns.entries()) {
    if (column.align === 'end' || column.weight <= weight) continue;
    found = index;
    weight = column.weight;
  }
  return found;
}
