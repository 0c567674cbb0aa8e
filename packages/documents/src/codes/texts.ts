/** What QR codes are for, in words. */
import type { Text } from '@kwit/formats';

export const codeTexts = {
  invoice: {
    pl: 'Kod weryfikujący fakturę: prowadzi do strony KSeF, która mówi, czy faktura w nim jest, i pozwala ją pobrać.',
    en: 'Code that verifies the invoice: it leads to the page of KSeF that says whether the invoice is there and lets it be downloaded.',
  },
  issuer: {
    pl: 'Kod weryfikujący wystawcę: prowadzi do strony KSeF, która sprawdza certyfikat i podpis wystawcy.',
    en: 'Code that verifies the issuer: it leads to the page of KSeF that checks the certificate and signature of the issuer.',
  },
} as const satisfies Record<string, Text>;
