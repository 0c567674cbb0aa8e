/** Tables whose columns are there only where some row has something in them. */
import type { Block, TableColumn, TableRow, Words } from '../layout/layout.ts';

export interface PossibleColumn extends TableColumn {
  /** Stands there though no row fills it. */
  readonly isAlways?: boolean;
}

export interface PossibleTable {
  readonly caption: Words;
  readonly columns: readonly PossibleColumn[];
  readonly rows: readonly TableRow[];
  readonly foot?: readonly TableRow[];
}

/** Nothing where there are no rows. What stands at the foot alone is the body of its table. */
export function usedColumnsTable({ caption, columns, rows, foot = [] }: PossibleTable): readonly Block[] {
  const all = [...rows, ...foot];
  if (all.length === 0) return [];
  const isUsed = columns.map(
    ({ isAlways = false }, index) => isAlways || all.some(({ cells }) => cells[index] !== null),
  );
  const used = <Item>(items: readonly Item[]): Item[] => items.filter((_, index) => isUsed[index]);
  const narrowed = (row: TableRow): TableRow => ({ ...row, cells: used(row.cells) });
  const [body, end] = rows.length === 0 ? [foot, rows] : [rows, foot];
  return [
    {
      kind: 'table',
      caption,
      showsCaption: false,
      columns: used(columns).map(({ label, align, weight }) => ({ label, align, weight })),
      rows: body.map(narrowed),
      foot: end.map(narrowed),
    },
  ];
}
