/** The sentences of the rules on the kinds of invoice, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const kindsWordings = {
  'CORRECTION-ORIGINAL-MISSING': say(
    'Korekta nie wskazuje faktury korygowanej.',
    'The correction does not name the invoice that it corrects.',
    'Należy dodać dane faktury korygowanej (DaneFaKorygowanej; JSON: correction.invoices).',
    'Add the data of the corrected invoice (DaneFaKorygowanej; JSON: correction.invoices).',
  ),
  'CORRECTION-ORIGINAL-UNUSED': say(
    'Faktura wskazuje fakturę korygowaną, a nie jest korektą.',
    'The invoice names a corrected invoice, but is not a correction.',
    'Należy zmienić rodzaj na KOR, KOR_ZAL albo KOR_ROZ, albo usunąć dane faktury korygowanej.',
    'Change the kind to KOR, KOR_ZAL or KOR_ROZ, or remove the data of the corrected invoice.',
  ),
  'CORRECTION-KSEF-MARK': say(
    'Przy fakturze korygowanej musi stać albo jej numer KSeF ze znacznikiem NrKSeF, albo znacznik NrKSeFN.',
    'A corrected invoice must have either its KSeF number with the mark NrKSeF, or the mark NrKSeFN.',
    'Należy podać numer KSeF (JSON: ksefNumber), a dla faktury spoza KSeF sam znacznik NrKSeFN (JSON: outsideKsef).',
    'Give the KSeF number (JSON: ksefNumber), or for an invoice outside KSeF only the mark NrKSeFN (JSON: outsideKsef).',
  ),
  'CORRECTION-OF-ITSELF': say(
    'Faktura korygowana ma ten sam numer co korekta.',
    'The corrected invoice has the same number as the correction.',
    'Należy sprawdzić oba numery.',
    'Check both numbers.',
  ),
  'CORRECTION-EMPTY': say(
    'Korekta niczego nie zmienia: nie ma pozycji, kwot ani danych stron.',
    'The correction changes nothing: it has no lines, no amounts and no data of parties.',
    'Należy dodać to, co się zmienia, albo nie wysyłać korekty.',
    'Add what changes, or do not send the correction.',
  ),
  'CORRECTION-PERIOD-MISSING': say(
    'Korekta zbiorcza bez pozycji nie podaje okresu, którego dotyczy opust.',
    'A collective correction without lines does not say for which period the discount is.',
    'Należy podać okres (OkresFaKorygowanej; JSON: correction.period).',
    'Give the period (OkresFaKorygowanej; JSON: correction.period).',
  ),
  'AMOUNT-BEFORE-MISSING': say(
    'Korekta faktury zaliczkowej lub rozliczającej nie podaje kwoty sprzed korekty.',
    'The correction of an advance invoice or a settlement does not state the amount before it.',
    'Należy podać kwotę w polu P_15ZK (JSON: correction.amountBefore).',
    'State the amount in P_15ZK (JSON: correction.amountBefore).',
  ),
  'AMOUNT-BEFORE-UNUSED': say(
    'Kwotę sprzed korekty (P_15ZK) podaje się tylko w korektach faktur zaliczkowych i rozliczających.',
    'The amount before the correction (P_15ZK) goes only with corrections of advance invoices and settlements.',
    'Należy usunąć pole P_15ZK (JSON: correction.amountBefore) albo poprawić rodzaj faktury.',
    'Remove P_15ZK (JSON: correction.amountBefore), or correct the kind of the invoice.',
  ),
  'ADVANCE-ORDER-MISSING': say(
    'Faktura zaliczkowa nie ma danych zamówienia lub umowy.',
    'An advance invoice does not have the data of the order or contract.',
    'Należy dodać zamówienie z pozycjami i wartością (Zamowienie; JSON: order).',
    'Add the order with its lines and value (Zamowienie; JSON: order).',
  ),
  'ORDER-UNUSED': say(
    'Zamówienie (Zamowienie) podaje się tylko na fakturach zaliczkowych i ich korektach.',
    'An order (Zamowienie) goes only with advance invoices and their corrections.',
    'Należy usunąć zamówienie (JSON: order) albo zmienić rodzaj faktury na ZAL.',
    'Remove the order (JSON: order), or change the kind to ZAL.',
  ),
  'ORDER-VALUE-DIFFERS': say(
    'Wartość zamówienia nie jest sumą jego pozycji z podatkiem: powinno być {expected}.',
    'The value of the order is not the sum of its lines with VAT: it should be {expected}.',
    'Należy sprawdzić wartość zamówienia i jego pozycje.',
    'Check the value of the order and its lines.',
  ),
  'ADVANCE-OVER-ORDER': say(
    'Zaliczka jest większa niż wartość zamówienia.',
    'The advance is larger than the value of the order.',
    'Należy sprawdzić kwotę zaliczki i wartość zamówienia.',
    'Check the amount of the advance and the value of the order.',
  ),
  'ADVANCE-PAYMENTS-DIFFER': say(
    'Wpłaty zaliczkowe nie zgadzają się z kwotą faktury (P_15): razem dają {expected}.',
    'The advance payments do not agree with the amount of the invoice (P_15): together they are {expected}.',
    'Należy sprawdzić kwoty wpłat (P_15Z; JSON: advancePayments).',
    'Check the amounts of the payments (P_15Z; JSON: advancePayments).',
  ),
  'SETTLEMENT-ADVANCES-MISSING': say(
    'Faktura rozliczająca nie wskazuje faktur zaliczkowych.',
    'A settlement does not name the advance invoices.',
    'Należy podać ich numery (FakturaZaliczkowa; JSON: advanceInvoices).',
    'Give their numbers (FakturaZaliczkowa; JSON: advanceInvoices).',
  ),
  'ADVANCES-UNUSED': say(
    'Faktura wskazuje faktury zaliczkowe, a nie jest rozliczająca ani zaliczkowa.',
    'The invoice names advance invoices, but is neither a settlement nor an advance.',
    'Należy zmienić rodzaj faktury na ROZ albo usunąć numery faktur zaliczkowych (JSON: advanceInvoices).',
    'Change the kind to ROZ, or remove the numbers of the advance invoices (JSON: advanceInvoices).',
  ),
} as const satisfies Record<string, RuleWording>;
