import { defineTexts } from '@kwit/ui';

export const sessionsTexts = defineTexts({
  pl: {
    title: 'Historia sesji',
  },
  en: {
    title: 'Session history',
  },
});
