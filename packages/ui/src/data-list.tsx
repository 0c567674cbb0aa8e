import { Checkbox } from '@mantine/core';
import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { type MouseEvent, type ReactNode, useLayoutEffect, useRef, useState } from 'react';
import classes from './data-list.module.css';
import { useTexts } from './language.tsx';
import { uiTexts } from './texts.ts';
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

/** Rows that were chosen for an action, by their keys. */
export interface Selection<Row> {
  readonly selected: ReadonlySet<string>;
  readonly onChange: (selected: ReadonlySet<string>) => void;
  /** Names a row to whoever does not see it. */
  readonly name: (row: Row) => string;
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
  /** Rows can be chosen: one by one, from one to another with the shift key, all that are here. */
  readonly selection?: Selection<Row>;
}

const rowHeight = 48;
const cardHeight = 132;
/** So many rows beyond the visible ones are drawn. */
const overscan = 12;
/** A list of no more rows is drawn whole: a browser searches and prints only what is in the page. */
const drawnWhole = 50;

/**
 * A list of any length: of a long one only the rows in sight are in the document. A table where there is room, cards on a phone.
 * It scrolls with the page.
 */
export function DataList<Row>(props: DataListProps<Row>) {
  const { label, rows, columns, rowKey, card, total, onEnd, selection } = props;
  const wide = useWide();
  const list = useRef<HTMLTableElement>(null);
  const offset = useOffset(list);
  const choose = useChoice(rows, rowKey, selection);
  const virtualizer = useWindowVirtualizer({
    count: rows.length,
    estimateSize: () => (wide ? rowHeight : cardHeight),
    overscan: rows.length <= drawnWhole ? drawnWhole : overscan,
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
  const tracks = columns.map(({ width }) => width ?? 'minmax(0, 1fr)');
  const template = (selection ? ['24px', ...tracks] : tracks).join(' ');
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
          {selection && (
            <th scope="col" className={classes.header}>
              <ChooseAll rows={rows} rowKey={rowKey} selection={selection} />
            </th>
          )}
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
              data-chosen={selection?.selected.has(String(key)) || undefined}
              data-choosable={selection !== undefined || undefined}
              style={{
                transform: `translateY(${start - offset}px)`,
                ...(wide && { gridTemplateColumns: template }),
              }}
            >
              {selection && (
                <td className={wide ? classes.cell : classes.choice}>
                  <ChooseRow row={row} rowKey={rowKey} selection={selection} onChoose={choose} />
                </td>
              )}
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

/** How far below the beginning of the page the list begins; what stands above it may grow and shrink. */
function useOffset(list: { readonly current: HTMLElement | null }): number {
  const [offset, setOffset] = useState(0);
  useLayoutEffect(() => {
    const measure = () => {
      const top = list.current?.getBoundingClientRect().top ?? 0;
      setOffset(Math.round(top + window.scrollY));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    return () => observer.disconnect();
  }, [list]);
  return offset;
}

/** Chooses a row, or all from the one before to this one. */
function useChoice<Row>(
  rows: readonly Row[],
  rowKey: (row: Row) => string,
  selection: Selection<Row> | undefined,
): (key: string, toHere: boolean) => void {
  const before = useRef<string | undefined>(undefined);
  return (key, toHere) => {
    if (!selection) return;
    const keys = rows.map(rowKey);
    const [from, to] = [keys.indexOf(before.current ?? ''), keys.indexOf(key)].toSorted((a, b) => a - b);
    const reached =
      toHere && from !== undefined && from >= 0 && to !== undefined ? keys.slice(from, to + 1) : [key];
    const selected = new Set(selection.selected);
    const isAdded = !selected.has(key);
    for (const one of reached) {
      if (isAdded) selected.add(one);
      else selected.delete(one);
    }
    before.current = key;
    selection.onChange(selected);
  };
}

interface ChooseAllProps<Row> {
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly selection: Selection<Row>;
}

function ChooseAll<Row>({ rows, rowKey, selection: { selected, onChange } }: ChooseAllProps<Row>) {
  const texts = useTexts(uiTexts);
  const isAll = rows.length > 0 && rows.every((row) => selected.has(rowKey(row)));
  return (
    <Checkbox
      aria-label={texts.chooseAll}
      checked={isAll}
      indeterminate={selected.size > 0 && !isAll}
      onChange={() => onChange(new Set(isAll ? [] : rows.map(rowKey)))}
    />
  );
}

interface ChooseRowProps<Row> {
  readonly row: Row;
  readonly rowKey: (row: Row) => string;
  readonly selection: Selection<Row>;
  readonly onChoose: (key: string, toHere: boolean) => void;
}

function ChooseRow<Row>({ row, rowKey, selection: { selected, name }, onChoose }: ChooseRowProps<Row>) {
  const texts = useTexts(uiTexts);
  const key = rowKey(row);
  return (
    <Checkbox
      aria-label={texts.chooseRow(name(row))}
      checked={selected.has(key)}
      onChange={() => {}}
      // The change does not tell of the shift key.
      onClick={(event: MouseEvent) => onChoose(key, event.shiftKey)}
    />
  );
}
