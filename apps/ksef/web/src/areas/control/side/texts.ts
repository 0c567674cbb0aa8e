import { defineTexts } from '@kwit/ui';

export const sideTexts = defineTexts({
  pl: {
    noAnswer: 'KSeF nie odpowiada.',
    noAnswerRemedy: 'Połączenie jest sprawdzane co 2 sekundy. Po jego powrocie można spróbować ponownie.',
    strange: 'Strona sterująca odpowiedziała błędem i nic nie wiadomo o jego przyczynie.',
    status: 'Status HTTP',
    code: 'Kod',
  },
  en: {
    noAnswer: 'KSeF does not answer.',
    noAnswerRemedy: 'The connection is checked every 2 seconds. Once it is back, try again.',
    strange: 'The control side answered with an error and did not say why.',
    status: 'HTTP status',
    code: 'Code',
  },
});
