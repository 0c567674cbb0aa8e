import { defineTexts } from '@kwit/ui';

export const settingsTexts = defineTexts({
  pl: {
    title: 'Ustawienia',
    appearance: 'Wygląd',
    auto: 'Jak w systemie',
    light: 'Jasny',
    dark: 'Ciemny',
    language: 'Język',
    pl: 'Polski',
    en: 'English',
    kept: 'Wybór jest zapamiętywany w tej przeglądarce.',
  },
  en: {
    title: 'Settings',
    appearance: 'Appearance',
    auto: 'As in the system',
    light: 'Light',
    dark: 'Dark',
    language: 'Language',
    pl: 'Polski',
    en: 'English',
    kept: 'The choice is remembered in this browser.',
  },
});
