/** What the client says to people, in Polish and English: what happened, where, and what to do. */
import type { Text } from '@kwit/formats';
import type { KsefErrorCode } from './errors.ts';
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
const sentence = (words: string): string => (/[.?!…»]$/.test(words) ? words : `${words}.`);

/** A sentence about what happened, followed by what to do. */
const advise = (happened: Text, remedy: Text): Text =>
  text(`${sentence(happened.pl)} ${remedy.pl}`, `${sentence(happened.en)} ${remedy.en}`);

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
    return advise(
      text(`KSeF odrzucił żądanie ${where}: ${said}`, `KSeF refused ${where}: ${said}`),
      remedyForCodes(codes.map(({ code }) => code)) ?? (status === 413 ? tooLarge : correctRequest),
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
      remedyForReason(reasonCode),
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
      text(`${what.pl}: KSeF zakończył statusem ${said}`, `${what.en}: KSeF ended with status ${said}`),
      remedyForStatus(operation, reason.code),
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
