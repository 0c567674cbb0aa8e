/** The sentences of the rules on lines, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const linesWordings = {
  'LINES-MISSING': say(
    'Faktura nie ma żadnej pozycji.',
    'The invoice has no line.',
    'Należy dodać przynajmniej jedną pozycję (FaWiersz).',
    'Add at least one line (FaWiersz).',
  ),
  'LINE-NAME-MISSING': say(
    'Pozycja nie ma nazwy towaru lub usługi.',
    'A line does not have the name of the goods or service.',
    'Należy uzupełnić nazwę (P_7; JSON: name).',
    'Complete the name (P_7; JSON: name).',
  ),
  'LINE-NUMBER-REPEATED': say(
    'Numer pozycji {number} powtarza się.',
    'The line number {number} is repeated.',
    'Należy ponumerować pozycje kolejno, każdą innym numerem.',
    'Number the lines one after another, each differently.',
  ),
  'BEFORE-WITHOUT-AFTER': say(
    'Pozycja {number} ma stan przed korektą, a nie ma stanu po korekcie.',
    'Line {number} has its state before the correction, but none after it.',
    'Należy dodać pozycję o tym samym numerze po korekcie; wycofaną podać z ilością 0.',
    'Add the line with the same number after the correction; one that is withdrawn has the quantity 0.',
  ),
  'BEFORE-OUTSIDE-CORRECTION': say(
    'Pozycja ma znacznik stanu przed korektą, a faktura nie jest korektą.',
    'A line has the mark of the state before a correction, but the invoice is not one.',
    'Należy usunąć znacznik (JSON: before) albo zmienić rodzaj faktury na korektę.',
    'Remove the mark (JSON: before), or change the kind to a correction.',
  ),
  'QUANTITY-NOT-POSITIVE': say(
    'Ilość w pozycji faktury, która nie jest korektą, wynosi {quantity}.',
    'The quantity of a line is {quantity}, though the invoice is not a correction.',
    'Należy sprawdzić ilość; zwrot albo rabat do wystawionej faktury dokumentuje korekta.',
    'Check the quantity; what is returned or reduced after an invoice is documented by a correction.',
  ),
  'LINE-VALUE-DIFFERS': say(
    'Wartość pozycji nie jest iloczynem ilości i ceny po opuście: powinno być {expected}.',
    'The value of the line is not quantity times price less discount: it should be {expected}.',
    'Należy sprawdzić ilość, cenę, opust i wartość pozycji.',
    'Check quantity, price, discount and value of the line.',
  ),
  'LINE-VAT-DIFFERS': say(
    'Podatek pozycji (P_11Vat) nie zgadza się ze stawką: powinno być {expected}.',
    'The VAT of the line (P_11Vat) does not agree with its rate: it should be {expected}.',
    'Należy sprawdzić podatek i stawkę pozycji.',
    'Check the VAT and the rate of the line.',
  ),
  'RATE-MISSING': say(
    'Pozycja nie ma stawki podatku.',
    'A line has no VAT rate.',
    'Należy podać stawkę (P_12; JSON: vatRate); bez stawki są tylko pozycje w procedurze marży.',
    'Give the rate (P_12; JSON: vatRate); only lines under a margin scheme have none.',
  ),
  'RATE-TWICE': say(
    'Pozycja ma stawkę polską (P_12) i stawkę innego państwa UE (P_12_XII).',
    'A line has a Polish rate (P_12) and one of another EU country (P_12_XII).',
    'Należy zostawić jedną z nich.',
    'Keep one of them.',
  ),
  'RATE-FORMER': say(
    'Stawka {rate}% nie obowiązuje od 2011 r.',
    'The rate of {rate}% has not been in force since 2011.',
    'Należy sprawdzić stawkę pozycji.',
    'Check the rate of the line.',
  ),
  'GTIN-CHECKSUM': say(
    'Kod GTIN ma błędną cyfrę kontrolną.',
    'The GTIN has a wrong check digit.',
    'Należy przepisać kod z opakowania albo z kartoteki towaru.',
    'Copy the code from the packaging or the record of the goods.',
  ),
  'DETAIL-LINE-UNKNOWN': say(
    'Dodatkowy opis wskazuje pozycję {number}, której na fakturze nie ma.',
    'A detail names line {number}, which the invoice does not have.',
    'Należy poprawić numer pozycji (NrWiersza; JSON: details.line) albo go usunąć.',
    'Correct the number of the line (NrWiersza; JSON: details.line), or remove it.',
  ),
  'NEW-TRANSPORT-LINE-UNKNOWN': say(
    'Nowy środek transportu wskazuje pozycję {number}, której na fakturze nie ma.',
    'A new means of transport names line {number}, which the invoice does not have.',
    'Należy poprawić numer pozycji (P_NrWierszaNST; JSON: newTransport.vehicles.line).',
    'Correct the number of the line (P_NrWierszaNST; JSON: newTransport.vehicles.line).',
  ),
  'ATTACHMENT-ROW-TOO-WIDE': say(
    'Wiersz tabeli załącznika ma więcej pól niż tabela kolumn ({columns}).',
    'A row of a table of the attachment has more cells than the table has columns ({columns}).',
    'Należy dodać brakujące kolumny albo usunąć nadmiarowe pola.',
    'Add the missing columns, or remove the cells that are too many.',
  ),
} as const satisfies Record<string, RuleWording>;
