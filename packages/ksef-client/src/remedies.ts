/** What to do about what KSeF answers: by error code, by reason of a denial, by the status that processing ended with. */
import type { Text } from '@kwit/formats';
import type { ErrorCode } from '@kwit/ksef-contract';

const text = (pl: string, en: string): Text => ({ pl, en });

export const logInAgain = text('Należy zalogować się ponownie.', 'Log in again.');
export const tryLater = text('Warto spróbować ponownie za kilka minut.', 'Try again in a few minutes.');
export const correctRequest = text(
  'Należy poprawić wskazane dane i powtórzyć operację.',
  'Correct the data named above and repeat the operation.',
);
const askAuthorities = text(
  'Przyczynę może wyjaśnić tylko pomoc techniczna KSeF.',
  'Only the support of KSeF can explain the reason.',
);
const anotherCertificate = text(
  'Należy użyć innego, ważnego certyfikatu i zalogować się ponownie.',
  'Use another, valid certificate and log in again.',
);
const newKsefToken = text(
  'Należy sprawdzić token i kontekst (NIP) albo wygenerować nowy token w KSeF.',
  'Check the token and the context (NIP), or create a new token in KSeF.',
);
const newSession = text('Należy otworzyć nową sesję.', 'Open a new session.');
const signedLogIn = text(
  'Należy zalogować się certyfikatem (podpisem), a nie tokenem.',
  'Log in with a certificate (a signature), not with a token.',
);

/** Codes that are not here name fields of the request: they are to be corrected. */
const byCode: Readonly<Partial<Record<ErrorCode, Text>>> = {
  9101: text('Należy sprawdzić podpisany dokument.', 'Check the signed document.'),
  9102: text('Należy podpisać dokument.', 'Sign the document.'),
  9103: text(
    'Dokument powinien mieć dokładnie jeden podpis.',
    'The document must carry exactly one signature.',
  ),
  9105: text(
    'Należy sprawdzić certyfikat i podpisać dokument ponownie.',
    'Check the certificate and sign again.',
  ),
  21111: text(
    'Należy zalogować się ponownie; wyzwanie jest ważne 10 minut i działa raz.',
    'Log in again; a challenge lives 10 minutes and works once.',
  ),
  21115: anotherCertificate,
  21117: text('Należy sprawdzić NIP kontekstu.', 'Check the NIP of the context.'),
  21155: newSession,
  21164: text(
    'Należy sprawdzić numer KSeF faktury i kontekst logowania.',
    'Check the KSeF number and the context of the log-in.',
  ),
  21165: text('Faktura będzie dostępna za chwilę.', 'The invoice will be available in a moment.'),
  21166: text(
    'Ta faktura ma już przyjętą korektę techniczną; kolejna nie jest potrzebna.',
    'This invoice has an accepted technical correction already; no other is needed.',
  ),
  21167: text(
    'Przyjętą fakturę poprawia się fakturą korygującą.',
    'An accepted invoice is corrected with a correcting invoice.',
  ),
  21173: text(
    'Należy sprawdzić numer sesji i kontekst logowania.',
    'Check the session number and the context of the log-in.',
  ),
  21178: text(
    'UPO powstaje po przyjęciu faktury; warto sprawdzić jej status.',
    'A UPO exists once the invoice is accepted; check its status.',
  ),
  21180: newSession,
  21183: text('Należy zawęzić zakres dat.', 'Narrow the range of dates.'),
  21184: newSession,
  21301: logInAgain,
  21304: logInAgain,
  21308: askAuthorities,
  21406: anotherCertificate,
  21418: text('Należy pobrać listę od początku.', 'Read the list from its beginning.'),
  21470: text(
    'Należy ponowić operację z aktualnym kluczem publicznym KSeF.',
    'Repeat the operation with the current public key of KSeF.',
  ),
  25001: signedLogIn,
  25002: signedLogIn,
  25005: text('Należy sprawdzić numer wniosku.', 'Check the number of the application.'),
  25006: text(
    'Należy unieważnić zbędny certyfikat albo poczekać.',
    'Revoke a certificate that is not needed, or wait.',
  ),
  25007: text('Należy unieważnić zbędny certyfikat.', 'Revoke a certificate that is not needed.'),
  25008: text('Należy sprawdzić numer seryjny certyfikatu.', 'Check the serial number of the certificate.'),
  25009: text(
    'Nie trzeba nic robić: certyfikat i tak nie działa.',
    'Nothing is to be done: the certificate does not work anyway.',
  ),
  26001: text(
    'Należy wybrać tylko uprawnienia, które się posiada.',
    'Choose only permissions that the creator holds.',
  ),
  26002: text(
    'Należy zalogować się w kontekście NIP albo identyfikatora wewnętrznego.',
    'Log in in the context of a NIP or an internal identifier.',
  ),
};

