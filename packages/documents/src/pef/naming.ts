/** Finds the words for an element of UBL; one without words gets those that its own name is made of. */
import type { Words } from '../layout/layout.ts';
import { capital, type Voice } from '../layout/voice.ts';
import { labelText } from '../words/ubl-codes.ts';
import { elementWords } from '../words/ubl-elements.ts';

/** Steps of the longest key of the table. */
const longestKey = 2;

/** A path as documents have it, without the numbers of repeated elements; its end is enough. */
export function elementText(path: string): { readonly pl: string; readonly en: string } {
  const steps = path.split('/').slice(-longestKey);
  for (let first = 0; first < steps.length; first += 1) {
    const label = elementWords.get(steps.slice(first).join('/'));
    if (label !== undefined) return labelText(label);
  }
  const words = splitName(steps.at(-1) ?? '');
  return { pl: words, en: words };
}

const labels = new WeakMap<Voice, Map<string, Words>>();

/** The label of a field, with a capital. */
export function elementLabel(path: string, voice: Voice): Words {
  const known = labels.get(voice) ?? new Map<string, Words>();
  const label = known.get(path) ?? newLabel(path, voice);
  // Paths are made of names of the format, so there is an end to them; those of an extension may be any.
  if (known.size < mostLabels) labels.set(voice, known.set(path, label));
  return label;
}

const mostLabels = 10_000;

function newLabel(path: string, voice: Voice): Words {
  const { pl, en } = elementText(path);
  return voice.say({ pl: capital(pl), en: capital(en) });
}

/** `AdditionalStreetName` is “additional street name”; abbreviations keep their capitals: `UBLVersionID`, “UBL version ID”. */
export function splitName(name: string): string {
  return name
    .replace(/^@/, '')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .split(' ')
    .map((word) => (/^[\p{Lu}\d]{2,}$/u.test(word) ? word : word.toLowerCase()))
    .join(' ');
}
