/** The sentences of the rules on dates, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const datesWordings = {
  'DATE-IN-FUTURE': say(
    'Data wystawienia jest późniejsza niż dziś ({today}); KSeF takiej faktury nie przyjmie.',
    'The date of issue is later than today ({today}); KSeF does not take such an invoice.',
    'Należy wpisać dzisiejszą albo wcześniejszą datę, albo wysłać fakturę w dniu wystawienia.',
    'Write today or an earlier day, or send the invoice on its day.',
  ),
  'SALE-DATE-TOO-LATE': say(
    'Data sprzedaży jest późniejsza niż 60 dni po dacie wystawienia.',
    'The date of supply is more than 60 days after the date of issue.',
    'Należy sprawdzić obie daty; fakturę wystawia się najwcześniej 60 dni przed sprzedażą.',
    'Check both dates; an invoice is issued at the earliest 60 days before the supply.',
  ),
  'ADVANCE-DATE-TOO-LATE': say(
    'Data zapłaty zaliczki jest późniejsza niż 60 dni po dacie wystawienia.',
    'The date of the advance payment is more than 60 days after the date of issue.',
    'Należy sprawdzić obie daty; fakturę zaliczkową wystawia się najwcześniej 60 dni przed zapłatą.',
    'Check both dates; an advance invoice is issued at the earliest 60 days before the payment.',
  ),
  'SALE-DATE-TWICE': say(
    'Datę sprzedaży podano dla całej faktury i osobno w pozycji.',
    'The date of supply is given for the whole invoice and again on a line.',
    'Należy zostawić datę wspólną (P_6) albo daty w pozycjach (P_6A).',
    'Keep the common date (P_6) or those of the lines (P_6A).',
  ),
  'PERIOD-REVERSED': say(
    'Okres faktury kończy się przed swoim początkiem.',
    'The period of the invoice ends before it starts.',
    'Należy zamienić albo poprawić daty okresu.',
    'Swap or correct the dates of the period.',
  ),
  'CORRECTED-DATE-AFTER-ISSUE': say(
    'Faktura korygowana ma datę późniejszą niż korekta.',
    'The corrected invoice has a later date than the correction.',
    'Należy sprawdzić datę faktury korygowanej.',
    'Check the date of the corrected invoice.',
  ),
  'DUE-DATE-BEFORE-ISSUE': say(
    'Termin płatności mija przed datą wystawienia.',
    'The due date is before the date of issue.',
    'Należy sprawdzić termin płatności.',
    'Check the due date.',
  ),
  'PAYMENT-DATE-IN-FUTURE': say(
    'Data zapłaty jest późniejsza niż dziś ({today}), a faktura podaje, że zapłacono.',
    'The date of payment is later than today ({today}), yet the invoice says that it is paid.',
    'Należy podać termin płatności w miejsce zapłaty albo poprawić datę.',
    'Give a due date instead of the payment, or correct the date.',
  ),
  'TRANSPORT-REVERSED': say(
    'Transport kończy się przed swoim rozpoczęciem.',
    'The transport ends before it starts.',
    'Należy zamienić albo poprawić daty transportu.',
    'Swap or correct the times of the transport.',
  ),
} as const satisfies Record<string, RuleWording>;
