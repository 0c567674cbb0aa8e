/** The sentences of the rules on sums, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const totalsWordings = {
  'NET-TOTAL-DIFFERS': say(
    'Suma netto w {field} nie zgadza się z pozycjami: z pozycji wynika {expected}.',
    'The net sum in {field} does not agree with the lines: they give {expected}.',
    'Należy sprawdzić wartości pozycji i ich stawki.',
    'Check the values of the lines and their rates.',
  ),
  'VAT-TOTAL-DIFFERS': say(
    'Kwota podatku w {field} nie zgadza się ze stawką: powinno być {expected}.',
    'The VAT in {field} does not agree with the rate: it should be {expected}.',
    'Należy sprawdzić podatek i stawki pozycji.',
    'Check the tax and the rates of the lines.',
  ),
  'VAT-AGAINST-RATE': say(
    'Kwota podatku w {field} nie odpowiada żadnej stawce tej sumy: powinno być około {expected}.',
    'The VAT in {field} does not agree with any rate of that sum: it should be about {expected}.',
    'Należy sprawdzić kwotę netto i podatek.',
    'Check the net amount and the VAT.',
  ),
  'GROSS-TOTAL-DIFFERS': say(
    'Kwota należności (P_15) nie jest sumą netto i podatku: powinno być {expected}.',
    'The amount due (P_15) is not the sum of net and VAT: it should be {expected}.',
    'Należy sprawdzić sumy na fakturze.',
    'Check the sums of the invoice.',
  ),
  'NEGATIVE-INVOICE': say(
    'Faktura, która nie jest korektą, ma ujemną kwotę należności.',
    'An invoice that is not a correction has a negative amount due.',
    'Zmniejszenie sprzedaży dokumentuje się fakturą korygującą (KOR).',
    'A reduction of a sale is documented by a correction (KOR).',
  ),
  'VAT-IN-PLN-MISSING': say(
    'Faktura jest w walucie {currency}, a nie ma kwoty podatku w złotych.',
    'The invoice is in {currency}, but does not state the VAT in PLN.',
    'Należy podać podatek w złotych w polu {field} (JSON: exchangeRate).',
    'State the VAT in PLN in {field} (JSON: exchangeRate).',
  ),
  'VAT-IN-PLN-DIFFERS': say(
    'Podatek w złotych w {field} nie wynika z kursu na fakturze: powinno być {expected}.',
    'The VAT in PLN in {field} does not follow from the exchange rate on the invoice: it should be {expected}.',
    'Należy sprawdzić kurs i podatek w złotych.',
    'Check the exchange rate and the VAT in PLN.',
  ),
  'VAT-IN-PLN-UNUSED': say(
    'Faktura jest w złotych, a ma osobną kwotę podatku w złotych.',
    'The invoice is in PLN, yet has a separate amount of VAT in PLN.',
    'Należy usunąć pole {field} albo poprawić walutę.',
    'Remove the field {field}, or correct the currency.',
  ),
  'EXCHANGE-RATE-UNUSED': say(
    'Faktura jest w złotych, a podaje kurs waluty.',
    'The invoice is in PLN, yet states an exchange rate.',
    'Należy usunąć kurs (KursWaluty, KursWalutyZ) albo poprawić walutę.',
    'Remove the exchange rate (KursWaluty, KursWalutyZ), or correct the currency.',
  ),
} as const satisfies Record<string, RuleWording>;
