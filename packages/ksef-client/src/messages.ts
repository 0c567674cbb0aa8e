/** What the client says to people, in Polish and English: what happened, where, and what to do. */
import type { Text } from '@kwit/formats';
import type { KsefErrorCode } from './errors.ts';

const text = (pl: string, en: string): Text => ({ pl, en });

/** A sentence about what happened, followed by what to do. */
const advise = (happened: Text, remedy: Text): Text =>
  text(`${happened.pl} ${remedy.pl}`, `${happened.en} ${remedy.en}`);

const logInAgain = text('Należy zalogować się ponownie.', 'Log in again.');
const tryLater = text('Warto spróbować ponownie za kilka minut.', 'Try again in a few minutes.');
const correctRequest = text(
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

/** What to do about a code that KSeF refuses a request with. */
const remediesByCode: Readonly<Record<number, Text>> = {
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
  21173: text(
    'Należy sprawdzić numer sesji i kontekst logowania.',
    'Check the session number and the context of the log-in.',
  ),
  21178: text(
    'UPO powstaje po przyjęciu faktury; warto sprawdzić jej status.',
    'A UPO exists once the invoice is accepted; check its status.',
  ),
  21180: newSession,
  21184: newSession,
  21301: logInAgain,
  21304: logInAgain,
  21418: text('Należy pobrać listę od początku.', 'Read the list from its beginning.'),
  21470: text(
    'Należy ponowić operację z aktualnym kluczem publicznym KSeF.',
    'Repeat the operation with the current public key of KSeF.',
  ),
  25002: signedLogIn,
  25006: text(
    'Należy unieważnić zbędny certyfikat albo poczekać.',
    'Revoke a certificate that is not needed, or wait.',
  ),
  25007: text('Należy unieważnić zbędny certyfikat.', 'Revoke a certificate that is not needed.'),
  26001: text(
    'Należy wybrać tylko uprawnienia, które się posiada.',
    'Choose only permissions that the creator holds.',
  ),
  26002: text(
    'Należy zalogować się w kontekście NIP albo identyfikatora wewnętrznego.',
    'Log in in the context of a NIP or an internal identifier.',
  ),
};

/** What to do about a denial, by its `reasonCode`. */
const remediesByReason: Readonly<Record<string, Text>> = {
  'missing-permissions': text(
    'Uprawnienie może nadać właściciel lub administrator w KSeF; potem należy zalogować się ponownie.',
    'The owner or an administrator can grant the permission in KSeF; then log in again.',
  ),
  'ip-not-allowed': text(
    'Należy połączyć się z adresu IP podanego przy logowaniu albo zalogować się ponownie.',
    'Connect from an IP address that the log-in allows, or log in again.',
  ),
  'insufficient-resource-access': text(
    'Należy sprawdzić numer i kontekst (NIP) logowania.',
    'Check the number and the context (NIP) of the log-in.',
  ),
  'auth-method-not-allowed': signedLogIn,
  'security-service-blocked': askAuthorities,
  'context-type-not-allowed': text(
    'Należy zalogować się w innym typie kontekstu.',
    'Log in in a context of another type.',
  ),
};

/** What to do about a status that processing ended with, where the status alone says it. */
const remediesByStatus: Readonly<Record<string, Readonly<Record<number, Text>>>> = {
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
  getCertificateEnrollmentStatus: {
    400: text(
      'Należy usunąć podaną przyczynę i złożyć wniosek ponownie.',
      'Remove the reason given and apply again.',
    ),
  },
};

const reasons = (codes: readonly KsefErrorCode[]): string =>
  codes
    .map(({ code, description, details }) => {
      const particulars = details.filter((detail) => detail !== description);
      return [`${code} ${description}`.trim(), ...particulars].join(' ');
    })
    .join('; ');

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** Each of the sentences; `where` is the request as `POST /sessions/online`. */
export const messages = {
  refused(where: string, status: number, codes: readonly KsefErrorCode[], detail: string): Text {
    const said = codes.length > 0 ? reasons(codes) : detail || `HTTP ${status}`;
    const known = codes.map(({ code }) => remediesByCode[code]).find((remedy) => remedy !== undefined);
    return advise(
      text(`KSeF odrzucił żądanie ${where}: ${said}`, `KSeF refused ${where}: ${said}`),
      known ?? (status === 413 ? tooLarge : correctRequest),
    );
  },

  unauthorized: (where: string, detail: string): Text =>
    advise(
      text(
        `KSeF nie uznał tokena przy żądaniu ${where}${detail && `: ${detail}`}`,
        `KSeF did not accept the token for ${where}${detail && `: ${detail}`}`,
      ),
      logInAgain,
    ),

  forbidden(
    where: string,
    reasonCode: string | undefined,
    detail: string,
    required: readonly string[],
    present: readonly string[],
  ): Text {
    const needed = {
      pl:
        required.length > 0
          ? ` Wymagane jedno z: ${required.join(', ')}; obecne: ${present.join(', ') || 'brak'}.`
          : '',
      en:
        required.length > 0
          ? ` One of these is needed: ${required.join(', ')}; present: ${present.join(', ') || 'none'}.`
          : '',
    };
    const said = detail || reasonCode || 'HTTP 403';
    return advise(
      text(
        `KSeF odmówił dostępu do ${where}: ${said}${needed.pl}`,
        `KSeF denied access to ${where}: ${said}${needed.en}`,
      ),
      remediesByReason[reasonCode ?? ''] ??
        text('Należy sprawdzić uprawnienia w KSeF.', 'Check the permissions in KSeF.'),
    );
  },

  gone: (where: string, detail: string): Text =>
    advise(
      text(
        `Wynik ${where} nie jest już przechowywany w KSeF${detail && `: ${detail}`}`,
        `The result of ${where} is no longer kept by KSeF${detail && `: ${detail}`}`,
      ),
      text('Operację trzeba rozpocząć od nowa.', 'Start the operation anew.'),
    ),

  rateLimited(where: string, detail: string, retryAfterMs: number | undefined): Text {
    const said = detail && `: ${detail}`;
    return advise(
      text(
        `Przekroczono limit żądań KSeF przy ${where}${said}`,
        `The request limit of KSeF was exceeded at ${where}${said}`,
      ),
      retryAfterMs === undefined
        ? tryLater
        : text(
            `Kolejna próba jest możliwa za ${seconds(retryAfterMs)} s.`,
            `Another attempt is possible in ${seconds(retryAfterMs)} s.`,
          ),
    );
  },

  unavailable: (where: string, address: string, status: number): Text =>
    advise(
      text(
        `KSeF pod adresem ${address} jest niedostępny (HTTP ${status} przy ${where}).`,
        `KSeF at ${address} is unavailable (HTTP ${status} at ${where}).`,
      ),
      tryLater,
    ),

  unreachable: (where: string, address: string, reason: string): Text =>
    advise(
      text(
        `Brak połączenia z KSeF pod adresem ${address} (${where}: ${reason}).`,
        `No connection to KSeF at ${address} (${where}: ${reason}).`,
      ),
      text(
        'Należy sprawdzić adres, sieć i to, czy KSeF działa.',
        'Check the address, the network, and that KSeF is running.',
      ),
    ),

  connectionLost: (where: string, address: string, reason: string): Text =>
    advise(
      text(
        `Połączenie z KSeF pod adresem ${address} zostało przerwane (${where}: ${reason}).`,
        `The connection to KSeF at ${address} broke (${where}: ${reason}).`,
      ),
      text(
        'Przed powtórzeniem trzeba sprawdzić, czy żądanie nie zostało przyjęte.',
        'Before repeating it, check whether the request was accepted.',
      ),
    ),

  untrustedServer: (where: string, address: string, reason: string): Text =>
    advise(
      text(
        `Certyfikat serwera ${address} nie jest zaufany (${where}: ${reason}).`,
        `The certificate of the server ${address} is not trusted (${where}: ${reason}).`,
      ),
      text(
        'Należy sprawdzić adres; dla lokalnego KSeF trzeba wskazać jego plik CA w NODE_EXTRA_CA_CERTS.',
        'Check the address; for the local KSeF name its CA file in NODE_EXTRA_CA_CERTS.',
      ),
    ),

  unexpectedAnswer: (where: string, address: string, what: Text, excerpt: string): Text => {
    const shown = excerpt && ` «${excerpt}»`;
    return advise(
      text(
        `Odpowiedź z adresu ${address} na ${where} nie jest odpowiedzią API KSeF: ${what.pl}.${shown}`,
        `The answer from ${address} to ${where} is not one of the KSeF API: ${what.en}.${shown}`,
      ),
      text(
        'Należy sprawdzić adres środowiska i serwer pośredniczący (proxy) albo spróbować później.',
        'Check the address of the environment and the proxy, or try later.',
      ),
    );
  },

  noAnswerInTime: (where: string, address: string, ms: number): Text =>
    advise(
      text(
        `KSeF pod adresem ${address} nie odpowiedział na ${where} w ciągu ${seconds(ms)} s.`,
        `KSeF at ${address} did not answer ${where} within ${seconds(ms)} s.`,
      ),
      text(
        'Należy sprawdzić sieć; przed powtórzeniem trzeba sprawdzić, czy żądanie nie zostało przyjęte.',
        'Check the network; before repeating it, check whether the request was accepted.',
      ),
    ),

  notProcessedInTime: (what: Text, ms: number): Text =>
    advise(
      text(
        `${what.pl}: KSeF nie zakończył przetwarzania w ciągu ${seconds(ms)} s.`,
        `${what.en}: KSeF did not finish processing within ${seconds(ms)} s.`,
      ),
      text('Status można sprawdzić później.', 'The status can be checked later.'),
    ),

  aborted: (where: string): Text =>
    text(
      `Operacja została przerwana na życzenie (${where}).`,
      `The operation was aborted on request (${where}).`,
    ),

  failedStatus(what: Text, operation: string, reason: KsefErrorCode): Text {
    const said = reasons([reason]);
    return advise(
      text(`${what.pl}: KSeF zakończył statusem ${said}.`, `${what.en}: KSeF ended with status ${said}.`),
      remediesByStatus[operation]?.[reason.code] ?? (reason.code >= 500 ? tryLater : correctRequest),
    );
  },

  tokenNotActive: (what: Text, status: string, details: readonly string[]): Text =>
    advise(
      text(
        `${what.pl} nie stał się aktywny: status ${[status, ...details].join(', ')}.`,
        `${what.en} did not become active: status ${[status, ...details].join(', ')}.`,
      ),
      text('Należy wygenerować nowy token.', 'Create a new token.'),
    ),

  certificateMissing: (serialNumber: string): Text =>
    text(
      `KSeF wydał certyfikat ${serialNumber}, ale go nie zwrócił. Warto pobrać go ponownie za kilka minut.`,
      `KSeF issued the certificate ${serialNumber} but did not return it. Retrieve it again in a few minutes.`,
    ),

  notLoggedIn: text(
    'Operacja wymaga zalogowania do KSeF. Należy się zalogować certyfikatem albo tokenem.',
    'The operation needs a log-in to KSeF. Log in with a certificate or a token.',
  ),

  sessionOver: text(
    'Logowanie do KSeF wygasło albo zostało unieważnione. Należy zalogować się ponownie.',
    'The log-in to KSeF has expired or was revoked. Log in again.',
  ),

  badToken: text(
    'Token zawiera niedozwolone znaki (na przykład spację lub koniec wiersza). Należy wkleić go jeszcze raz w całości.',
    'The token holds characters that it cannot have (a space or a line break, for instance). Paste it again as a whole.',
  ),

  badAddress: (address: string): Text =>
    text(
      `Adres KSeF «${address}» jest nieprawidłowy. Należy podać adres http(s), np. https://api-test.ksef.mf.gov.pl/v2.`,
      `The address of KSeF "${address}" is wrong. Give an http(s) address, e.g. https://api-test.ksef.mf.gov.pl/v2.`,
    ),

  insecureAddress: (address: string): Text =>
    text(
      `Adres «${address}» nie jest szyfrowany, więc tokeny szłyby przez sieć jawnie. Należy podać adres https.`,
      `The address "${address}" is not encrypted: tokens would cross the network in the open. Give an https address.`,
    ),

  badUrlPart: (where: string, name: string): Text =>
    text(
      `W żądaniu ${where} brakuje poprawnej wartości «${name}». Należy ją podać.`,
      `The request ${where} lacks a usable value of "${name}". Give it.`,
    ),

  noPublicKey: (usage: string): Text =>
    text(
      `KSeF nie udostępnia klucza publicznego do zastosowania ${usage}. Warto spróbować ponownie za kilka minut.`,
      `KSeF publishes no public key for ${usage}. Try again in a few minutes.`,
    ),

  tooLargeAnswer: text('odpowiedź jest zbyt duża', 'the answer is too large'),
  webPage: text('to strona internetowa', 'it is a web page'),
  notJson: text('treść nie jest poprawnym JSON', 'the content is not JSON'),
  redirected: text('to przekierowanie pod inny adres', 'it is a redirection to another address'),
  notText: text('treść nie jest tekstem UTF-8', 'the content is not UTF-8 text'),
  damaged: text(
    'skrót treści nie zgadza się z podanym',
    'the hash of the content differs from the one given',
  ),
  serverError: (status: number): Text => text(`błąd serwera HTTP ${status}`, `server error HTTP ${status}`),
  missingField: (name: string): Text => text(`brakuje pola «${name}»`, `the field "${name}" is missing`),

  sessionOpen: (referenceNumber: string): Text =>
    text(
      `Sesja ${referenceNumber} jest jeszcze otwarta. Należy ją zamknąć; UPO sesji powstaje po zamknięciu.`,
      `Session ${referenceNumber} is still open. Close it; its UPO is made afterwards.`,
    ),

  logIn: text('Logowanie do KSeF', 'Log-in to KSeF'),
  invoice: (referenceNumber: string): Text =>
    text(`Faktura ${referenceNumber}`, `Invoice ${referenceNumber}`),
  session: (referenceNumber: string): Text => text(`Sesja ${referenceNumber}`, `Session ${referenceNumber}`),
  enrollment: (referenceNumber: string): Text =>
    text(`Wniosek o certyfikat ${referenceNumber}`, `Certificate application ${referenceNumber}`),
  ksefToken: (referenceNumber: string): Text =>
    text(`Token KSeF ${referenceNumber}`, `KSeF token ${referenceNumber}`),
} as const;

const tooLarge = text('Należy zmniejszyć wysyłany dokument.', 'Make the document smaller.');
