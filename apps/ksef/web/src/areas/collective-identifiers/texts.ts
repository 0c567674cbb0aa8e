import { defineTexts } from '@kwit/ui';

export const collectiveIdentifiersTexts = defineTexts({
  pl: {
    title: 'Identyfikatory zbiorcze',
  },
  en: {
    title: 'Collective identifiers',
  },
});
