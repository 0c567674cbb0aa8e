import { defineTexts } from '@kwit/ui';

export const latarniaPageTexts = defineTexts({
  pl: {
    title: 'Latarnia',
    statuses: {
      AVAILABLE: 'KSeF dostępny',
      MAINTENANCE: 'planowana niedostępność',
      FAILURE: 'awaria',
      TOTAL_FAILURE: 'awaria całkowita',
    },
  },
  en: {
    title: 'Latarnia',
    statuses: {
      AVAILABLE: 'KSeF is available',
      MAINTENANCE: 'planned maintenance',
      FAILURE: 'failure',
      TOTAL_FAILURE: 'total failure',
    },
  },
});
