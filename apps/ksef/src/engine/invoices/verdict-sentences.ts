/**
 * The sentences that go into the details of an invoice's status. Those that integrators quote from the real
 * system are here as quoted; the others are in its style and are listed in `docs/deviations.md`.
 */
export const verdictSentences = {
  undecryptable: 'Plik niepoprawnie zaszyfrowany',
  size: (declared: number) => `Rozmiar faktury nie zgadza się z zadeklarowaną wartością: '${declared}'.`,
  hash: (declared: string) => `Skrót faktury nie zgadza się z zadeklarowaną wartością: '${declared}'.`,
  tooLarge: 'Rozmiar faktury przekracza dopuszczalną wartość.',
  byteOrderMark: 'Plik faktury zawiera znacznik BOM.',
  malformed: 'Nieprawidłowy XML',
  encoding: 'Dokument nie jest zapisany w kodowaniu UTF-8.',
  processingInstruction: 'Dokument zawiera niedozwoloną instrukcję przetwarzania XML.',
  character: 'Dokument zawiera niedozwolone znaki Unicode.',
  future: (issueDate: string, today: string) =>
    `Data wystawienia faktury (${issueDate}) nie może być późniejsza niż data przyjęcia faktury (${today}).`,
  checksum: (nip: string) => `Nieprawidłowa suma kontrolna numeru NIP: ${nip}.`,
  internalIdChecksum: (id: string) =>
    `Nieprawidłowa suma kontrolna NIP w identyfikatorze wewnętrznym: ${id}.`,
  pefNumber: (longest: number) => `Numer faktury (ID) musi mieć od 1 do ${longest} znaków.`,
  pefIssueDate: (date: string) => `Nieprawidłowa data wystawienia faktury (IssueDate): ${date}.`,
  pefSeller: 'Brak prawidłowego numeru NIP sprzedawcy (AccountingSupplierParty).',
  attachment: 'Faktura z załącznikiem może zostać przesłana wyłącznie w sesji wsadowej.',
  noAttachmentConsent: (sellerNip: string) =>
    `Sprzedawca ${sellerNip} nie posiada zgody do wysyłania faktur z załącznikami`,
  noInvoicePermission: 'Brak uprawnienia fakturowego',
  notEntitled: (context: string, sellerNip: string) =>
    `Kontekst ${context} nie jest uprawniony do wystawienia faktury w imieniu sprzedawcy (NIP: ${sellerNip})`,
  duplicate: (ksefNumber: string, session: string) =>
    `Duplikat faktury. Faktura o numerze KSeF: ${ksefNumber} została już prawidłowo przesłana do systemu w sesji: ${session}`,
  correctionWithoutRight:
    'Nie można wysłać korekty technicznej do faktury odrzuconej z powodu braku uprawnień.',
  correctionTooEarly: 'Nie można wysłać korekty technicznej do faktury, która jest przetwarzana.',
  alreadyCorrected: 'Dokument posiada już korektę techniczną.',
} as const;

export const sessionSentences = {
  keyUndecryptable: 'Rozszyfrowania klucza symetrycznego zakończone błędem',
  vectorLength: (length: number) =>
    `Nieprawidłowa długość wektora inicjującego (IV). Oczekiwano 16 bajtów, otrzymano ${length}.`,
  keyLength: (length: number) =>
    `Nieprawidłowa długość klucza symetrycznego. Oczekiwano 32 bajtów, otrzymano ${length}.`,
} as const;
