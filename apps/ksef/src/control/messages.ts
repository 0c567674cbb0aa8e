/** Sentences of the control side, by stable code, in Polish and English. */
import type { Text } from '../messages.ts';

/** What a sentence is about: a field, a name, a value, a limit. */
export interface Facts {
  field?: string;
  value?: string;
  allowed?: string;
}

const listed = (words = '') => words.split(' ').join(', ');

export const controlMessages = {
  unauthorized: () => ({
    pl: 'Podaj klucz strony sterującej w nagłówku Authorization: Bearer KLUCZ. Klucz wypisuje `kwit ksef` przy starcie; leży też w pliku control-key folderu danych.',
    en: 'Give the control key in the header Authorization: Bearer KEY. `kwit ksef` prints it at start; it is also in the file control-key of the data folder.',
  }),
  'no-such-address': () => ({
    pl: 'Strona sterująca nie ma takiego adresu. Listę operacji podaje GET /control.',
    en: 'The control side has no such address. GET /control lists the operations.',
  }),
  'method-not-allowed': ({ allowed }) => ({
    pl: `Ten adres przyjmuje inne metody: ${allowed}.`,
    en: `This address takes other methods: ${allowed}.`,
  }),
  'body-not-json': () => ({
    pl: 'Treść żądania musi być obiektem JSON (Content-Type: application/json).',
    en: 'The body must be a JSON object (Content-Type: application/json).',
  }),
  'body-too-large': () => ({
    pl: 'Treść żądania jest za duża: najwyżej 1 MiB.',
    en: 'The body is too large: 1 MiB at most.',
  }),
  internal: () => ({
    pl: 'Wystąpił nieoczekiwany błąd lokalnego KSeF; szczegóły są w jego dzienniku.',
    en: 'The local KSeF failed unexpectedly; its log tells more.',
  }),
  'disk-full': () => ({
    pl: 'Na dysku lokalnego KSeF brakuje miejsca. Nic nie zostało zmienione.',
    en: 'The disk of the local KSeF is full. Nothing was changed.',
  }),
  required: ({ field }) => ({
    pl: `Pole «${field}» jest wymagane.`,
    en: `The field "${field}" is required.`,
  }),
  'unknown-field': ({ field }) => ({
    pl: `Pola «${field}» ta operacja nie zna.`,
    en: `This operation knows no field "${field}".`,
  }),
  'wrong-type': ({ field, allowed }) => ({
    pl: `Pole «${field}» ma zły typ; oczekiwany: ${allowed}.`,
    en: `The field "${field}" has the wrong type; expected: ${allowed}.`,
  }),
  'not-allowed': ({ field, allowed }) => ({
    pl: `Pole «${field}» może mieć wartość: ${listed(allowed)}.`,
    en: `The field "${field}" may be: ${listed(allowed)}.`,
  }),
  'out-of-range': ({ field, allowed }) => ({
    pl: `Pole «${field}» jest poza zakresem: ${allowed}.`,
    en: `The field "${field}" is out of range: ${allowed}.`,
  }),
  'wrong-form': ({ field, allowed }) => ({
    pl: `Pole «${field}» ma złą postać${allowed ? `; oczekiwana: ${allowed}` : ''}.`,
    en: `The field "${field}" has a wrong form${allowed ? `; expected: ${allowed}` : ''}.`,
  }),
  'no-such-fault': ({ value }) => ({
    pl: `Nie ma usterki «${value}»; listę podaje GET /control/faults.`,
    en: `There is no fault "${value}"; GET /control/faults lists them.`,
  }),
  'too-many-faults': ({ allowed }) => ({
    pl: `Usterek może być najwyżej ${allowed}; usuń zbędne.`,
    en: `There can be ${allowed} faults at most; remove some.`,
  }),
  'not-of-this-kind': ({ field, value }) => ({
    pl: `Pole «${field}» nie należy do usterki rodzaju ${value}.`,
    en: `The field "${field}" does not belong to a fault of the kind ${value}.`,
  }),
  'unknown-operation': ({ field, value, allowed }) => ({
    pl: `Pole «${field}»: nie ma operacji ${value}. Są: ${allowed}.`,
    en: `The field "${field}": there is no operation ${value}. There are: ${allowed}.`,
  }),
  'no-such-exchange': ({ value }) => ({
    pl: `Dziennik nie ma już treści żądania ${value}: zachowuje ją dla ostatnich 200 żądań.`,
    en: `The journal no longer has the content of the request ${value}: it keeps that of the last 200.`,
  }),
  'no-such-event': ({ value }) => ({
    pl: `Latarnia nie ma zdarzenia ${value}; listę podaje GET /control/latarnia.`,
    en: `Latarnia has no event ${value}; GET /control/latarnia lists them.`,
  }),
  'end-before-start': ({ field }) => ({
    pl: `Pole «${field}» musi być późniejsze niż początek.`,
    en: `The field "${field}" must be later than the start.`,
  }),
  busy: () => ({
    pl: 'Trwają żądania albo praca w tle, które nie skończyły się na czas. Nic nie zostało zmienione; spróbuj ponownie za chwilę.',
    en: 'Requests or background work are under way and did not end in time. Nothing was changed; try again in a moment.',
  }),
  'no-such-snapshot': ({ value }) => ({
    pl: `Nie ma migawki «${value}»; listę podaje GET /control/snapshots.`,
    en: `There is no snapshot "${value}"; GET /control/snapshots lists them.`,
  }),
  'snapshot-newer': ({ value }) => ({
    pl: `Migawkę «${value}» wykonała nowsza wersja lokalnego KSeF; użyj tej wersji.`,
    en: `The snapshot "${value}" was taken by a newer version of the local KSeF; use that version.`,
  }),
  'snapshot-damaged': ({ value }) => ({
    pl: `Migawki «${value}» nie można odczytać: jest uszkodzona. Usuń ją i wykonaj nową.`,
    en: `The snapshot "${value}" cannot be read: it is damaged. Remove it and take a new one.`,
  }),
  'office-only': ({ field }) => ({
    pl: `Pole «${field}» należy do scenariusza office.`,
    en: `The field "${field}" belongs to the scenario office.`,
  }),
  'scenario-needs-test': ({ value }) => ({
    pl: `Tego scenariusza nie można wykonać na profilu ${value}: wymaga certyfikatów samopodpisanych, które przyjmuje tylko profil test.`,
    en: `This scenario cannot be made on the profile ${value}: it takes self-signed certificates, which the profile test alone accepts.`,
  }),
  'clock-out-of-range': ({ allowed }) => ({
    pl: `Zegar może pokazywać czas w zakresie ${String(allowed).replaceAll(/(\d+)-(\d+)-(\d+)/g, '$3.$2.$1')}.`,
    en: `The clock can show times within ${allowed}.`,
  }),
} satisfies Record<string, (facts: Facts) => Text>;

export type ControlErrorCode = keyof typeof controlMessages;
