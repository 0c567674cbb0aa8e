import type { Text } from '@kwit/formats';
import type { DocumentErrorCode } from './errors.ts';

/** The sentence of every error code: what happened, and what to do. */
export const messages: Record<DocumentErrorCode, Text> = {
  'accent-colour': {
    pl: 'Kolor firmowy: należy podać sześć cyfr szesnastkowych po znaku #, na przykład #0b4a8f.',
    en: 'Accent colour: six hexadecimal digits after # are needed, for example #0b4a8f.',
  },
  'code-address': {
    pl: 'Kod QR: należy podać środowisko (test, demo, prod) albo adres lokalnego KSeF, na przykład http://localhost:4100.',
    en: 'QR code: an environment (test, demo, prod) or the address of a local KSeF is needed, for example http://localhost:4100.',
  },
  'code-part': {
    pl: 'Kod QR: dane do linku mają niewłaściwą postać.',
    en: 'QR code: data for the link are not of the right form.',
  },
  'code-signature': {
    pl: 'Kod QR: podpis linku jest pusty albo dłuższy niż 512 bajtów. Należy podpisać link kluczem certyfikatu KSeF typu Offline.',
    en: 'QR code: the signature of the link is empty or longer than 512 bytes. Sign the link with the key of a KSeF certificate of type Offline.',
  },
  'code-too-long': {
    pl: 'Kod QR: tekst jest za długi. Mieści się do 2331 bajtów; należy go skrócić.',
    en: 'QR code: the text is too long. Up to 2,331 bytes fit; shorten it.',
  },
};
