import { defineTexts } from '@kwit/ui';

export const tokensTexts = defineTexts({
  pl: {
    generateTitle: 'Generowanie tokena',
    listTitle: 'Lista tokenów',
  },
  en: {
    generateTitle: 'Generating a token',
    listTitle: 'List of tokens',
  },
});
