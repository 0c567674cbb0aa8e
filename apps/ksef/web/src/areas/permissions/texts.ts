import { defineTexts } from '@kwit/ui';

export const permissionsTexts = defineTexts({
  pl: {
    title: 'Uprawnienia',
  },
  en: {
    title: 'Permissions',
  },
});