const byReason: Readonly<Record<string, Text>> = {
  'missing-permissions': text(
    'Uprawnienie może nadać właściciel lub administrator w KSeF; potem należy zalogować się ponownie.',
    'The owner or an administrator can grant the permission in KSeF; then log in again.',
  ),
  'ip-not-allowed': text(
    'Należy połączyć się z adresu IP podanego przy logowaniu albo zalogować się ponownie.',
    'Connect from an IP address that the log-in allows, or log in again.',
  ),
  'insufficient-resource-access': text(
    'Należy sprawdzić numer i kontekst (NIP) logowania, a także, czy w tym kontekście nie należy to do kogoś innego.',
    'Check the number and the context (NIP) of the log-in, and whether it belongs to somebody else there.',
  ),
  'auth-method-not-allowed': signedLogIn,
  'security-service-blocked': askAuthorities,
  'context-type-not-allowed': text(
    'Należy zalogować się w innym typie kontekstu.',
    'Log in in a context of another type.',
  ),
};

/** By operation and status. */
const byStatus: Readonly<Record<string, Readonly<Record<number, Text>>>> = {
  getAuthenticationStatus: {
    415: text(
      'Podmiot nie ma uprawnień w tym kontekście; może je nadać właściciel lub administrator.',
      'The subject holds no permission in this context; its owner or administrator can grant one.',
    ),
    425: logInAgain,
    450: newKsefToken,
    460: anotherCertificate,
    470: askAuthorities,
    480: askAuthorities,
  },
  getPermissionOperationStatus: {
    410: text(
      'Należy sprawdzić identyfikatory i to, czy podmioty są ze sobą powiązane.',
      'Check the identifiers, and that the entities belong together.',
    ),
    420: text(
      'Należy zalogować się jako właściciel lub administrator kontekstu.',
      'Log in as the owner or an administrator of the context.',
    ),
    430: text(
      'Należy zalogować się w kontekście, który ma wymaganą rolę.',
      'Log in in a context that has the needed role.',
    ),
  },
  getCertificateEnrollmentStatus: {
    400: text(
      'Należy usunąć podaną przyczynę i złożyć wniosek ponownie.',
      'Remove the reason given and apply again.',
    ),
  },
};

/** What to do about a refusal (400) with these codes; the first known one decides. */
export function remedyForCodes(codes: readonly number[]): Text | undefined {
  return codes.map((code) => byCode[code as ErrorCode]).find((remedy) => remedy !== undefined);
}

/** What to do about a denial (403). */
export const remedyForReason = (reasonCode: string | undefined): Text =>
  byReason[reasonCode ?? ''] ??
  text('Należy sprawdzić uprawnienia w KSeF.', 'Check the permissions in KSeF.');

/** What to do where processing ended with this status of this operation. */
export const remedyForStatus = (operation: string, status: number): Text =>
  byStatus[operation]?.[status] ?? (status >= 500 ? tryLater : correctRequest);
