/** What the client says to people, in Polish and English: what happened, where, and what to do. */
import type { Text } from '@kwit/formats';
import type { Advice, KsefErrorCode } from './errors.ts';
import { permissionsInWords } from './permission-words.ts';
import {
  correctRequest,
  logInAgain,
  remedyForCodes,
  remedyForReason,
  remedyForStatus,
  tryLater,
} from './remedies.ts';

const text = (pl: string, en: string): Text => ({ pl, en });

/** Ends what KSeF said as a sentence, whether KSeF did so or not. */
const sentence = (words: string): string => (/[.?!…»”"]$/.test(words) ? words : `${words}.`);

/** A sentence about what happened, followed by what to do. */
export function advise(what: Text, remedy: Text): Advice {
  const happened = text(sentence(what.pl), sentence(what.en));
  return { ...text(`${happened.pl} ${remedy.pl}`, `${happened.en} ${remedy.en}`), happened, remedy };
}

const reasons = (codes: readonly KsefErrorCode[]): string =>
  codes
    .map(({ code, description, details }) => {
      const particulars = details.filter((detail) => detail !== description);
      const [first = '', ...others] = [`${code} ${description}`.trim(), ...particulars];
      return others.reduce((said, particular) => `${sentence(said)} ${particular}`, first);
    })
    .join('; ');

const seconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));

