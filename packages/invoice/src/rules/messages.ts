/** The sentences of the rules, by their permanent codes. `{name}` stands for a word of the finding. */
import type { Wording } from '../problems.ts';

const say = (messagePl: string, messageEn: string, remedyPl: string, remedyEn: string): Wording => ({
  message: { pl: messagePl, en: messageEn },
  remedy: { pl: remedyPl, en: remedyEn },
});

export const ruleWordings = {
  'NIP-CHECKSUM': say(
    'Numer NIP ma błędną cyfrę kontrolną, taki numer nie istnieje.',
    'The NIP has a wrong check digit; no such number exists.',
    'Sprawdzić numer na dokumentach podmiotu albo w wykazie podatników VAT.',
    "Check the number on the party's documents or in the register of VAT payers.",
  ),
  'INTERNAL-ID-NIP-CHECKSUM': say(
    'NIP w identyfikatorze wewnętrznym ma błędną cyfrę kontrolną.',
    'The NIP inside the internal identifier has a wrong check digit.',
    'Sprawdzić identyfikator u podmiotu, który go nadał.',
    'Check the identifier with the party that gave it.',
  ),
  'NIP-IN-EU-VAT-FIELD': say(
    'Polski NIP stoi w polu numeru VAT UE; ten podmiot nie zobaczy faktury w KSeF.',
    'A Polish NIP stands in the field of an EU VAT number; that party will not see the invoice in KSeF.',
    'Przenieść numer do pola NIP, bez prefiksu PL.',
    'Move the number to the field NIP, without the PL prefix.',
  ),
  'NIP-IN-OTHER-ID-FIELD': say(
    'Numer w polu innego identyfikatora wygląda na polski NIP; ten podmiot nie zobaczy faktury w KSeF.',
    'The number in the field for other identifiers looks like a Polish NIP; that party will not see the invoice in KSeF.',
    'Jeśli to polski NIP, przenieść go do pola NIP.',
    'If it is a Polish NIP, move it to the field NIP.',
  ),
  'LOCAL-GOVERNMENT-RECIPIENT': say(
    'Faktura dotyczy jednostki samorządu terytorialnego, a nie ma podmiotu trzeciego w roli 8.',
    'The invoice concerns a unit of a local government, but there is no third party in role 8.',
    'Dodać podmiot trzeci w roli odbiorcy JST (JSON: local-government-recipient) albo ustawić JST na 2.',
    'Add a third party in role 8 (JSON: local-government-recipient), or set JST to 2.',
  ),
  'VAT-GROUP-RECIPIENT': say(
    'Faktura dotyczy członka grupy VAT, a nie ma podmiotu trzeciego w roli 10.',
    'The invoice concerns a member of a VAT group, but there is no third party in role 10.',
    'Dodać podmiot trzeci w roli członka grupy VAT (JSON: vat-group-member-recipient) albo ustawić GV na 2.',
    'Add a third party in role 10 (JSON: vat-group-member-recipient), or set GV to 2.',
  ),
  'DATE-IN-FUTURE': say(
    'Data wystawienia jest późniejsza niż dziś ({today}); KSeF takiej faktury nie przyjmie.',
    'The date of issue is later than today ({today}); KSeF does not take such an invoice.',
    'Wpisać dzisiejszą albo wcześniejszą datę, albo wysłać fakturę w dniu wystawienia.',
    'Write today or an earlier day, or send the invoice on its day.',
  ),
  'SALE-DATE-TOO-LATE': say(
    'Data sprzedaży jest późniejsza niż 60 dni po dacie wystawienia.',
    'The date of supply is more than 60 days after the date of issue.',
    'Sprawdzić obie daty; fakturę wystawia się najwcześniej 60 dni przed sprzedażą.',
    'Check both dates; an invoice is issued at the earliest 60 days before the supply.',
  ),
  'SALE-DATE-TWICE': say(
    'Datę sprzedaży podano dla całej faktury i osobno w pozycji.',
    'The date of supply is given for the whole invoice and again on a line.',
    'Zostawić datę wspólną (P_6) albo daty w pozycjach (P_6A).',
    'Keep the common date (P_6) or those of the lines (P_6A).',
  ),
  'PERIOD-REVERSED': say(
    'Okres faktury kończy się przed swoim początkiem.',
    'The period of the invoice ends before it starts.',
    'Zamienić albo poprawić daty okresu.',
    'Swap or correct the dates of the period.',
  ),
  'LINES-MISSING': say(
    'Faktura nie ma żadnej pozycji.',
    'The invoice has no line.',
    'Dodać przynajmniej jedną pozycję (FaWiersz).',
    'Add at least one line (FaWiersz).',
  ),
  'LINE-NUMBER-REPEATED': say(
    'Numer pozycji {number} powtarza się.',
    'The line number {number} is repeated.',
    'Ponumerować pozycje kolejno, każdą innym numerem.',
    'Number the lines one after another, each differently.',
  ),
  'EXEMPTION-BASIS-MISSING': say(
    'Na fakturze jest sprzedaż zwolniona z VAT, a nie ma podstawy prawnej zwolnienia.',
    'The invoice has sales exempt from VAT, but no legal basis of the exemption.',
    'Podać podstawę w polu P_19A, P_19B albo P_19C (JSON: exemption).',
    'Give the basis in P_19A, P_19B or P_19C (JSON: exemption).',
  ),
  'EXEMPTION-BASIS-UNUSED': say(
    'Podano podstawę zwolnienia z VAT, a żadna pozycja nie jest zwolniona.',
    'A basis of exemption from VAT is given, but no line is exempt.',
    'Usunąć podstawę (JSON: exemption) albo poprawić stawkę pozycji na zw.',
    'Remove the basis (JSON: exemption), or correct the rate of the line to zw.',
  ),
  'REVERSE-CHARGE-ANNOTATION-MISSING': say(
    'Na fakturze jest odwrotne obciążenie, a brakuje adnotacji o nim (P_18).',
    'The invoice has a reverse charge, but not the annotation on it (P_18).',
    'Ustawić P_18 na 1 (JSON: reverseCharge).',
    'Set P_18 to 1 (JSON: reverseCharge).',
  ),
  'REVERSE-CHARGE-WITH-VAT': say(
    'Faktura ma adnotację „odwrotne obciążenie”, a wszystkie pozycje są z podatkiem.',
    'The invoice has the annotation of reverse charge, but all of its lines have VAT.',
    'Usunąć adnotację (P_18; JSON: reverseCharge) albo poprawić stawki.',
    'Remove the annotation (P_18; JSON: reverseCharge), or correct the rates.',
  ),
  'MARGIN-ANNOTATION-MISSING': say(
    'Na fakturze jest sprzedaż w procedurze marży, a nie wskazano, w której.',
    'The invoice has sales under a margin scheme, but does not say which one.',
    'Wskazać procedurę w PMarzy (JSON: margin).',
    'Name the scheme in PMarzy (JSON: margin).',
  ),
  'MARGIN-ANNOTATION-UNUSED': say(
    'Wskazano procedurę marży, a suma sprzedaży w tej procedurze (P_13_11) jest pusta.',
    'A margin scheme is named, but the sum of sales under it (P_13_11) is empty.',
    'Usunąć adnotację (JSON: margin) albo oznaczyć pozycje procedurą marży.',
    'Remove the annotation (JSON: margin), or mark the lines as under the margin scheme.',
  ),
  'SPLIT-PAYMENT-EXPECTED': say(
    'Faktura ponad 15 000 zł zawiera towary lub usługi z załącznika 15, a nie ma adnotacji „mechanizm podzielonej płatności”.',
    'The invoice is over 15,000 PLN and has goods or services of annex 15, but not the annotation of split payment.',
    'Ustawić P_18A na 1 (JSON: splitPayment), jeśli nabywca jest podatnikiem.',
    'Set P_18A to 1 (JSON: splitPayment) where the buyer is a taxable person.',
  ),
  'EU-SUPPLY-BUYER': say(
    'Przy wewnątrzwspólnotowej dostawie (0 WDT) nabywca nie ma numeru VAT UE.',
    'The buyer of an intra-Community supply (0 WDT) has no EU VAT number.',
    'Podać numer VAT UE nabywcy (KodUE i NrVatUE; JSON: euVat) albo zmienić stawkę.',
    "Give the buyer's EU VAT number (KodUE and NrVatUE; JSON: euVat), or change the rate.",
  ),
  'SIMPLIFIED-INVOICE-LIMIT': say(
    'Faktura uproszczona przekracza 450 zł (100 EUR).',
    'A simplified invoice exceeds 450 PLN (100 EUR).',
    'Wystawić zwykłą fakturę z pełnymi danymi nabywcy.',
    'Issue a regular invoice with full data of the buyer.',
  ),
  'VAT-IN-PLN-MISSING': say(
    'Faktura jest w walucie {currency}, a nie ma kwoty podatku w złotych.',
    'The invoice is in {currency}, but does not state the VAT in PLN.',
    'Podać podatek w złotych w polu {field} (JSON: exchangeRate).',
    'State the VAT in PLN in {field} (JSON: exchangeRate).',
  ),
  'VAT-IN-PLN-UNUSED': say(
    'Faktura jest w złotych, a ma osobną kwotę podatku w złotych.',
    'The invoice is in PLN, yet has a separate amount of VAT in PLN.',
    'Usunąć pole {field} albo poprawić walutę.',
    'Remove the field {field}, or correct the currency.',
  ),
  'NET-TOTAL-DIFFERS': say(
    'Suma netto w {field} nie zgadza się z pozycjami: z pozycji wynika {expected}.',
    'The net sum in {field} does not agree with the lines: they give {expected}.',
    'Sprawdzić wartości pozycji i ich stawki.',
    'Check the values of the lines and their rates.',
  ),
  'VAT-TOTAL-DIFFERS': say(
    'Kwota podatku w {field} nie zgadza się ze stawką: powinno być {expected}.',
    'The VAT in {field} does not agree with the rate: it should be {expected}.',
    'Sprawdzić podatek i stawki pozycji.',
    'Check the tax and the rates of the lines.',
  ),
  'GROSS-TOTAL-DIFFERS': say(
    'Kwota należności (P_15) nie jest sumą netto i podatku: powinno być {expected}.',
    'The amount due (P_15) is not the sum of net and VAT: it should be {expected}.',
    'Sprawdzić sumy na fakturze.',
    'Check the sums of the invoice.',
  ),
  'BANK-ACCOUNT-CHECKSUM': say(
    'Numer rachunku ma błędne cyfry kontrolne, przelew na niego nie dojdzie.',
    'The account number has wrong check digits; a transfer to it will not arrive.',
    'Przepisać numer z umowy z bankiem: 26 cyfr NRB albo cały IBAN.',
    'Copy the number from the bank: 26 digits of the NRB or the whole IBAN.',
  ),
  'DUE-DATE-BEFORE-ISSUE': say(
    'Termin płatności mija przed datą wystawienia.',
    'The due date is before the date of issue.',
    'Sprawdzić termin płatności.',
    'Check the due date.',
  ),
} as const satisfies Record<string, Wording>;
export type RuleCode = keyof typeof ruleWordings;

/** The sentences of a rule with the words of one finding put in. */
export function ruleWording(code: RuleCode, words: Readonly<Record<string, string>> = {}): Wording {
  const { message, remedy } = ruleWordings[code];
  const fill = (text: string): string => text.replace(/\{(\w+)\}/g, (_, name: string) => words[name] ?? '');
  return {
    message: { pl: fill(message.pl), en: fill(message.en) },
    remedy: { pl: fill(remedy.pl), en: fill(remedy.en) },
  };
}
