import { PlusIcon, TrashIcon, useLanguage, useTexts } from '@kwit/ui';
import { ActionIcon, Button, Group } from '@mantine/core';
import { useEffect, useState } from 'react';
import { issueInvoiceTexts } from '../texts.ts';
import { useChange } from './change.ts';
import { ContentView, NodeView } from './element-view.tsx';
import { isWithin, plainPath, useErrors } from './errors.ts';
import classes from './full-form.module.css';
import { type ElementPart, textTypeOfRow } from './schema.ts';
import { emptyItem, isNode, type Node } from './tree.ts';
import { elementOf, nameOf } from './words.ts';

export interface ListViewProps {
  readonly part: ElementPart;
  readonly items: readonly (string | Node)[];
  /** Without a number. */
  readonly path: string;
}

/** So many items are in the page at once: an invoice may have ten thousand lines. */
const perPage = 20;

/** Elements of one name, each of which folds. */
export function ListView({ part, items, path }: ListViewProps) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).full;
  const change = useChange();
  const [page, setPage] = usePageOfErrors(path, items.length);
  const name = nameOf(path, language);
  const pages = Math.max(1, Math.ceil(items.length / perPage));
  const shown = Math.min(page, pages - 1);
  const first = shown * perPage;
  const add = () => {
    change(path, [...items, numbered(part, items)]);
    setPage(Math.floor(items.length / perPage));
  };
  return (
    <section className={classes.list} aria-label={name}>
      <p className={classes.listTitle}>
        {name} <span className={classes.element}>{elementOf(path)}</span>
        {items.length > 1 && <span className={classes.count}> {items.length}</span>}
      </p>
      {items.slice(first, first + perPage).map((item, index) => (
        <Item
          // biome-ignore lint/suspicious/noArrayIndexKey: items have no name but their place
          key={first + index}
          part={part}
          item={item}
          path={path}
          index={first + index}
          isLast={first + index === items.length - 1}
        />
      ))}
      {pages > 1 && (
        <Group gap="sm">
          <Button
            variant="default"
            size="sm"
            h={44}
            disabled={shown === 0}
            onClick={() => setPage(shown - 1)}
          >
            {texts.before}
          </Button>
          <span>{texts.range(first + 1, Math.min(first + perPage, items.length), items.length)}</span>
          <Button
            variant="default"
            size="sm"
            h={44}
            disabled={shown === pages - 1}
            onClick={() => setPage(shown + 1)}
          >
            {texts.after}
          </Button>
        </Group>
      )}
      {items.length < part.most && (
        <Button variant="default" size="sm" h={44} leftSection={<PlusIcon size={16} />} onClick={add}>
          {texts.add(name)}
        </Button>
      )}
    </section>
  );
}

/** Lines count on by themselves. */
function numbered(part: ElementPart, items: readonly (string | Node)[]): string | Node {
  const item = emptyItem(part);
  const counter = { FaWiersz: 'NrWierszaFa', ZamowienieWiersz: 'NrWierszaZam' }[part.name];
  return counter !== undefined && isNode(item) ? { ...item, [counter]: String(items.length + 1) } : item;
}

/** Turns to the page where something is wrong as soon as it is found. */
function usePageOfErrors(path: string, count: number) {
  const errors = useErrors();
  const [page, setPage] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: when something was found, not when an item was added
  useEffect(() => {
    for (let index = 0; index < count; index += 1) {
      if (!isWithin(plainPath(`${path}[${index + 1}]`), errors)) continue;
      setPage(Math.floor(index / perPage));
      return;
    }
  }, [errors]);
  return [page, setPage] as const;
}

interface ItemProps {
  readonly part: ElementPart;
  readonly item: string | Node;
  readonly path: string;
  readonly index: number;
  readonly isLast: boolean;
}

function Item({ part, item, path, index, isLast }: ItemProps) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).full;
  const change = useChange();
  const errors = useErrors();
  const own = `${path}[${index + 1}]`;
  const name = `${nameOf(path, language)} ${index + 1}`;
  const remove = () => change(own, undefined);
  if (textTypeOfRow(part.row)) {
    return (
      <div className={classes.removable}>
        <ContentView part={part} value={item} path={own} />
        <ActionIcon variant="subtle" size={44} aria-label={texts.remove(name)} onClick={remove}>
          <TrashIcon />
        </ActionIcon>
      </div>
    );
  }
  return (
    <details className={classes.item} open={isLast || isWithin(plainPath(own), errors)}>
      <summary>
        {name} <span className={classes.gist}>{gistOf(item)}</span>
      </summary>
      <NodeView part={part} value={isNode(item) ? item : {}} path={own} />
      <Button variant="subtle" size="sm" h={44} leftSection={<TrashIcon size={16} />} onClick={remove}>
        {texts.remove(name)}
      </Button>
    </details>
  );
}

/** The first words of an item, by which it is known when it is folded. */
const gistOf = (item: string | Node): string =>
  isNode(item)
    ? Object.entries(item)
        .flatMap(([name, value]) =>
          typeof value === 'string' && !name.startsWith('Nr') && value !== '' ? [value] : [],
        )
        .slice(0, 4)
        .join(' · ')
    : item;