/** Each of the sentences; `where` is the request as `POST /sessions/online`. */
export const messages = {
  refused(where: string, status: number, codes: readonly KsefErrorCode[], detail: string): Advice {
    const said = codes.length > 0 ? reasons(codes) : detail || `HTTP ${status}`;
    return advise(
      text(`KSeF odrzucił żądanie ${where}: ${said}`, `KSeF refused ${where}: ${said}`),
      remedyForCodes(codes.map(({ code }) => code)) ?? (status === 413 ? tooLarge : correctRequest),
    );
  },

  unauthorized: (where: string, detail: string): Advice =>
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
  ): Advice {
    const [needs, has] = [permissionsInWords(required), permissionsInWords(present)];
    const needed = {
      pl: required.length > 0 ? ` Wymagane jedno z: ${needs.pl}; obecne: ${has.pl || 'brak'}.` : '',
      en: required.length > 0 ? ` One of these is needed: ${needs.en}; present: ${has.en || 'none'}.` : '',
    };
    const said = detail || reasonCode || 'HTTP 403';
    return advise(
      text(
        `KSeF odmówił dostępu do ${where}: ${said}${needed.pl}`,
        `KSeF denied access to ${where}: ${said}${needed.en}`,
      ),
      remedyForReason(reasonCode),
    );
  },

  gone: (where: string, detail: string): Advice =>
    advise(
      text(
        `Wynik ${where} nie jest już przechowywany w KSeF${detail && `: ${detail}`}`,
        `The result of ${where} is no longer kept by KSeF${detail && `: ${detail}`}`,
      ),
      text('Operację trzeba rozpocząć od nowa.', 'Start the operation anew.'),
    ),

  rateLimited(where: string, detail: string, retryAfterMs: number | undefined): Advice {
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

  unavailable: (where: string, address: string, status: number): Advice =>
    advise(
      text(
        `KSeF pod adresem ${address} jest niedostępny (HTTP ${status} przy ${where}).`,
        `KSeF at ${address} is unavailable (HTTP ${status} at ${where}).`,
      ),
      tryLater,
    ),

  unreachable: (where: string, address: string, reason: string): Advice =>
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

  connectionLost: (where: string, address: string, reason: string, isHarmless: boolean): Advice =>
    advise(
      text(
        `Połączenie z KSeF pod adresem ${address} zostało przerwane (${where}: ${reason}).`,
        `The connection to KSeF at ${address} broke (${where}: ${reason}).`,
      ),
      isHarmless
        ? tryLater
        : text(
            'Przed powtórzeniem trzeba sprawdzić, czy żądanie nie zostało przyjęte.',
            'Before repeating it, check whether the request was accepted.',
          ),
    ),

  untrustedServer: (where: string, address: string, reason: string): Advice =>
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
    return advise(
      text(
        `Odpowiedź z adresu ${address} na ${where} nie jest odpowiedzią API KSeF: ${what.pl}.${excerpt && ` „${excerpt}”`}`,
        `The answer from ${address} to ${where} is not one of the KSeF API: ${what.en}.${excerpt && ` "${excerpt}"`}`,
      ),
      text(
        'Należy sprawdzić adres środowiska i serwer pośredniczący (proxy) albo spróbować później.',
        'Check the address of the environment and the proxy, or try later.',
      ),
    );
  },

  /**
   * @param attempts how often it was tried, each time for `ms`
   * @param isHarmless whether it can be repeated whatever became of it
   */
  noAnswerInTime(where: string, address: string, ms: number, attempts: number, isHarmless: boolean): Advice {
    const limit = `${seconds(ms)} s`;
    const [pl, en] =
      attempts > 1
        ? [`(próby: ${attempts}, każda po ${limit})`, `(${attempts} attempts of ${limit})`]
        : [`w ciągu ${limit}`, `within ${limit}`];
    return advise(
      text(
        `KSeF pod adresem ${address} nie odpowiedział na ${where} ${pl}.`,
        `KSeF at ${address} did not answer ${where} ${en}.`,
      ),
      isHarmless
        ? text(
            'Należy sprawdzić adres i sieć albo spróbować później.',
            'Check the address and the network, or try later.',
          )
        : text(
            'Należy sprawdzić sieć; przed powtórzeniem trzeba sprawdzić, czy żądanie nie zostało przyjęte.',
            'Check the network; before repeating it, check whether the request was accepted.',
          ),
    );
  },

  noTokenInTime: (where: string, ms: number): Advice =>
    advise(
      text(
        `W ciągu ${seconds(ms)} s nie było tokena dla ${where}; żądanie nie zostało wysłane.`,
        `There was no token for ${where} within ${seconds(ms)} s; the request was not sent.`,
      ),
      tryLater,
    ),

  notProcessedInTime: (what: Text, ms: number): Advice =>
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

  failedStatus(what: Text, operation: string, reason: KsefErrorCode): Advice {
    const said = reasons([reason]);
    return advise(
      text(
        `${what.pl}: KSeF zakończył przetwarzanie statusem ${said}`,
        `${what.en}: KSeF ended the processing with status ${said}`,
      ),
      remedyForStatus(operation, reason.code),
    );
  },

  tokenNotActive: (what: Text, status: string, details: readonly string[]): Advice =>
    advise(
      text(
        `${what.pl} nie stał się aktywny: status ${[status, ...details].join(', ')}.`,
        `${what.en} did not become active: status ${[status, ...details].join(', ')}.`,
      ),
      text('Należy wygenerować nowy token.', 'Create a new token.'),
    ),

  permissionFailed: (what: Text, reason: KsefErrorCode, inWords: Text): Advice =>
    advise(
      text(
        `${what.pl}: ${reasons([{ ...reason, description: inWords.pl }])}`,
        `${what.en}: ${reasons([{ ...reason, description: inWords.en }])}`,
      ),
      remedyForStatus('getPermissionOperationStatus', reason.code),
    ),

  notRenewable(serialNumber: string, status: string | undefined): Advice {
    const [pl, en] =
      status === undefined
        ? ['nie należy do zalogowanego podmiotu', 'does not belong to the subject that is logged in']
        : [`nie jest aktywny (${status})`, `is not active (${status})`];
    return advise(
      text(
        `Certyfikatu ${serialNumber} nie można odnowić: ${pl}.`,
        `Certificate ${serialNumber} cannot be renewed: it ${en}.`,
      ),
      text(
        'Należy sprawdzić numer na liście certyfikatów albo złożyć wniosek o nowy certyfikat.',
        'Check the number in the list of certificates, or apply for a new one.',
      ),
    );
  },

  certificateMissing: (serialNumber: string): Advice =>
    advise(
      text(
        `KSeF wydał certyfikat ${serialNumber}, ale go nie zwrócił.`,
        `KSeF issued the certificate ${serialNumber} but did not return it.`,
      ),
      text('Warto pobrać go ponownie za kilka minut.', 'Retrieve it again in a few minutes.'),
    ),

  certificateOfAnotherKey: (serialNumber: string): Advice =>
    advise(
      text(
        `Certyfikat ${serialNumber}, który zwrócił KSeF, nie należy do klucza z wniosku.`,
        `The certificate ${serialNumber} that KSeF returned does not belong to the key of the application.`,
      ),
      text(
        'Nie należy używać tego certyfikatu: trzeba go unieważnić i złożyć nowy wniosek.',
        'Do not use this certificate: revoke it and apply for another one.',
      ),
    ),

  notInBrowsers: advise(
    text('Tej czynności nie można wykonać w przeglądarce.', 'This cannot be done in a browser.'),
    text('Należy wykonać ją programem w Node.js.', 'Do it by a program in Node.js.'),
  ),

  badCount: (name: string, value: string, least: number): Advice =>
    advise(
      text(`Opcja ${name} nie może mieć wartości ${value}.`, `The option ${name} cannot be ${value}.`),
      text(
        `Należy podać liczbę całkowitą nie mniejszą niż ${least}.`,
        `Give a whole number that is at least ${least}.`,
      ),
    ),

  callerFailed: (reason: string): Advice =>
    advise(
      text(
        `Wysyłka została przerwana przez błąd programu, który ją prowadzi: ${reason}`,
        `The sending was ended by a failure of the program that does it: ${reason}`,
      ),
      text('Należy usunąć przyczynę i ponowić wysyłkę.', 'Remove the cause and send again.'),
    ),

  loggedOut: advise(
    text('Wylogowano, zanim logowanie się zakończyło.', 'The client was logged out before its log-in ended.'),
    logInAgain,
  ),

  notLoggedIn: advise(
    text('Operacja wymaga zalogowania do KSeF.', 'The operation needs a log-in to KSeF.'),
    text('Należy się zalogować certyfikatem albo tokenem.', 'Log in with a certificate or a token.'),
  ),

  sessionOver: advise(
    text(
      'Logowanie do KSeF wygasło albo zostało unieważnione.',
      'The log-in to KSeF has expired or was revoked.',
    ),
    text('Należy zalogować się ponownie.', 'Log in again.'),
  ),

  notSigned: advise(
    text(
      'Dokument, który wrócił od podpisującego, nie jest podpisanym plikiem XML w kodowaniu UTF-8.',
      'The document that came back from the signer is no signed XML in UTF-8.',
    ),
    text(
      'Należy podpisać otrzymany dokument podpisem XAdES i oddać go w całości.',
      'Sign the document that was given with XAdES, and hand it back as a whole.',
    ),
  ),

  badToken: advise(
    text(
      'Token zawiera niedozwolone znaki (na przykład spację lub koniec wiersza).',
      'The token holds characters that it cannot have (a space or a line break, for instance).',
    ),
    text('Należy wkleić go jeszcze raz w całości.', 'Paste it again as a whole.'),
  ),

  badAddress: (address: string): Advice =>
    advise(
      text(`Adres KSeF „${address}” jest nieprawidłowy.`, `The address of KSeF "${address}" is wrong.`),
      text(
        'Należy podać adres http(s) bez nazwy użytkownika, hasła i zapytania, np. https://api-test.ksef.mf.gov.pl/v2.',
        'Give an http(s) address without user name, password and query, e.g. https://api-test.ksef.mf.gov.pl/v2.',
      ),
    ),

  unknownEnvironment: (name: string, known: readonly string[]): Advice =>
    advise(
      text(`Nie ma środowiska „${name}”.`, `There is no environment "${name}".`),
      text(
        `Należy podać w „environment” jedno z: ${known.join(', ')}, albo inny adres w „baseUrl”.`,
        `Give one of these as "environment": ${known.join(', ')}, or another address as "baseUrl".`,
      ),
    ),

  insecureAddress: (address: string): Advice =>
    advise(
      text(
        `Adres „${address}” nie jest szyfrowany, więc tokeny szłyby przez sieć jawnie.`,
        `The address "${address}" is not encrypted: tokens would cross the network in the open.`,
      ),
      text('Należy podać adres https.', 'Give an https address.'),
    ),

  badUrlPart: (where: string, name: string): Advice =>
    advise(
      text(
        `W żądaniu ${where} brakuje poprawnej wartości „${name}”.`,
        `The request ${where} lacks a usable value of "${name}".`,
      ),
      text('Należy ją podać.', 'Give it.'),
    ),

  noPublicKey: (usage: string): Advice =>
    advise(
      text(
        `KSeF nie udostępnia klucza publicznego do zastosowania ${usage}.`,
        `KSeF publishes no public key for ${usage}.`,
      ),
      text('Warto spróbować ponownie za kilka minut.', 'Try again in a few minutes.'),
    ),

  tooLargeAnswer: text('odpowiedź jest zbyt duża', 'the answer is too large'),
  webPage: text('to strona internetowa', 'it is a web page'),
  notXml: text('treść nie jest dokumentem XML', 'the content is not an XML document'),
  notJson: text('treść nie jest poprawnym JSON', 'the content is not JSON'),
  redirected: text('to przekierowanie pod inny adres', 'it is a redirection to another address'),
  notText: text('treść nie jest tekstem UTF-8', 'the content is not UTF-8 text'),
  damaged: text(
    'skrót treści nie zgadza się z podanym',
    'the hash of the content differs from the one given',
  ),
  serverError: (status: number): Text => text(`błąd serwera HTTP ${status}`, `server error HTTP ${status}`),
  missingField: (name: string): Text => text(`brakuje pola „${name}”`, `the field "${name}" is missing`),

  sessionOpen: (referenceNumber: string): Advice =>
    advise(
      text(`Sesja ${referenceNumber} jest jeszcze otwarta.`, `Session ${referenceNumber} is still open.`),
      text('Należy ją zamknąć; UPO sesji powstaje po zamknięciu.', 'Close it; its UPO is made afterwards.'),
    ),

  logIn: text('Logowanie do KSeF', 'Log-in to KSeF'),
  invoice: (referenceNumber: string): Text =>
    text(`Faktura ${referenceNumber}`, `Invoice ${referenceNumber}`),
  session: (referenceNumber: string): Text => text(`Sesja ${referenceNumber}`, `Session ${referenceNumber}`),
  enrollment: (referenceNumber: string): Text =>
    text(`Wniosek o certyfikat ${referenceNumber}`, `Certificate application ${referenceNumber}`),
  permissionOperation: (referenceNumber: string): Text =>
    text(`Zmiana uprawnień ${referenceNumber}`, `Change of permissions ${referenceNumber}`),
  ksefToken: (referenceNumber: string): Text =>
    text(`Token KSeF ${referenceNumber}`, `KSeF token ${referenceNumber}`),
} as const;

const tooLarge = text('Należy zmniejszyć wysyłany dokument.', 'Make the document smaller.');
