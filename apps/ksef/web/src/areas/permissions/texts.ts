import { defineTexts } from '@kwit/ui';
import { numberFaults } from '../../session/identifier-faults.ts';

/** What is wrong with an identifier, and what the kinds of identifiers are called. */
export const identifierTexts = defineTexts({
  pl: {
    types: {
      Nip: 'NIP',
      Pesel: 'PESEL',
      Fingerprint: 'Odcisk certyfikatu',
      InternalId: 'Identyfikator wewnętrzny',
      PeppolId: 'Identyfikator Peppol',
      VatUe: 'NIP-VAT UE',
    },
    faults: {
      required: 'Wartość jest wymagana',
      ...numberFaults.pl,
      fingerprintForm: 'Odcisk składa się z 64 znaków: cyfr i liter od A do F',
      internalIdForm: 'Identyfikator ma postać NIP, myślnik i 5 cyfr, np. 1111111111-00013',
      internalIdChecksum: 'Ostatnia cyfra identyfikatora wewnętrznego nie zgadza się z pozostałymi',
      peppolForm: 'Identyfikator Peppol to litera P, kod kraju i 6 cyfr, np. PPL123456',
      vatUeForm: 'Numer zaczyna się od kodu kraju UE, np. DE123456789',
    },
    system: 'KSeF (np. po zawiadomieniu ZAW-FA)',
  },
  en: {
    types: {
      Nip: 'NIP',
      Pesel: 'PESEL',
      Fingerprint: 'Certificate fingerprint',
      InternalId: 'Internal identifier',
      PeppolId: 'Peppol identifier',
      VatUe: 'EU VAT number',
    },
    faults: {
      required: 'A value is required',
      ...numberFaults.en,
      fingerprintForm: 'A fingerprint has 64 signs: digits and letters from A to F',
      internalIdForm: 'The identifier is a NIP, a dash and 5 digits, e.g. 1111111111-00013',
      internalIdChecksum: 'The last digit of the internal identifier does not fit the others',
      peppolForm: 'A Peppol identifier is the letter P, a country code and 6 digits, e.g. PPL123456',
      vatUeForm: 'The number begins with the code of an EU country, e.g. DE123456789',
    },
    system: 'KSeF (for instance after the notice ZAW-FA)',
  },
});

/** What lists and grants have in common. */
export const permissionsTexts = defineTexts({
  pl: {
    title: 'Uprawnienia',
    grant: 'Nadaj uprawnienia',
    toList: 'Przejdź do listy uprawnień',
    forbidden: 'W tym kontekście nie ma uprawnień do tej czynności.',
    forbiddenRemedy: 'Należy poprosić właściciela kontekstu o uprawnienie „zarządzanie uprawnieniami”.',
    noRightToGrant: 'Tutaj nie można nadawać uprawnień',
    noRightToSee: 'Tej listy nie można tutaj zobaczyć',
    noRightText: (context: string) => `Zalogowana osoba nie ma do tego prawa w kontekście ${context}.`,
    whoManages: 'Ma je właściciel i każdy, komu nadał on zarządzanie uprawnieniami.',
    zawFa:
      'Spółka z pieczęcią kwalifikowaną loguje się pieczęcią i nadaje uprawnienia sama. Spółka bez pieczęci zgłasza w urzędzie skarbowym zawiadomieniem ZAW-FA pierwszą osobę (super administratora), która nadaje uprawnienia pozostałym.',
    toControl: 'Nadaj pierwszą osobę w pokoju kontrolnym (zamiast ZAW-FA)',
    toMine: 'Zobacz moje uprawnienia',
    statuses: {
      400: {
        happened: 'KSeF nie wykonał tej czynności.',
        remedy: 'Należy sprawdzić dane i spróbować ponownie.',
      },
      410: {
        happened: 'Podane identyfikatory nie pasują do siebie albo podmioty nie są ze sobą powiązane.',
        remedy:
          'Jednostka musi należeć do tego podmiotu, a odebrać można tylko to, co nadano w tym samym kontekście.',
      },
      420: {
        happened: 'Zalogowana osoba nie ma już prawa do tej czynności.',
        remedy: 'Należy zalogować się jako właściciel albo osoba zarządzająca uprawnieniami.',
      },
      430: {
        happened: 'Podmiot, w którego kontekście trwa praca, nie ma roli wymaganej do tej czynności.',
        remedy:
          'Operacje egzekucyjne nadaje komornik sądowy albo organ egzekucyjny, a administratora członka lub jednostki o własnym NIP – grupa VAT albo jednostka samorządu.',
      },
      440: {
        happened: 'Podmiot nie może nadać tego uprawnienia sam sobie.',
        remedy: 'Należy podać identyfikator innego podmiotu.',
      },
      450: {
        happened: 'Tego uprawnienia nie nadaje się w tym kontekście albo temu rodzajowi identyfikatora.',
        remedy: 'Należy sprawdzić rodzaj identyfikatora i kontekst logowania.',
      },
      500: { happened: 'W KSeF wystąpił nieznany błąd.', remedy: 'Należy spróbować ponownie później.' },
      550: {
        happened: 'KSeF przerwał tę czynność z przyczyn wewnętrznych.',
        remedy: 'Należy spróbować ponownie później.',
      },
    },
  },
  en: {
    title: 'Permissions',
    grant: 'Grant permissions',
    toList: 'Go to the list of permissions',
    forbidden: 'There are no permissions for this in this context.',
    forbiddenRemedy: 'Ask the owner of the context for the permission “managing permissions”.',
    noRightToGrant: 'Permissions cannot be granted here',
    noRightToSee: 'This list cannot be seen here',
    noRightText: (context: string) => `Whoever is logged in has no right to this in the context ${context}.`,
    whoManages: 'The owner has it, and everybody to whom the owner granted the management of permissions.',
    zawFa:
      'A company with a qualified seal logs in with the seal and grants permissions itself. One without a seal names the first person (the super administrator) to the tax office by the notice ZAW-FA; that person grants permissions to the others.',
    toControl: 'Name the first person in the control room (instead of ZAW-FA)',
    toMine: 'See my permissions',
    statuses: {
      400: { happened: 'KSeF did not carry this out.', remedy: 'Check the data and try again.' },
      410: {
        happened: 'The identifiers do not fit together, or the entities do not belong together.',
        remedy:
          'A unit has to belong to this entity, and only what was granted in the same context can be taken back.',
      },
      420: {
        happened: 'Whoever is logged in no longer has the right to this.',
        remedy: 'Log in as the owner, or as somebody who manages permissions.',
      },
      430: {
        happened: 'The entity of this context does not have the role that this needs.',
        remedy:
          'Enforcement operations are granted by a court bailiff or an enforcement authority; administrators of members and units with a NIP of their own by a VAT group or a local government unit.',
      },
      440: {
        happened: 'An entity cannot grant this permission to itself.',
        remedy: 'Give the identifier of another entity.',
      },
      450: {
        happened: 'This permission is not granted in this context, or not to this kind of identifier.',
        remedy: 'Check the kind of the identifier and the context of the log-in.',
      },
      500: { happened: 'An unknown error in KSeF.', remedy: 'Try again later.' },
      550: {
        happened: 'KSeF broke this off for reasons of its own.',
        remedy: 'Try again later.',
      },
    },
  },
});
