/** The sentences of the rules on payment, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const paymentWordings = {
  'BANK-ACCOUNT-CHECKSUM': say(
    'Numer rachunku ma błędne cyfry kontrolne, przelew na niego nie dojdzie.',
    'The account number has wrong check digits; a transfer to it will not arrive.',
    'Należy przepisać numer z umowy z bankiem: 26 cyfr NRB albo cały IBAN.',
    'Copy the number from the bank: 26 digits of the NRB or the whole IBAN.',
  ),
  'BANK-ACCOUNT-MISSING': say(
    'Zapłata ma być przelewem, a faktura nie podaje rachunku.',
    'Payment is by transfer, but the invoice does not give an account.',
    'Należy podać numer rachunku (JSON: payment.accounts).',
    'Give the account number (JSON: payment.accounts).',
  ),
  'SETTLEMENT-DIFFERS': say(
    'Kwota {field} nie zgadza się z obciążeniami i odliczeniami: powinno być {expected}.',
    'The amount {field} does not agree with the charges and deductions: it should be {expected}.',
    'Należy sprawdzić kwoty rozliczenia.',
    'Check the amounts of the settlement.',
  ),
  'PARTIAL-PAYMENTS-DIFFER': say(
    'Zapłaty częściowe dają razem {paid}, a do zapłaty jest {due}; nie zgadza się to ze znacznikiem zapłaty.',
    'The partial payments are {paid} together and {due} is due; that does not agree with the mark of payment.',
    'Należy poprawić kwoty zapłat albo znacznik (JSON: payment.paidInFull).',
    'Correct the amounts paid, or the mark (JSON: payment.paidInFull).',
  ),
  'PAYMENT-LINK-DIFFERS': say(
    'Identyfikator płatności KSeF różni się od podanego w linku do płatności.',
    'The KSeF payment identifier differs from the one in the payment link.',
    'Należy podać ten sam identyfikator w obu miejscach.',
    'Give the same identifier in both places.',
  ),
} as const satisfies Record<string, RuleWording>;
