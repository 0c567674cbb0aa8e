/**
 * Error codes of the KSeF API with the sentence that the real system sends as their description.
 * Source: the tables of codes in the official OpenAPI 2.7.0, and of 2.8.0 where a comment says so.
 */
export const errorDescriptions = {
  9101: 'Nieprawidłowy dokument.',
  9102: 'Brak podpisu.',
  9103: 'Przekroczona liczba dozwolonych podpisów.',
  9105: 'Nieprawidłowy podpis.',
  21001: 'Nieczytelna treść.',
  21111: 'Nieprawidłowe wyzwanie autoryzacyjne.',
  21115: 'Nieprawidłowy certyfikat.',
  21117: 'Nieprawidłowy identyfikator podmiotu dla wskazanego typu kontekstu.',
  21155: 'Przekroczono dozwoloną liczbę faktur w sesji.',
  21157: 'Nieprawidłowy rozmiar części pakietu.',
  21161: 'Przekroczono dozwoloną liczbę części pakietu.',
  21164: 'Faktura o podanym identyfikatorze nie istnieje.',
  21165: 'Faktura o podanym numerze KSeF nie jest jeszcze dostępna.',
  21166: 'Korekta techniczna niedostępna.',
  21167: 'Status faktury nie pozwala na korektę techniczną.',
  21173: 'Brak sesji o wskazanym numerze referencyjnym.',
  21175: 'Wynik zapytania o podanym identyfikatorze nie istnieje.',
  21178: 'Nie znaleziono UPO dla podanych kryteriów.',
  21180: 'Status sesji nie pozwala na wykonanie operacji.',
  21181: 'Nieprawidłowe żądanie eksportu faktur.',
  21182: 'Osiągnięto limit trwających eksportów.',
  21183: 'Zakres filtrowania wykracza poza dostępny zakres danych.',
  // Since 2.8.0: the session is held up by maintenance, a new one is not.
  21184: 'Sesja tymczasowo niedostępna.',
  21205: 'Pakiet nie może być pusty.',
  21208: 'Czas oczekiwania na requesty upload lub finish został przekroczony.',
  21217: 'Nieprawidłowe kodowanie znaków.',
  21301: 'Brak autoryzacji.',
  21304: 'Brak uwierzytelnienia.',
  21308: 'Próba wykorzystania metod autoryzacyjnych osoby zmarłej.',
  21401: 'Dokument nie jest zgodny ze schemą (xsd).',
  21402: 'Nieprawidłowy rozmiar pliku.',
  21403: 'Nieprawidłowy skrót pliku.',
  21405: 'Błąd walidacji danych wejściowych.',
  21406: 'Konflikt podpisu i typu uwierzytelnienia.',
  21418: 'Przekazany token kontynuacji ma nieprawidłowy format.',
  21470: 'Przesłany identyfikator klucza jest nieznany lub wskazuje na wycofany klucz.',
  25001: 'Brak możliwości pobrania danych do CSR dla wykorzystanego sposobu uwierzytelnienia.',
  25002: 'Brak możliwości złożenia wniosku certyfikacyjnego dla wykorzystanego sposobu uwierzytelnienia.',
  25003: 'Dane w CSR nie zgadzają się z danymi w użytym wektorze uwierzytelniającym.',
  25004: 'Niepoprawny format CSR lub niepoprawny podpis CSR.',
  25005: 'Wniosek certyfikacyjny o podanym numerze referencyjnym nie istnieje.',
  25006: 'Osiągnięto limit możliwych do złożenia wniosków certyfikacyjnych.',
  25007: 'Osiągnięto limit dopuszczalnej liczby posiadanych certyfikatów.',
  25008: 'Certyfikat o podanym numerze seryjnym nie istnieje.',
  25009: 'Nie można odwołać wskazanego certyfikatu, ponieważ jest już odwołany, zablokowany lub nieważny.',
  25010: 'Nieprawidłowy typ lub długość klucza.',
  25011: 'Nieprawidłowy algorytm podpisu CSR.',
  26001: 'Nie można nadać tokenowi uprawnień których nie posiadasz.',
  26002: 'Nie można wygenerować tokena dla obecnego typu kontekstu.',
  30001: 'Podmiot lub uprawnienie już istnieje.',
  // The sentence since 2.8.1; 2.7.0 says that the invoice cannot be assigned.
  71001: 'Faktura o podanym identyfikatorze nie istnieje.',
  71002: 'Faktura jest już przypisana do maksymalnej liczby Identyfikatorów Zbiorczych.',
  // These two since 2.8.1.
  71004: 'Faktury mają różnych sprzedawców.',
  71005: 'Powtórzony numer KSeF w żądaniu.',
} as const;
export type ErrorCode = keyof typeof errorDescriptions;

