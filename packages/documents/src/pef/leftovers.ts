/** What has no place of its own: shown under names made of those of the elements, so that nothing is dropped. */
import { Cursor, type Leftover } from '../layout/cursor.ts';
import type { Field, Words } from '../layout/layout.ts';
import { capital, type Voice } from '../layout/voice.ts';
import { leafDatum } from './leaf.ts';
import { elementText } from './naming.ts';
import { type Leaf, plainElement } from './ubl.ts';

/** Everything below this element that nobody took; it counts as taken now. */
export const leftoverFields = <Shape extends object>(cursor: Cursor<Shape>, voice: Voice): Field[] =>
  leavesFrom(cursor.takeLeftovers()).map((leaf) => leftoverField(leaf, voice));

/** Attributes stand beside the text of their element. */
function leavesFrom(leftovers: readonly Leftover[]): Leaf[] {
  const leaves = new Map<string, { path: string; text: string; attributes: Record<string, string> }>();
  for (const { path, value } of leftovers) {
    const at = path.lastIndexOf('/@');
    const owner = at === -1 ? path : path.slice(0, at);
    const leaf = leaves.get(owner) ?? { path: owner, text: '', attributes: {} };
    if (at === -1) leaf.text = value;
    else leaf.attributes[path.slice(at + 1)] = value;
    leaves.set(owner, leaf);
  }
  return [...leaves.values()].flatMap(withXmlOpened);
}

/** XML that the format keeps as text is opened, where it can be. */
function withXmlOpened(leaf: Leaf): Leaf[] {
  const match = /^(.*)\/#any(?:\[\d+\])?$/.exec(leaf.path);
  const element = match === null ? null : plainElement(leaf.text);
  if (element === null) return [leaf];
  const above = match?.[1] ?? '';
  const inner = new Cursor(element.name, element.value).leftovers();
  return leavesFrom(inner.map(({ path, value }) => ({ path: above + path, value })));
}

/** The element itself is not named: its fields stand under its heading. */
function leftoverField(leaf: Leaf, voice: Voice): Field {
  const [, own = '', ...below] = leaf.path.split('/');
  const steps = below.length === 0 ? [own] : below;
  return { label: labelOf(steps, voice), value: leafDatum(plainPath(leaf), voice) };
}

/** Paths of fields do not tell which one of several an element is. */
const plainPath = (leaf: Leaf): Leaf => ({ ...leaf, path: leaf.path.replace(/\[\d+\]/g, '') });

/** “Dostawa › Wysyłka 2 › Data wysyłki”. */
function labelOf(steps: readonly string[], voice: Voice): Words {
  const names = steps.map((step, index) => nameOf(steps[index - 1], step));
  const joined = (language: 'pl' | 'en') => names.map((name) => capital(name[language])).join(' › ');
  return voice.say({ pl: joined('pl'), en: joined('en') });
}

const stepShape = /^(.*?)(?:\[(\d+)\])?$/;

function nameOf(above: string | undefined, step: string): { readonly pl: string; readonly en: string } {
  const [, name = step, position] = stepShape.exec(step) ?? [];
  const [, parent = ''] = stepShape.exec(above ?? '') ?? [];
  const { pl, en } = elementText(`${parent}/${name}`);
  const number = position === undefined || position === '1' ? '' : ` ${position}`;
  return { pl: pl + number, en: en + number };
}
