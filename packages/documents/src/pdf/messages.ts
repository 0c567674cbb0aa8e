/** Words of the page itself, in the languages of documents. */
import type { Words } from '../layout/layout.ts';

interface PageMessages {
  readonly page: (number: number, count: number) => string;
  readonly logo: (company: string) => string;
  readonly attachment: string;
}

const polish: PageMessages = {
  page: (number, count) => `Strona ${number} z ${count}`,
  logo: (company) => `Znak firmowy: ${company}`,
  attachment: 'Dokument w postaci XML',
};

const english: PageMessages = {
  page: (number, count) => `Page ${number} of ${count}`,
  logo: (company) => `Logo: ${company}`,
  attachment: 'The document as XML',
};

export const pageMessages: Readonly<Record<'pl' | 'en', PageMessages>> = { pl: polish, en: english };

/** «Strona 1 z 3», in a bilingual document with the English beside it. */
export function pageNumber(language: 'pl' | 'en' | 'pl+en', number: number, count: number): Words {
  if (language !== 'pl+en') return { text: pageMessages[language].page(number, count) };
  return { text: polish.page(number, count), also: english.page(number, count) };
}
