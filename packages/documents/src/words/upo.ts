/** Words of the official receipt. */
import type { Text } from '@kwit/formats';

export const upoWords = {
  title: { pl: 'Urzędowe poświadczenie odbioru', en: 'Official acknowledgement of receipt' },
  titleShort: { pl: 'UPO', en: 'UPO' },
  subject: {
    pl: 'Poświadczenie przyjęcia dokumentów przez Krajowy System e-Faktur',
    en: 'Receipt for documents that the National e-Invoicing System (KSeF) has accepted',
  },
  confirmation: { pl: 'Poświadczenie', en: 'Acknowledgement' },
  document: { pl: 'Dokument', en: 'Document' },
  documents: { pl: 'Dokumenty', en: 'Documents' },
  signature: { pl: 'Podpis', en: 'Signature' },

  receiver: { pl: 'Podmiot przyjmujący', en: 'Received by' },
  session: { pl: 'Numer referencyjny sesji', en: 'Reference number of the session' },
  schemaVersion: { pl: 'Wersja schematu UPO', en: 'Version of the UPO schema' },
  structure: { pl: 'Struktura logiczna', en: 'Logical structure' },
  formCode: { pl: 'Kod formularza', en: 'Code of the form' },
  part: { pl: 'Część UPO', en: 'Part of the UPO' },
  range: { pl: 'Dokumenty w tej części', en: 'Documents in this part' },
  total: { pl: 'Dokumenty w sesji', en: 'Documents in the session' },

  sellerNip: { pl: 'NIP sprzedawcy', en: "Seller's NIP" },
  ksefNumber: { pl: 'Numer KSeF', en: 'KSeF number' },
  invoiceNumber: { pl: 'Numer faktury', en: 'Invoice number' },
  issueDate: { pl: 'Data wystawienia', en: 'Date of issue' },
  sentAt: { pl: 'Przesłano do KSeF', en: 'Sent to KSeF' },
  acceptedAt: { pl: 'Nadano numer KSeF', en: 'KSeF number assigned' },
  hash: { pl: 'Skrót dokumentu (SHA-256)', en: 'Hash of the document (SHA-256)' },
  mode: { pl: 'Tryb wysyłki', en: 'Mode of sending' },
  ordinal: { pl: 'Lp.', en: 'No.' },

  signingTime: { pl: 'Czas złożenia (według podpisu)', en: 'Time of signing (by the signature)' },
  signatory: { pl: 'Podpisał (według podpisu)', en: 'Signed by (by the signature)' },
  certificateIssuer: { pl: 'Wystawca certyfikatu', en: 'Issuer of the certificate' },
  certificateSerial: { pl: 'Numer seryjny certyfikatu', en: 'Serial number of the certificate' },
  isSigned: {
    pl: 'Plik UPO zawiera podpis elektroniczny. Ten widok go nie sprawdza.',
    en: 'The UPO file carries an electronic signature. This view does not verify it.',
  },
  isNotSigned: {
    pl: 'Plik UPO nie zawiera podpisu elektronicznego.',
    en: 'The UPO file carries no electronic signature.',
  },
  otherContent: { pl: 'Inna treść', en: 'Other content' },
} satisfies Record<string, Text>;

/** In whose name the session was opened, by the element that says it. */
export const contextWords = {
  Nip: { pl: 'Kontekst: NIP', en: 'Context: NIP' },
  IdWewnetrzny: { pl: 'Kontekst: identyfikator wewnętrzny', en: 'Context: internal identifier' },
  IdZlozonyVatUE: { pl: 'Kontekst: NIP i numer VAT UE', en: 'Context: NIP and EU VAT number' },
  IdDostawcyUslugPeppol: { pl: 'Kontekst: dostawca usług Peppol', en: 'Context: Peppol service provider' },
} satisfies Record<string, Text>;

/** By what the sender of the session proved who they are, by the element that says it. */
export const proofWords = {
  NumerReferencyjnyTokenaKSeF: {
    pl: 'Uwierzytelniono tokenem KSeF o numerze referencyjnym',
    en: 'Authenticated by the KSeF token with the reference number',
  },
  SkrotDokumentuUwierzytelniajacego: {
    pl: 'Uwierzytelniono podpisanym dokumentem o skrócie (SHA-256)',
    en: 'Authenticated by a signed document with the hash (SHA-256)',
  },
} satisfies Record<string, Text>;

export const modeWords: Readonly<Record<string, Text>> = {
  Online: { pl: 'online', en: 'online' },
  Offline: { pl: 'offline', en: 'offline' },
};

export const partOf = (part: string, all: string): Text => ({
  pl: `${part} z ${all}`,
  en: `${part} of ${all}`,
});
