import { useLanguage, useTexts } from '@kwit/ui';
import { NativeSelect } from '@mantine/core';
import { issueInvoiceTexts } from '../texts.ts';
import { useChange } from './change.ts';
import { AddButtons, ElementView } from './element-view.tsx';
import { plainPath, useErrors } from './errors.ts';
import classes from './full-form.module.css';
import { choicePath } from './gaps.ts';
import { type ChoicePart, namesOf, type Part } from './schema.ts';
import { emptyElement, emptyParts, hasAny, type Node, without } from './tree.ts';
import { nameOf } from './words.ts';

export interface PartsViewProps {
  readonly parts: readonly Part[];
  /** The element that they are parts of. */
  readonly node: Node;
  readonly path: string;
}

/** Parts in the order of the document: what is there or must be, then words for the rest. */
export function PartsView({ parts, node, path }: PartsViewProps) {
  const { language } = useLanguage();
  const change = useChange();
  const isThere = (part: Part): boolean =>
    part.kind === 'choice' || (part.kind === 'element' && part.isRequired) || hasAny(node, namesOf([part]));
  const adds = parts
    .filter((part) => !isThere(part))
    .map((part) => {
      const name = wordOf(part);
      const add = () =>
        change(path, {
          ...node,
          ...(part.kind === 'element' ? { [name]: emptyElement(part) } : begun([part], node)),
        });
      return { key: name, label: nameOf(`${path}/${name}`, language), add };
    });
  return (
    <div className={classes.parts}>
      {parts.filter(isThere).map((part) => (
        <PartView key={namesOf([part])[0] ?? ''} part={part} node={node} path={path} />
      ))}
      <AddButtons adds={adds} />
    </div>
  );
}

/** What a part is called: by the first element that it cannot be without. */
function wordOf(part: Part): string {
  const [first = ''] = namesOf([part]);
  if (part.kind !== 'group') return first;
  const required = part.parts.find((inner) => inner.kind === 'element' && inner.isRequired);
  return required?.kind === 'element' ? required.name : first;
}

function PartView({ part, node, path }: { part: Part; node: Node; path: string }) {
  switch (part.kind) {
    case 'element':
      return <ElementView part={part} value={node[part.name]} path={`${path}/${part.name}`} />;
    case 'group':
      return <PartsView parts={part.parts} node={node} path={path} />;
    case 'choice':
      return <ChoiceView part={part} node={node} path={path} />;
  }
}

/** A way is chosen by its words; the elements of the others go. */
function ChoiceView({
  part: { branches, isRequired },
  node,
  path,
}: {
  part: ChoicePart;
  node: Node;
  path: string;
}) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).full;
  const change = useChange();
  const names = namesOf(branches.flat());
  const chosen = branches.findIndex((branch) => hasAny(node, namesOf(branch)));
  const error = useErrors()[plainPath(choicePath(path, names))];
  const labels = branches.map((branch) =>
    namesOf(branch)
      .slice(0, 2)
      .map((name) => nameOf(`${path}/${name}`, language))
      .join(', '),
  );
  const choose = (index: number) => {
    const rest = without(node, names);
    change(path, index < 0 ? rest : { ...rest, ...begun(branches[index] ?? [], rest) });
  };
  const branch = branches[chosen];
  return (
    <div className={classes.choice}>
      <NativeSelect
        label={texts.oneOf(labels.slice(0, 3).join(' / '))}
        withAsterisk={isRequired}
        error={chosen < 0 ? error : undefined}
        data={[
          { value: '-1', label: texts.choose },
          ...labels.map((label, index) => ({ value: String(index), label })),
        ]}
        value={String(chosen)}
        onChange={({ currentTarget }) => choose(Number(currentTarget.value))}
      />
      {branch && <PartsView parts={branch} node={node} path={path} />}
    </div>
  );
}

/** The required elements of parts, or the first one where none is. */
function begun(parts: readonly Part[], node: Node): Node {
  const inner = parts.flatMap((part) => (part.kind === 'group' ? part.parts : [part]));
  const required = emptyParts(inner);
  if (hasAny(required, Object.keys(required))) return required;
  const [first] = inner;
  if (first?.kind === 'element') return { [first.name]: emptyElement(first) };
  return first?.kind === 'choice' ? begun(first.branches[0] ?? [], node) : {};
}
