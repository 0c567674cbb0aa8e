import { defineTexts } from '@kwit/ui';

export const controlTexts = defineTexts({
  pl: {
    title: 'Pokój kontrolny',
  },
  en: {
    title: 'Control room',
  },
});
