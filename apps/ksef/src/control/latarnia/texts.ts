/** What Latarnia says unless it is told otherwise: in Polish, as the real one. */
import type { LatarniaCategory } from '@kwit/ksef-contract';

export const latarniaTexts: Readonly<Record<LatarniaCategory, { title: string; text: string }>> = {
  MAINTENANCE: {
    title: 'Planowana niedostępność KSeF',
    text: 'W podanym czasie lokalny KSeF jest niedostępny z powodu prac serwisowych.',
  },
  FAILURE: { title: 'Awaria KSeF', text: 'Lokalny KSeF uległ awarii.' },
  TOTAL_FAILURE: { title: 'Awaria całkowita KSeF', text: 'Lokalny KSeF uległ awarii całkowitej.' },
};
