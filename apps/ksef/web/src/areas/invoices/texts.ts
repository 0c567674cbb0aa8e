import { defineTexts } from '@kwit/ui';

export const invoicesTexts = defineTexts({
  pl: {
    title: 'Faktury',
  },
  en: {
    title: 'Invoices',
  },
});
