/**
 * The statuses that asynchronous operations report as data: code, description and, where the real system
 * says more, its sentences. Source: the tables of statuses in the official OpenAPI 2.7.0.
 */

export interface StatusDefinition {
  readonly code: number;
  /** The sentence that the system sends with the code. */
  readonly description: string;
  /** Sentences that the system may send as details, by a name of ours; braces mark what is filled in. */
  readonly details: Readonly<Record<string, string>>;
}

const status = <
  const Code extends number,
  const Details extends Record<string, string> = Record<never, never>,
>(
  code: Code,
  description: string,
  details?: Details,
) => ({ code, description, details: (details ?? {}) as Details }) as const;

const cancelledBySystem = status(550, 'Operacja została anulowana przez system', {
  internal: 'Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie',
});

/** Log-ins. */
export const authenticationStatuses = {
  inProgress: status(100, 'Uwierzytelnianie w toku'),
  succeeded: status(200, 'Uwierzytelnianie zakończone sukcesem'),
  noPermissions: status(415, 'Uwierzytelnianie zakończone niepowodzeniem', {
    noPermissions: 'Brak przypisanych uprawnień',
  }),
  revoked: status(425, 'Uwierzytelnienie unieważnione', {
    byUser: 'Uwierzytelnienie i powiązane refresh tokeny zostały unieważnione przez użytkownika',
  }),
  // Polish details since 2.6.1.
  badToken: status(450, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu', {
    challenge: 'Nieprawidłowe wyzwanie autoryzacyjne',
    token: 'Nieprawidłowy token',
    time: 'Nieprawidłowy czas tokena',
    revoked: 'Token unieważniony',
    inactive: 'Token nieaktywny',
    encryption: 'Nieprawidłowe szyfrowanie tokena',
    encoding: 'Nieprawidłowe kodowanie tokena',
    context: 'Token nie może być użyty w kontekście {contextIdentifier}',
  }),
  badCertificate: status(460, 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędu certyfikatu', {
    notValid: 'Nieważny certyfikat',
    chain: 'Błąd weryfikacji łańcucha certyfikatów',
    untrustedChain: 'Niezaufany łańcuch certyfikatów',
    revoked: 'Certyfikat odwołany',
    suspended: 'Certyfikat zawieszony',
    malformed: 'Niepoprawny certyfikat',
  }),
  deceased: status(470, 'Uwierzytelnianie zakończone niepowodzeniem', {
    deceased: 'Próba wykorzystania metod autoryzacyjnych osoby zmarłej',
  }),
  blocked: status(480, 'Uwierzytelnienie zablokowane', {
    incident:
      'Podejrzenie incydentu bezpieczeństwa. Skontaktuj się z Ministerstwem Finansów przez formularz zgłoszeniowy.',
  }),
  unknownError: status(500, 'Nieznany błąd'),
  cancelledBySystem,
} as const satisfies Record<string, StatusDefinition>;
export type AuthenticationStatusName = keyof typeof authenticationStatuses;

/** Sessions in which invoices are sent one by one. */
export const onlineSessionStatuses = {
  open: status(100, 'Sesja interaktywna otwarta'),
  closed: status(170, 'Sesja interaktywna zamknięta'),
  processed: status(200, 'Sesja interaktywna przetworzona pomyślnie'),
  keyNotDecrypted: status(415, 'Błąd odszyfrowania dostarczonego klucza'),
  cancelled: status(440, 'Sesja anulowana', { nothingSent: 'Nie przesłano faktur' }),
  noValidInvoices: status(445, 'Błąd weryfikacji, brak poprawnych faktur'),
} as const satisfies Record<string, StatusDefinition>;
export type OnlineSessionStatusName = keyof typeof onlineSessionStatuses;

/** Sessions in which a package of invoices is sent. */
export const batchSessionStatuses = {
  open: status(100, 'Sesja wsadowa rozpoczęta'),
  processing: status(150, 'Trwa przetwarzanie'),
  processed: status(200, 'Sesja wsadowa przetworzona pomyślnie'),
  badParts: status(405, 'Błąd weryfikacji poprawności dostarczonych elementów paczki'),
  keyNotDecrypted: status(415, 'Błąd odszyfrowania dostarczonego klucza'),
  tooManyInvoices: status(420, 'Przekroczony limit faktur w sesji'),
  badArchive: status(430, 'Błąd dekompresji pierwotnego archiwum'),
  partsNotDecrypted: status(435, 'Błąd odszyfrowania zaszyfrowanych części archiwum'),
  cancelled: status(440, 'Sesja anulowana', {
    tooLate: 'Przekroczono czas wysyłki',
    nothingSent: 'Nie przesłano faktur',
  }),
  noValidInvoices: status(445, 'Błąd weryfikacji, brak poprawnych faktur'),
  unknownError: status(500, 'Nieznany błąd ({statusCode})'),
} as const satisfies Record<string, StatusDefinition>;
export type BatchSessionStatusName = keyof typeof batchSessionStatuses;

