import { countedEn, countedPl, defineTexts } from '@kwit/ui';

export const frameTexts = defineTexts({
  pl: {
    title: 'Pokój kontrolny',
    notReal: 'Tego nie ma w prawdziwym KSeF',
    menu: 'Strony pokoju kontrolnego',
    pages: {
      overview: 'Przegląd',
      clock: 'Zegar',
      faults: 'Usterki',
      journal: 'Dziennik',
      people: 'Ludzie i firmy',
      attachments: 'Załączniki i blokady',
      limits: 'Limity',
      latarnia: 'Latarnia',
      keys: 'Klucze',
    },
    keyLead:
      'Zegar, usterki, dziennik i dane testowe lokalnego KSeF. Zmiany dotyczą wszystkich, którzy z niego korzystają, dlatego potrzebny jest klucz.',
    key: 'Klucz strony sterującej',
    keyHelp:
      'Klucz i odnośnik, który go zawiera, wypisują przy starcie polecenia kwit ksef i npm start. Klucz leży też w pliku control-key folderu danych. Zostaje tylko w tej karcie przeglądarki.',
    keyRequired: 'Wpisz klucz',
    keyWrong: 'To nie jest klucz tego KSeF. Klucz danych w pamięci jest inny po każdym starcie.',
    open: 'Otwórz pokój kontrolny',
    notOpened: 'Nie otwarto pokoju kontrolnego',
    leave: 'Zapomnij klucz',
    clock: 'Zegar KSeF',
    frozen: 'stoi',
    faultsOn: (count: number) =>
      `${countedPl(count, { one: 'usterka jest włączona', few: 'usterki są włączone', many: 'usterek jest włączonych' })}: KSeF celowo działa źle.`,
    seeFaults: 'Zobacz usterki',
  },
  en: {
    title: 'Control room',
    notReal: 'Not part of the real KSeF',
    menu: 'Pages of the control room',
    pages: {
      overview: 'Overview',
      clock: 'Clock',
      faults: 'Faults',
      journal: 'Journal',
      people: 'People and companies',
      attachments: 'Attachments and blocks',
      limits: 'Limits',
      latarnia: 'Latarnia',
      keys: 'Keys',
    },
    keyLead:
      'Clock, faults, journal and test data of the local KSeF. Changes concern everybody who uses it, so a key is needed.',
    key: 'Key of the control side',
    keyHelp:
      'The commands kwit ksef and npm start print the key, and a link with it, when they start. The key is also in the file control-key of the data folder. It stays in this tab of the browser alone.',
    keyRequired: 'Type the key',
    keyWrong: 'This is not the key of this KSeF. For data in memory it is another one after each start.',
    open: 'Open the control room',
    notOpened: 'The control room was not opened',
    leave: 'Forget the key',
    clock: 'Clock of KSeF',
    frozen: 'stands still',
    faultsOn: (count: number) =>
      `${countedEn(count, 'fault is on', 'faults are on')}: KSeF fails on purpose.`,
    seeFaults: 'See the faults',
  },
});
