import type { DocumentErrorCode, Text } from './errors.ts';

/** The sentence of every error code: what happened, and what to do. */
export const messages: Record<DocumentErrorCode, Text> = {
  'accent-colour': {
    pl: 'Kolor firmowy: należy podać sześć cyfr szesnastkowych po znaku #, na przykład #0b4a8f.',
    en: 'Accent colour: six hexadecimal digits after # are needed, for example #0b4a8f.',
  },
  'code-too-long': {
    pl: 'Kod QR: tekst jest za długi. Mieści się do 2331 bajtów; należy go skrócić.',
    en: 'QR code: the text is too long. Up to 2,331 bytes fit; shorten it.',
  },
};
