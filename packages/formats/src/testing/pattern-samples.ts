/** Texts that match a pattern of XSD, made by chance. */
import { type PatternNode, parsePattern } from '../pattern-syntax.ts';
import type { Random } from './random.ts';

/** A text that the pattern matches, as far as its characters are known here; anchors and `\b` are passed over. */
export function sampleOf(pattern: string, random: Random): string {
  return render(parsePattern(pattern), random);
}

function render(node: PatternNode, random: Random): string {
  if (node.kind === 'characters') return node.set === '' ? '' : random.pick([...node.set]);
  if (node.kind === 'choice') return render(random.pick(node.options), random);
  if (node.kind === 'sequence') return node.parts.map((part) => render(part, random)).join('');
  const most = Math.min(node.max, node.min + 3);
  const edge = random.below(4) === 0 && Number.isFinite(node.max) ? Math.min(node.max, 40) : most;
  const times = node.min + random.below(edge - node.min + 1);
  return Array.from({ length: times }, () => render(node.part, random)).join('');
}