/**
 * What any operation with a JSON body answers to one that is no JSON or has values of wrong types. The
 * official tables name it since 2.9.0; the lists of `errors` of the operations leave it out.
 */
export const unreadableBodyError = 21001 satisfies ErrorCode;

/** How the lists of collective identifiers describe 21418, which they have since 2.8.1: in other words. */
export const collectiveIdentifierBadTokenText = 'Przesłany token kontynuacji jest nieprawidłowy.';

/** The description that goes with a code, or `undefined` for a code that the contract does not know. */
export function errorText(code: ErrorCode): string;
export function errorText(code: number): string | undefined;
export function errorText(code: number): string | undefined {
  return (errorDescriptions as Readonly<Record<number, string>>)[code];
}

/**
 * The sentences that a 400 carries as details, as functions of what they mention. Codes whose details the
 * contract does not fix (a validator's own words) have none here. Source: as above.
 */
export const errorDetails = {
  // Reported by integrators; the document gives no details.
  9105: { profile: () => 'Format podpisu niezgodny z akceptowanymi profilami XAdES.' },
  21155: {
    limitReached: (referenceNumber: string, invoiceLimit: number | string) =>
      `Sesja o numerze referencyjnym ${referenceNumber} osiągnęła dozwolony limit liczby faktur ${invoiceLimit}.`,
  },
  21157: {
    otherThanDeclared: (ordinalNumber: number | string) =>
      `Zadeklarowany rozmiar części '${ordinalNumber}' nie zgadza się z rzeczywistym.`,
  },
  21164: {
    notFound: (ksefNumber: string) => `Faktura o numerze KSeF ${ksefNumber} nie została znaleziona.`,
  },
  21165: {
    notYet: (ksefNumber: string) =>
      `Faktura o numerze KSeF ${ksefNumber} została przetworzona, ale nie jest jeszcze dostępna do pobrania. Spróbuj ponownie później.`,
  },
  21166: {
    alreadyCorrected: () => 'Faktura posiada już przetworzoną prawidłowo korektę techniczną.',
  },
  21167: {
    invoiceWasRight: () => 'Nie można wysłać korekty technicznej do prawidłowo przetworzonej faktury.',
  },
  21173: {
    notFound: (referenceNumber: string) =>
      `Sesja o numerze referencyjnym ${referenceNumber} nie została znaleziona.`,
    // Sending and closing say it in another word.
    notFoundOnline: (referenceNumber: string) =>
      `Sesja o numerze referencyjnym ${referenceNumber} nie została odnaleziona.`,
  },
  21178: {
    invoice: (ksefNumber: string, referenceNumber: string) =>
      `UPO o numerze KSeF ${ksefNumber} i numerze referencyjnym sesji ${referenceNumber} nie zostało znalezione.`,
    session: (upoReferenceNumber: string, referenceNumber: string) =>
      `UPO o numerze referencyjnym ${upoReferenceNumber} dla sesji ${referenceNumber} nie zostało znalezione.`,
  },
  // The document has the code without parentheses; integrators report them for sending, closing follows it.
  21180: {
    sending: (code: number | string) => `Status sesji (${code}) uniemożliwia wysyłkę faktur.`,
    closing: (code: number | string) => `Status sesji (${code}) uniemożliwia jej zamknięcie.`,
  },
  21181: {
    subjectAndContext: (subjectType: string, contextType: string) =>
      `Nie można wyeksportować paczki faktur dla wybranego podmiotu (${subjectType}) i zalogowanego identyfikatora kontekstu (${contextType}).`,
  },
  21182: {
    limitReached: (count: number | string) =>
      `Dla uwierzytelnionego podmiotu w bieżącym kontekście osiągnięto maksymalny limit ${count} równoczesnych eksportów faktur. Spróbuj ponownie później.`,
  },
  21183: {
    beyondHighWaterMark: () =>
      'Parametr dateRange.from jest późniejszy niż PermanentStorageHwmDate przy włączonym restrictToPermanentStorageHwmDate.',
  },
  21184: {
    maintenance: (referenceNumber: string) =>
      `Trwają prace serwisowe i sesja ${referenceNumber} jest tymczasowo niedostępna. Spróbuj ponownie później lub otwórz nową sesję, aby wysłać kolejne faktury.`,
  },
  21205: {
    partMissing: (ordinalNumber: number | string) =>
      `Nie przesłano zadeklarowanej '${ordinalNumber}' części pliku.`,
  },
  21208: { tooLate: () => 'Sesja anulowana, przekroczony czas wysyłki.' },
  21301: {
    alreadyRedeemed: (referenceNumber: string) =>
      `Tokeny dla operacji uwierzytelniania ${referenceNumber} zostały już pobrane.`,
    statusForbidsRedeeming: (status: number | string) =>
      `Status uwierzytelniania (${status}) nie pozwala na pobranie tokenów.`,
    statusForbidsRefreshing: (status: number | string) =>
      `Status uwierzytelniania (${status}) nie pozwala na odświeżenie tokenu dostępowego.`,
    tokenRevoked: () => 'Token KSeF został unieważniony.',
  },
  21304: {
    notFound: (referenceNumber: string) =>
      `Operacja uwierzytelniania o numerze referencyjnym ${referenceNumber} nie została znaleziona.`,
  },
  21402: { mismatch: () => 'Długość treści nie zgadza się z rozmiarem pliku.' },
  21403: { mismatch: () => 'Skrót treści nie zgadza się ze skrótem pliku.' },
  21470: {
    unknownKey: (publicKeyId: string) => `Klucz o identyfikatorze ${publicKeyId} nie jest wspierany.`,
  },
  71001: {
    notFound: (ksefNumber: string) => `Faktura o numerze KSeF ${ksefNumber} nie została znaleziona.`,
  },
  71002: {
    limitReached: (ksefNumber: string) =>
      `Faktura o numerze KSeF ${ksefNumber} jest już przypisana do maksymalnej liczby Identyfikatorów Zbiorczych.`,
  },
  71004: {
    otherSeller: (ksefNumber: string) => `Faktura o numerze KSeF ${ksefNumber} ma innego sprzedawcę.`,
  },
  71005: { repeated: (ksefNumber: string) => `Powtórzony numer KSeF ${ksefNumber}.` },
} as const satisfies Partial<Record<ErrorCode, Record<string, (...facts: string[]) => string>>>;

