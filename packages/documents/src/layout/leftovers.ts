/** The last section of a document: whatever no other section shows. It is there so that nothing is ever dropped. */
import type { Text } from '@kwit/formats';
import type { Leftover } from './cursor.ts';
import type { Field, Section } from './layout.ts';
import type { Voice } from './voice.ts';

const heading: Text = { pl: 'Pozostałe dane', en: 'Other data' };

/** Nothing where all of the document was taken. The path stands behind the label, because labels alone may be alike. */
export function leftoverSection(
  root: { leftovers(): readonly Leftover[] },
  voice: Voice,
): readonly Section[] {
  const fields = root.leftovers().map(({ path, value }): Field => {
    const { text, also } = voice.label(path.replace(/\[\d+\]/g, ''));
    const label = `${text} (${path})`;
    return { label: also === undefined ? { text: label } : { text: label, also }, value: { text: value } };
  });
  if (fields.length === 0) return [];
  return [{ heading: voice.say(heading), blocks: [{ kind: 'fields', columns: 1, fields }] }];
}
