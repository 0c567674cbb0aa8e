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

export const transferTexts = {
  caption: (amount: string): Text => ({ pl: `Przelew: ${amount}`, en: `Transfer: ${amount}` }),
  explanation: {
    pl: 'Kod do przelewu: aplikacja banku wpisze z niego odbiorcę, rachunek, kwotę i tytuł.',
    en: 'Code for a transfer: the application of a Polish bank fills in the payee, the account, the amount and the title.',
  },
  amountByHand: (amount: string): Text => ({
    pl: `Kod do przelewu: aplikacja banku wpisze z niego odbiorcę, rachunek i tytuł. Kwotę ${amount} należy wpisać, bo w kodzie mieszczą się kwoty do 9999,99 PLN.`,
    en: `Code for a transfer: the application of a Polish bank fills in the payee, the account and the title. Type the amount of ${amount}: codes hold amounts up to 9999.99 PLN.`,
  }),
} as const;

/** Why an invoice has no code for a transfer. */
export const transferReasons = {
  currency: {
    pl: 'Bez kodu do przelewu: faktura jest w walucie obcej, a kod służy przelewom w PLN.',
    en: 'No code for a transfer: the invoice is in a foreign currency, and the code is for transfers in PLN.',
  },
  splitPayment: {
    pl: 'Bez kodu do przelewu: fakturę płaci się w mechanizmie podzielonej płatności, którego kod nie obejmuje.',
    en: 'No code for a transfer: the invoice is paid by split payment, which the code does not know.',
  },
  paid: {
    pl: 'Bez kodu do przelewu: fakturę zapłacono.',
    en: 'No code for a transfer: the invoice is paid.',
  },
  nothingDue: {
    pl: 'Bez kodu do przelewu: nic nie zostało do zapłaty.',
    en: 'No code for a transfer: nothing is left to be paid.',
  },
  otherMeans: {
    pl: 'Bez kodu do przelewu: fakturę płaci się inaczej niż przelewem.',
    en: 'No code for a transfer: the invoice is paid by other means.',
  },
  noAccount: {
    pl: 'Bez kodu do przelewu: na fakturze nie ma prawidłowego polskiego numeru rachunku.',
    en: 'No code for a transfer: the invoice has no right Polish account number.',
  },
  noPayee: {
    pl: 'Bez kodu do przelewu: na fakturze nie ma nazwy odbiorcy przelewu.',
    en: 'No code for a transfer: the invoice does not name the payee.',
  },
  longNumber: {
    pl: 'Bez kodu do przelewu: numer faktury jest dłuższy niż tytuł przelewu w kodzie (32 znaki).',
    en: 'No code for a transfer: the number of the invoice is longer than the title of a transfer in the code (32 characters).',
  },
} as const satisfies Record<string, Text>;
