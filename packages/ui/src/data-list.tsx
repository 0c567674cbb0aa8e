import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import classes from './data-list.module.css';
import { useWide } from './use-wide.ts';

export interface Column<Row> {
  readonly key: string;
  readonly header: string;
  readonly cell: (row: Row) => ReactNode;
  /** A track of a CSS grid: `120px`, `minmax(160px, 2fr)`; one share of the room without it. */
  readonly width?: string;
  /** Numbers stand at the right. */
  readonly align?: 'start' | 'end';
}

export interface DataListProps<Row> {
  /** Names the list for whoever does not see it. */
  readonly label: string;
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  readonly rowKey: (row: Row) => string;
  /** The row on a phone. Without it: every column under its header. */
  readonly card?: (row: Row) => ReactNode;
  /** All rows there are, where more can be loaded than are here. */
  readonly total?: number;
  /** Told when the end comes near: load more. */
  readonly onEnd?: (() => void) | undefined;
}

const rowHeight = 48;
const cardHeight = 132;
/** So many rows beyond the visible ones are drawn. */
const overscan = 12;

/**
 * A list of any length: only the rows in sight are in the document. A table where there is room, cards on a phone.
 * It scrolls with the page.
 */
export function DataList<Row>(props: DataListProps<Row>) {
  const { label, rows, columns, rowKey, card, total, onEnd } = props;
  const wide = useWide();
  const list = useRef<HTMLTableElement>(null);
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const top = list.current?.getBoundingClientRect().top ?? 0;
    setOffset(top + window.scrollY);
  }, []);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (wide ? rowHeight : cardHeight),
    overscan,
    scrollMargin: offset,
    getItemKey: (index) => {
      const row = rows[index];
      return row === undefined ? index : rowKey(row);
    },
  });
  const items = virtualizer.getVirtualItems();
  const last = items.at(-1)?.index ?? -1;
  useLayoutEffect(() => {
    if (last >= rows.length - overscan && rows.length > 0) onEnd?.();
  }, [last, rows.length, onEnd]);
  const template = columns.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ');
  return (
    <table
      ref={list}
      className={classes.list}
      aria-label={label}
      aria-rowcount={(total ?? rows.length) + 1}
      data-wide={wide || undefined}
    >
      <thead className={wide ? classes.head : 'visually-hidden'}>
        <tr aria-rowindex={1} className={classes.row} style={{ gridTemplateColumns: template }}>
          {columns.map(({ key, header, align }) => (
            <th key={key} scope="col" className={classes.header} data-align={align}>
              {header}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className={classes.body} style={{ height: virtualizer.getTotalSize() }}>
        {items.map(({ index, key, start }) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <tr
              key={key}
              ref={virtualizer.measureElement}
              data-index={index}
              aria-rowindex={index + 2}
              className={wide ? `${classes.row} ${classes.line}` : classes.card}
              style={{
                transform: `translateY(${start - offset}px)`,
                ...(wide && { gridTemplateColumns: template }),
              }}
            >
              {wide || !card ? (
                columns.map(({ key: column, header, cell, align }) => (
                  <td key={column} className={classes.cell} data-align={align}>
                    {!wide && (
                      <span className={classes.name} aria-hidden="true">
                        {header}
                      </span>
                    )}
                    <span className={classes.value}>{cell(row)}</span>
                  </td>
                ))
              ) : (
                <td colSpan={columns.length}>{card(row)}</td>
              )}
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