/** Invoices in a session. */
export const invoiceStatuses = {
  accepted: status(100, 'Faktura przyjęta do dalszego przetwarzania'),
  processing: status(150, 'Trwa przetwarzanie'),
  succeeded: status(200, 'Sukces'),
  sessionFailed: status(405, 'Przetwarzanie anulowane z powodu błędu sesji'),
  noPermission: status(410, 'Nieprawidłowy zakres uprawnień'),
  attachmentNotAllowed: status(415, 'Brak możliwości wysyłania faktury z załącznikiem'),
  badFile: status(430, 'Błąd weryfikacji pliku faktury'),
  notDecrypted: status(435, 'Błąd odszyfrowania pliku'),
  duplicate: status(440, 'Duplikat faktury'),
  badDocument: status(450, 'Błąd weryfikacji semantyki dokumentu faktury'),
  unknownError: status(500, 'Nieznany błąd ({statusCode})'),
  cancelledBySystem,
} as const satisfies Record<string, StatusDefinition>;
export type InvoiceStatusName = keyof typeof invoiceStatuses;

/** Facts that a duplicate's status adds under `extensions`: where the first invoice is. */
export const duplicateExtensions = {
  sessionReferenceNumber: 'originalSessionReferenceNumber',
  ksefNumber: 'originalKsefNumber',
} as const;

/** Requests for certificates. */
export const certificateEnrollmentStatuses = {
  accepted: status(100, 'Wniosek przyjęty do realizacji'),
  issued: status(200, 'Wniosek obsłużony (certyfikat wygenerowany)'),
  rejected: status(400, 'Wniosek odrzucony', {
    keyOfAnother: 'Klucz publiczny został już certyfikowany przez inny podmiot.',
    limit: 'Osiągnięto dopuszczalny limit posiadanych certyfikatów.',
  }),
  unknownError: status(500, 'Nieznany błąd'),
  cancelledBySystem,
} as const satisfies Record<string, StatusDefinition>;
export type CertificateEnrollmentStatusName = keyof typeof certificateEnrollmentStatuses;

/** Grants and revocations of permissions. */
export const permissionOperationStatuses = {
  accepted: status(100, 'Operacja przyjęta do realizacji'),
  succeeded: status(200, 'Operacja zakończona sukcesem'),
  failed: status(400, 'Operacja zakończona niepowodzeniem'),
  identifiersDoNotFit: status(410, 'Podane identyfikatory są niezgodne lub pozostają w niewłaściwej relacji'),
  noPermission: status(420, 'Użyte poświadczenia nie mają uprawnień do wykonania tej operacji'),
  contextDoesNotFit: status(430, 'Kontekst identyfikatora nie odpowiada wymaganej roli lub uprawnieniom'),
  relationNotAllowed: status(440, 'Operacja niedozwolona dla wskazanych powiązań identyfikatorów'),
  identifierNotAllowed: status(450, 'Operacja niedozwolona dla wskazanego identyfikatora lub jego typu'),
  unknownError: status(500, 'Nieznany błąd'),
  cancelledBySystem: status(550, cancelledBySystem.description, {
    internal: 'Przetwarzanie zostało przerwane z przyczyn wewnętrznych systemu. Spróbuj ponownie później.',
  }),
} as const satisfies Record<string, StatusDefinition>;
export type PermissionOperationStatusName = keyof typeof permissionOperationStatuses;

/** Exports of invoices. */
export const exportStatuses = {
  inProgress: status(100, 'Eksport faktur w toku'),
  succeeded: status(200, 'Eksport faktur zakończony sukcesem'),
  expired: status(210, 'Eksport faktur wygasł i nie jest już dostępny do pobrania'),
  keyNotDecrypted: status(415, 'Błąd odszyfrowania dostarczonego klucza'),
  beyondHighWaterMark: status(420, 'Zakres filtrowania wykracza poza dostępny zakres danych', {
    from: 'Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.',
  }),
  unknownError: status(500, 'Nieznany błąd ({statusCode})'),
  cancelledBySystem,
} as const satisfies Record<string, StatusDefinition>;
export type ExportStatusName = keyof typeof exportStatuses;

/** The description of a code in one of the tables above, or `undefined` where the table lacks the code. */
export function statusText(
  table: Readonly<Record<string, StatusDefinition>>,
  code: number,
): string | undefined {
  return Object.values(table).find((entry) => entry.code === code)?.description;
}
