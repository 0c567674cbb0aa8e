import type { AuthenticationTokenStatus, TokenAuthorIdentifierType } from '@kwit/ksef-contract';
import { countedEn, countedPl, defineTexts } from '@kwit/ui';
import { permissionNames } from '../../session/permissions/texts.ts';

type Words<Key extends string> = Readonly<Record<Key, string>>;

const statusesPl: Words<AuthenticationTokenStatus> = {
  Pending: 'Aktywowanie…',
  Active: 'Aktywny',
  Revoking: 'Unieważnianie…',
  Revoked: 'Unieważniony',
  Failed: 'Nieaktywowany',
};
const statusesEn: Words<AuthenticationTokenStatus> = {
  Pending: 'Activating…',
  Active: 'Active',
  Revoking: 'Revoking…',
  Revoked: 'Revoked',
  Failed: 'Not activated',
};

const authorsPl: Words<TokenAuthorIdentifierType> = {
  Nip: 'NIP',
  Pesel: 'PESEL',
  Fingerprint: 'Certyfikat o odcisku',
};
const authorsEn: Words<TokenAuthorIdentifierType> = {
  Nip: 'NIP',
  Pesel: 'PESEL',
  Fingerprint: 'Certificate with the fingerprint',
};

export const tokensTexts = defineTexts({
  pl: {
    generateTitle: 'Generowanie tokena',
    generateLead: 'Wygenerowany token służy do nawiązywania sesji w KSeF przy użyciu API.',
    name: 'Nazwa tokena',
    nameNote: 'Maksymalna liczba znaków wynosi 256',
    nameRequired: 'Wartość jest wymagana',
    nameLength: (length: number) =>
      `Wpisz od 5 do 256 znaków (wpisano: ${countedPl(length, { one: 'znak', few: 'znaki', many: 'znaków' })})`,
    choosePermissions: 'Wybierz uprawnienia powiązane z tokenem:',
    permissionsRequired: 'Wybierz co najmniej jedno uprawnienie',
    permissions: permissionNames.pl,
    generate: 'Generuj token',
    notGenerated: 'Nie wygenerowano tokena',
    missing: (names: string) =>
      `W tym kontekście brakuje uprawnień, których token nie może otrzymać: ${names}. Należy je odznaczyć albo poprosić właściciela o ich nadanie.`,
    onlyFor: { EnforcementOperations: 'Tylko komornik sądowy i organ egzekucyjny' },
    missingEnforcement:
      'Operacje egzekucyjne wykonuje tylko komornik sądowy i organ egzekucyjny: w tym kontekście token nie może otrzymać tego uprawnienia. Należy je odznaczyć.',
    byToken: 'Token nie może utworzyć następnego tokena.',
    byTokenRemedy:
      'Należy wylogować się i zalogować profilem zaufanym, podpisem kwalifikowanym albo certyfikatem.',
    forbidden: 'W tym kontekście nie ma uprawnień do tej czynności.',
    forbiddenRemedy: 'Należy poprosić właściciela kontekstu o nadanie uprawnień w menu „Uprawnienia”.',
    generatedTitle: 'Wygenerowano token',
    generatedText: 'Token należy teraz skopiować i zapisać, a następnie wkleić do programu do fakturowania.',
    onceTitle: 'Token wyświetlany jest tylko jeden raz',
    onceText: 'Po opuszczeniu tej strony nie ma możliwości ponownego podglądu jego treści.',
    token: 'Token',
    activating: 'Token jest aktywowany. Po chwili będzie można się nim zalogować.',
    active: 'Token jest aktywny.',
    toList: 'Przejdź do listy tokenów',
    leaveTitle: 'Opuścić stronę z tokenem?',
    leaveText:
      'Treści tokena nie będzie już można zobaczyć. Jeśli token nie został zapisany, trzeba będzie wygenerować nowy.',
    leave: 'Opuść stronę',
    listTitle: 'Lista tokenów',
    listLead: 'Nie ma możliwości ponownego podglądu treści tokenów. Można je unieważnić.',
    filter: 'Status',
    all: 'Wszystkie',
    statuses: statusesPl,
    status: 'Status',
    permissionsHeader: 'Uprawnienia',
    author: 'Autor',
    authors: authorsPl,
    created: 'Utworzono',
    reference: 'Numer referencyjny',
    lastUse: 'Ostatnie użycie',
    neverUsed: 'nie użyto',
    action: 'Czynność',
    revoke: 'Unieważnij',
    revokeTitle: 'Unieważnić token?',
    revokeText: (name: string) =>
      `Programy, które używają tokena „${name}”, nie zalogują się już do KSeF. Tej czynności nie można cofnąć.`,
    revokeConfirm: 'Unieważnij token',
    notRevoked: 'Nie unieważniono tokena',
    notLoaded: 'Nie wczytano listy tokenów',
    none: 'Nie ma jeszcze tokenów',
    noneText:
      'Tokenem program do fakturowania loguje się do KSeF. Po wygenerowaniu tokena jego nazwa, uprawnienia i status pojawią się tutaj.',
    noneOfStatus: 'Nie ma tokenów o tym statusie',
    showAll: 'Pokaż wszystkie',
  },
  en: {
    generateTitle: 'Generating a token',
    generateLead: 'The token opens sessions in KSeF through the API.',
    name: 'Name of the token',
    nameNote: 'At most 256 characters',
    nameRequired: 'A value is required',
    nameLength: (length: number) =>
      `Type 5 to 256 characters (there are ${countedEn(length, 'character', 'characters')})`,
    choosePermissions: 'Choose the permissions of the token:',
    permissionsRequired: 'Choose at least one permission',
    permissions: permissionNames.en,
    generate: 'Generate a token',
    notGenerated: 'No token was generated',
    missing: (names: string) =>
      `The token cannot have permissions that are missing in this context: ${names}. Untick them, or ask the owner to grant them.`,
    onlyFor: { EnforcementOperations: 'Court bailiffs and enforcement authorities alone' },
    missingEnforcement:
      'Enforcement operations are for court bailiffs and enforcement authorities alone: in this context the token cannot have this permission. Untick it.',
    byToken: 'A token cannot make another token.',
    byTokenRemedy: 'Log out, and log in with Profil Zaufany, a qualified signature or a certificate.',
    forbidden: 'There are no permissions for this in this context.',
    forbiddenRemedy: 'Ask the owner of the context to grant permissions in the menu “Permissions”.',
    generatedTitle: 'A token was generated',
    generatedText: 'Copy the token now and store it; then paste it into the invoicing program.',
    onceTitle: 'The token is shown only once',
    onceText: 'After this page is left its content can never be seen again.',
    token: 'Token',
    activating: 'The token is being activated. In a moment it can log in.',
    active: 'The token is active.',
    toList: 'Go to the list of tokens',
    leaveTitle: 'Leave the page with the token?',
    leaveText:
      'The content of the token cannot be seen again. If it was not stored, a new one has to be generated.',
    leave: 'Leave the page',
    listTitle: 'List of tokens',
    listLead: 'The content of tokens cannot be seen again. They can be revoked.',
    filter: 'Status',
    all: 'All',
    statuses: statusesEn,
    status: 'Status',
    permissionsHeader: 'Permissions',
    author: 'Author',
    authors: authorsEn,
    created: 'Created',
    reference: 'Reference number',
    lastUse: 'Last use',
    neverUsed: 'not used',
    action: 'Action',
    revoke: 'Revoke',
    revokeTitle: 'Revoke the token?',
    revokeText: (name: string) =>
      `Programs that use the token “${name}” will no longer log in to KSeF. This cannot be undone.`,
    revokeConfirm: 'Revoke the token',
    notRevoked: 'The token was not revoked',
    notLoaded: 'The list of tokens was not loaded',
    none: 'There are no tokens yet',
    noneText:
      'An invoicing program logs in to KSeF with a token. Once one is generated, its name, permissions and status appear here.',
    noneOfStatus: 'There are no tokens with this status',
    showAll: 'Show all',
  },
});
