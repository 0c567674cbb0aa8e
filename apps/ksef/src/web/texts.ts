/** What is said where the application itself cannot say anything yet. */
import type { Language } from '../pages/language.ts';

interface WebTexts {
  preparing: string;
  preparingText: string;
  failed: string;
  failedText: string;
}

export const webTexts: Record<Language, WebTexts> = {
  pl: {
    preparing: 'Aplikacja Podatnika jest przygotowywana',
    preparingText: 'To trwa kilka sekund i zdarza się tylko po zmianie plików. Strona odświeży się sama.',
    failed: 'Nie udało się przygotować Aplikacji Podatnika',
    failedText: 'Przyczyna jest poniżej. Po jej usunięciu należy odświeżyć stronę.',
  },
  en: {
    preparing: 'The taxpayer application is being prepared',
    preparingText: 'This takes a few seconds, and only after files have changed. The page reloads itself.',
    failed: 'The taxpayer application could not be prepared',
    failedText: 'The reason is below. When it is removed, reload the page.',
  },
};
