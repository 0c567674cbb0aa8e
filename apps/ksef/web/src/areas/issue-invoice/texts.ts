import { defineTexts } from '@kwit/ui';

export const issueInvoiceTexts = defineTexts({
  pl: {
    title: 'Wystaw fakturę',
  },
  en: {
    title: 'Issue an invoice',
  },
});
