/** The sentences of the rules on rates and what the invoice must then say, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const annotationsWordings = {
  'EXEMPTION-BASIS-MISSING': say(
    'Na fakturze jest sprzedaż zwolniona z VAT, a nie ma podstawy prawnej zwolnienia.',
    'The invoice has sales exempt from VAT, but no legal basis of the exemption.',
    'Należy podać podstawę w polu P_19A, P_19B albo P_19C (JSON: exemption).',
    'Give the basis in P_19A, P_19B or P_19C (JSON: exemption).',
  ),
  'EXEMPTION-BASIS-UNUSED': say(
    'Podano podstawę zwolnienia z VAT, a żadna pozycja nie jest zwolniona.',
    'A basis of exemption from VAT is given, but no line is exempt.',
    'Należy usunąć podstawę (JSON: exemption) albo poprawić stawkę pozycji na zw.',
    'Remove the basis (JSON: exemption), or correct the rate of the line to zw.',
  ),
  'REVERSE-CHARGE-ANNOTATION-MISSING': say(
    'Na fakturze jest odwrotne obciążenie, a brakuje adnotacji o nim (P_18).',
    'The invoice has a reverse charge, but not the annotation on it (P_18).',
    'Należy ustawić P_18 na 1 (JSON: reverseCharge).',
    'Set P_18 to 1 (JSON: reverseCharge).',
  ),
  'REVERSE-CHARGE-WITH-VAT': say(
    'Faktura ma adnotację „odwrotne obciążenie”, a wszystkie pozycje są z podatkiem.',
    'The invoice has the annotation of reverse charge, but all of its lines have VAT.',
    'Należy usunąć adnotację (P_18; JSON: reverseCharge) albo poprawić stawki.',
    'Remove the annotation (P_18; JSON: reverseCharge), or correct the rates.',
  ),
  'REVERSE-CHARGE-ABROAD': say(
    'Na fakturze jest usługa, którą rozlicza nabywca z innego państwa UE (np II), a brakuje adnotacji „odwrotne obciążenie” (P_18).',
    'The invoice has a service that the buyer in another EU country accounts for (np II), but not the annotation of reverse charge (P_18).',
    'Należy ustawić P_18 na 1 (JSON: reverseCharge).',
    'Set P_18 to 1 (JSON: reverseCharge).',
  ),
  'REVERSE-CHARGE-BUYER': say(
    'Odwrotne obciążenie stosuje się wobec podatników, a nabywca nie ma numeru podatkowego.',
    'A reverse charge is for taxable persons, but the buyer has no tax number.',
    'Należy podać numer nabywcy albo poprawić stawkę.',
    'Give the number of the buyer, or correct the rate.',
  ),
  'MARGIN-ANNOTATION-MISSING': say(
    'Na fakturze jest sprzedaż w procedurze marży, a nie wskazano, w której.',
    'The invoice has sales under a margin scheme, but does not say which one.',
    'Należy wskazać procedurę w PMarzy (JSON: margin).',
    'Name the scheme in PMarzy (JSON: margin).',
  ),
  'MARGIN-ANNOTATION-UNUSED': say(
    'Wskazano procedurę marży, a suma sprzedaży w tej procedurze (P_13_11) jest pusta.',
    'A margin scheme is named, but the sum of sales under it (P_13_11) is empty.',
    'Należy usunąć adnotację (JSON: margin) albo oznaczyć pozycje procedurą marży.',
    'Remove the annotation (JSON: margin), or mark the lines as under the margin scheme.',
  ),
  'SPLIT-PAYMENT-EXPECTED': say(
    'Faktura ponad 15 000 zł zawiera towary lub usługi z załącznika 15, a nie ma adnotacji „mechanizm podzielonej płatności”.',
    'The invoice is over 15,000 PLN and has goods or services of annex 15, but not the annotation of split payment.',
    'Należy ustawić P_18A na 1 (JSON: splitPayment), jeśli nabywca jest podatnikiem.',
    'Set P_18A to 1 (JSON: splitPayment) where the buyer is a taxable person.',
  ),
  'SPLIT-PAYMENT-BUYER': say(
    'Faktura ma adnotację „mechanizm podzielonej płatności”, a nabywca nie jest podatnikiem (nie ma numeru).',
    'The invoice has the annotation of split payment, but the buyer is not a taxable person (has no number).',
    'Należy usunąć adnotację (P_18A; JSON: splitPayment) albo podać NIP nabywcy.',
    'Remove the annotation (P_18A; JSON: splitPayment), or give the NIP of the buyer.',
  ),
  'CASH-OVER-LIMIT': say(
    'Faktura między przedsiębiorcami ponad 15 000 zł ma być zapłacona gotówką.',
    'An invoice between businesses over 15,000 PLN is to be paid in cash.',
    'Należy zmienić formę płatności na przelew; zapłaty gotówką nie zalicza się do kosztów.',
    'Change the method of payment to a transfer; a payment in cash is no deductible cost.',
  ),
  'EU-SUPPLY-BUYER': say(
    'Przy wewnątrzwspólnotowej dostawie (0 WDT) nabywca nie ma numeru VAT UE.',
    'The buyer of an intra-Community supply (0 WDT) has no EU VAT number.',
    'Należy podać numer VAT UE nabywcy (KodUE i NrVatUE; JSON: euVat) albo zmienić stawkę.',
    "Give the buyer's EU VAT number (KodUE and NrVatUE; JSON: euVat), or change the rate.",
  ),
  'EU-SERVICE-BUYER': say(
    'Przy usłudze dla podatnika z innego państwa UE (np II) nabywca nie ma numeru VAT UE.',
    'The buyer of a service to a taxable person in another EU country (np II) has no EU VAT number.',
    'Należy podać numer VAT UE nabywcy (KodUE i NrVatUE; JSON: euVat); dla nabywcy spoza UE użyć stawki np I.',
    "Give the buyer's EU VAT number (KodUE and NrVatUE; JSON: euVat); for a buyer outside the EU use the rate np I.",
  ),
  'EU-PREFIX-MISSING': say(
    'Przy transakcji wewnątrzwspólnotowej numer sprzedawcy nie ma prefiksu PL.',
    'On an intra-Community transaction the number of the seller does not have the prefix PL.',
    'Należy ustawić PrefiksPodatnika na PL (JSON: seller.euPrefix).',
    'Set PrefiksPodatnika to PL (JSON: seller.euPrefix).',
  ),
  'TRIANGULAR-BUYER': say(
    'W procedurze trójstronnej uproszczonej nabywca nie ma numeru VAT UE.',
    'Under the simplified triangular procedure the buyer has no EU VAT number.',
    'Należy podać numer VAT UE nabywcy (JSON: euVat) albo usunąć adnotację P_23 (JSON: simplifiedTriangular).',
    "Give the buyer's EU VAT number (JSON: euVat), or remove the annotation P_23 (JSON: simplifiedTriangular).",
  ),
  'NEW-TRANSPORT-RATE': say(
    'Faktura opisuje wewnątrzwspólnotową dostawę nowego środka transportu, a żadna pozycja nie ma stawki 0 WDT.',
    'The invoice describes an intra-Community supply of a new means of transport, but no line has the rate 0 WDT.',
    'Należy poprawić stawkę pozycji albo usunąć opis (JSON: newTransport).',
    'Correct the rate of the line, or remove the description (JSON: newTransport).',
  ),
  'OSS-BUYER': say(
    'Procedura OSS dotyczy sprzedaży konsumentom, a nabywca ma numer podatkowy.',
    'The OSS scheme is for sales to consumers, but the buyer has a tax number.',
    'Należy sprawdzić stawkę (P_12_XII) i nabywcę.',
    'Check the rate (P_12_XII) and the buyer.',
  ),
  'PROCEDURE-TRIANGULAR': say(
    'Pozycja ma oznaczenie TT_D (transakcja trójstronna), a faktura nie ma adnotacji P_23.',
    'A line has the mark TT_D (triangular transaction), but the invoice does not have the annotation P_23.',
    'Należy ustawić P_23 na 1 (JSON: simplifiedTriangular) albo usunąć oznaczenie.',
    'Set P_23 to 1 (JSON: simplifiedTriangular), or remove the mark.',
  ),
  'PROCEDURE-IMPORT': say(
    'Pozycja ma oznaczenie {mark} (dostawa po imporcie), a jej stawką nie jest 0 WDT.',
    'A line has the mark {mark} (supply after import), but its rate is not 0 WDT.',
    'Należy poprawić stawkę albo usunąć oznaczenie.',
    'Correct the rate, or remove the mark.',
  ),
  'GTU-SERVICE-WITH-CN': say(
    'Pozycja ma oznaczenie usług {mark} i kod CN, który mają tylko towary.',
    'A line has the mark of services {mark} and a CN code, which only goods have.',
    'Należy sprawdzić oznaczenie GTU i kod CN.',
    'Check the GTU mark and the CN code.',
  ),
  'SIMPLIFIED-INVOICE-LIMIT': say(
    'Faktura uproszczona przekracza 450 zł (100 EUR).',
    'A simplified invoice exceeds 450 PLN (100 EUR).',
    'Należy wystawić zwykłą fakturę z pełnymi danymi nabywcy.',
    'Issue a regular invoice with full data of the buyer.',
  ),
  'SIMPLIFIED-INVOICE-BUYER': say(
    'Faktura uproszczona nie ma NIP nabywcy, który w niej wystarcza za jego dane.',
    'A simplified invoice does not have the NIP of the buyer, which stands for its other data.',
    'Należy podać NIP nabywcy albo wystawić zwykłą fakturę.',
    'Give the NIP of the buyer, or issue a regular invoice.',
  ),
} as const satisfies Record<string, RuleWording>;
