import { PlusIcon, TrashIcon, useLanguage, useTexts } from '@kwit/ui';
import { ActionIcon, Button, Group } from '@mantine/core';
import { memo, type ReactNode } from 'react';
import { issueInvoiceTexts } from '../texts.ts';
import { useChange } from './change.ts';
import { isWithin, plainPath, sentencesOf, useErrors } from './errors.ts';
import classes from './full-form.module.css';
import { ListView } from './list-view.tsx';
import { PartsView } from './parts-view.tsx';
import { type ElementPart, namesOf, onlyValueOf, partsOf, textTypeOfRow } from './schema.ts';
import { TextField } from './text-field.tsx';
import { isNode, type Node, type Value } from './tree.ts';
import { elementOf, nameOf } from './words.ts';

export interface ElementViewProps {
  readonly part: ElementPart;
  readonly value: Value | undefined;
  /** Of the element; of a list without the number. */
  readonly path: string;
}

/** An element that is there: a field, a section, or a list of either. */
export const ElementView = memo(function ElementView({ part, value, path }: ElementViewProps) {
  if (part.isList) return <ListView part={part} items={Array.isArray(value) ? value : []} path={path} />;
  return <ItemView part={part} value={value} path={path} />;
});

function ItemView({ part, value, path }: ElementViewProps) {
  const isText = textTypeOfRow(part.row) !== undefined;
  // A value that cannot be another one, and must be there, is nothing to fill in.
  if (isText && part.isRequired && onlyValueOf(part.row) !== undefined) return null;
  return isText ? (
    <Removable path={path} isRemovable={!part.isRequired}>
      <ContentView part={part} value={value} path={path} />
    </Removable>
  ) : (
    <SectionView part={part} value={isNode(value) ? value : {}} path={path} />
  );
}

/** A field of text alone, or a mark. */
export function ContentView({ part, value, path }: ElementViewProps) {
  const { language } = useLanguage();
  const type = textTypeOfRow(part.row);
  if (!type) return null;
  if (onlyValueOf(part.row) !== undefined) {
    return (
      <p className={classes.mark}>
        {nameOf(path, language)} <span className={classes.element}>{elementOf(path)}</span>
      </p>
    );
  }
  const text = typeof value === 'string' ? value : '';
  return <TextField path={path} value={text} type={type} isRequired={part.isRequired || part.isList} />;
}

interface RemovableProps {
  readonly path: string;
  readonly isRemovable: boolean;
  readonly children: ReactNode;
}

/** What is optional can be taken away again. */
export function Removable({ path, isRemovable, children }: RemovableProps) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).full;
  const change = useChange();
  if (!isRemovable) return children;
  return (
    <div className={classes.removable}>
      {children}
      <ActionIcon
        variant="subtle"
        size={44}
        aria-label={texts.remove(nameOf(path, language))}
        onClick={() => change(path, undefined)}
      >
        <TrashIcon />
      </ActionIcon>
    </div>
  );
}

interface SectionViewProps {
  readonly part: ElementPart;
  readonly value: Node;
  readonly path: string;
}

/** An element that holds others; it folds. */
function SectionView({ part, value, path }: SectionViewProps) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).full;
  const change = useChange();
  const errors = useErrors();
  const depth = path.split('/').length;
  const isWrong = isWithin(plainPath(path), errors);
  const name = nameOf(path, language);
  return (
    <details className={classes.section} data-depth={depth} open={isWrong || depth <= 4}>
      <summary>
        {name} <span className={classes.element}>{elementOf(path)}</span>
      </summary>
      <NodeView part={part} value={value} path={path} />
      {!part.isRequired && (
        <Button
          variant="subtle"
          size="sm"
          h={44}
          leftSection={<TrashIcon size={16} />}
          onClick={() => change(path, undefined)}
        >
          {texts.remove(name)}
        </Button>
      )}
    </details>
  );
}

/** The parts of an element, after what is wrong with it as a whole. */
export function NodeView({ part, value, path }: SectionViewProps) {
  const errors = useErrors();
  const parts = partsOf(part.row);
  const shown = namesOf(parts).filter((name) => value[name] !== undefined || isAlwaysShown(parts, name));
  const sentences = sentencesOf(plainPath(path), shown, errors);
  return (
    <>
      {sentences.length > 0 && (
        <ul className={classes.wrong} role="alert">
          {sentences.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
      )}
      <PartsView parts={parts} node={value} path={path} />
    </>
  );
}

const isAlwaysShown = (parts: ReturnType<typeof partsOf>, name: string): boolean =>
  parts.some(
    (part) =>
      part.kind === 'element' &&
      part.isRequired &&
      part.name === name &&
      (onlyValueOf(part.row) === undefined || textTypeOfRow(part.row) === undefined),
  );

/** Words behind which what is not there yet waits. */
export function AddButtons({ adds }: { adds: readonly { key: string; label: string; add: () => void }[] }) {
  const texts = useTexts(issueInvoiceTexts).full;
  if (adds.length === 0) return null;
  const buttons = (
    <Group gap="xs" className={classes.adds}>
      {adds.map(({ key, label, add }) => (
        <Button
          key={key}
          variant="subtle"
          size="sm"
          h={44}
          leftSection={<PlusIcon size={16} />}
          onClick={add}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
  if (adds.length <= 3) return buttons;
  return (
    <details className={classes.more}>
      <summary>{texts.more(adds.length)}</summary>
      {buttons}
    </details>
  );
}
