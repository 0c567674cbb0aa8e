/** Words of ours in the language of the reader. */
import type { Text } from '@kwit/formats';
import type { DocumentLanguage, Words } from './layout.ts';

export function inLanguage({ pl, en }: Text, language: DocumentLanguage): Words {
  if (language === 'pl') return { text: pl };
  if (language === 'en') return { text: en };
  return pl === en ? { text: pl } : { text: pl, also: en };
}