/** The sentences that a code has as details, `{}` standing for a fact. */
export function detailSentences(code: number): string[] {
  const table: Readonly<Record<number, Readonly<Record<string, (...facts: string[]) => string>>>> =
    errorDetails;
  return Object.values(table[code] ?? {}).map((say) => say('{}', '{}'));
}

/** Why a 403 was given: its `reasonCode`, the sentence, and the facts under `security`. */
export const forbiddenReasons = {
  'missing-permissions': {
    detail: 'Brak wymaganych uprawnień do wykonania operacji w bieżącym kontekście.',
    security: ['requiredAnyOfPermissions', 'presentPermissions'],
  },
  'ip-not-allowed': {
    detail: 'Żądanie pochodzi z adresu IP innego niż wskazany podczas uwierzytelnienia.',
    security: ['clientIp'],
  },
  'insufficient-resource-access': { detail: 'Brak dostępu do wskazanego zasobu.', security: [] },
  'auth-method-not-allowed': {
    detail: 'Ta operacja nie jest dostępna dla użytej metody uwierzytelnienia.',
    security: ['authenticationMethodCategory'],
  },
  'security-service-blocked': {
    detail: 'Żądanie zostało zablokowane przez mechanizmy bezpieczeństwa.',
    security: ['incidentId', 'clientIp'],
  },
  'context-type-not-allowed': {
    detail: 'Operacja nie jest dostępna dla uwierzytelnionego typu kontekstu.',
    security: ['contextIdentifierType'],
  },
} as const satisfies Record<string, { detail: string; security: readonly string[] }>;
export type ForbiddenReason = keyof typeof forbiddenReasons;

/** What the other refusals say, by HTTP status. */
export const refusals = {
  400: { title: 'Bad Request', detail: 'Żądanie jest nieprawidłowe.' },
  401: { title: 'Unauthorized', detail: 'Wymagane jest uwierzytelnienie.' },
  403: { title: 'Forbidden', detail: forbiddenReasons['missing-permissions'].detail },
  410: { title: 'Gone', detail: 'Operacja wygasła i nie jest już dostępna.' },
} as const;

const units = { perSecond: 'sekundę', perMinute: 'minutę', perHour: 'godzinę' } as const;

/**
 * What a 429 says: which limit was met, and how many seconds to wait. The official document shows the
 * sentence for a minute; those for a second and an hour follow it.
 */
export function tooManyRequestsText(
  limit: number,
  window: keyof typeof units,
  retryAfterSeconds: number,
): string {
  return `Przekroczono limit ${limit} żądań na ${units[window]}. Spróbuj ponownie po ${retryAfterSeconds} sekundach.`;
}
