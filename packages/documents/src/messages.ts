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
  'logo-jpeg-kind': {
    pl: 'Znak firmowy: ten rodzaj JPEG (na przykład CMYK) nie nadaje się do dokumentu. Należy zapisać plik jako JPEG RGB albo PNG.',
    en: 'Logo: this kind of JPEG (CMYK, for example) does not fit into a document. Save it as RGB JPEG or as PNG.',
  },
  'logo-kind': {
    pl: 'Znak firmowy: plik nie jest obrazem PNG ani JPEG. Należy wybrać plik w jednym z tych formatów.',
    en: 'Logo: the file is neither a PNG nor a JPEG picture. Choose a file in one of these formats.',
  },
  'logo-too-large': {
    pl: 'Znak firmowy: plik jest większy niż 1 MB. Należy wybrać mniejszy plik.',
    en: 'Logo: the file is larger than 1 MB. Choose a smaller one.',
  },
  'logo-too-many-pixels': {
    pl: 'Znak firmowy: obraz ma więcej niż 8 milionów pikseli. Należy go pomniejszyć; wystarcza szerokość 1000 pikseli.',
    en: 'Logo: the picture has more than 8 million pixels. Make it smaller; a width of 1,000 pixels is enough.',
  },
  'logo-unreadable': {
    pl: 'Znak firmowy: plik jest uszkodzony. Należy zapisać obraz jeszcze raz albo wybrać inny plik.',
    en: 'Logo: the file is damaged. Save the picture again or choose another file.',
  },
  'format-without-layout': {
    pl: 'Dokument tego formatu jest przeznaczony dla programów i nie ma wizualizacji. Należy podać fakturę (FA, FA_RR, PEF) albo UPO. Podano:',
    en: 'A document of this format is for programs and is not shown. Give an invoice (FA, FA_RR, PEF) or a UPO. Given:',
  },
};
