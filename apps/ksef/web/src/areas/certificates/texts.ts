import { defineTexts } from '@kwit/ui';

export const certificatesTexts = defineTexts({
  pl: {
    applyTitle: 'Wnioskuj o certyfikat',
    listTitle: 'Lista certyfikatów',
  },
  en: {
    applyTitle: 'Apply for a certificate',
    listTitle: 'List of certificates',
  },
});
