/** Rules on dates and terms. */
import type { Fa3 } from '@kwit/formats';
import { addDays, isDate } from '../dates.ts';
import { lines, numbered } from './places.ts';
import type { Finding, Rule, RuleContext } from './rule.ts';

/** Text of the form YYYY-MM-DD compares as the days do. */
function* issuedInFuture({ Fa }: Fa3, { today }: RuleContext): Generator<Finding> {
  if (Fa.P_1 > today) yield { path: '/Faktura/Fa/P_1', value: Fa.P_1, words: { today } };
}

const earliestIssueDays = 60;

function* soldTooLate(invoice: Fa3): Generator<Finding> {
  if (!isDate(invoice.Fa.P_1)) return;
  const latest = addDays(invoice.Fa.P_1, earliestIssueDays);
  const whole = invoice.Fa.P_6;
  if (whole !== undefined && whole > latest) yield { path: '/Faktura/Fa/P_6', value: whole };
  for (const { path, part } of lines(invoice)) {
    if (part.P_6A !== undefined && part.P_6A > latest) yield { path: `${path}/P_6A`, value: part.P_6A };
  }
}

function* soldTwice(invoice: Fa3): Generator<Finding> {
  if (invoice.Fa.P_6 === undefined) return;
  for (const { path, part } of lines(invoice)) {
    if (part.P_6A !== undefined) yield { path: `${path}/P_6A`, value: part.P_6A };
  }
}

function* reversedPeriod({ Fa }: Fa3): Generator<Finding> {
  const period = Fa.OkresFa;
  if (period !== undefined && period.P_6_Od > period.P_6_Do) {
    yield { path: '/Faktura/Fa/OkresFa/P_6_Do', value: period.P_6_Do };
  }
}

function* dueBeforeIssue({ Fa }: Fa3): Generator<Finding> {
  for (const { path, part } of numbered(
    '/Faktura/Fa/Platnosc/TerminPlatnosci',
    Fa.Platnosc?.TerminPlatnosci,
  )) {
    if (part.Termin !== undefined && part.Termin < Fa.P_1)
      yield { path: `${path}/Termin`, value: part.Termin };
  }
}

export const dateRules: readonly Rule[] = [
  {
    code: 'DATE-IN-FUTURE',
    severity: 'error',
    enforcedBy: 'ksef',
    source: 'KSeF documentation, «Weryfikacja faktury», validation of dates',
    find: issuedInFuture,
  },
  {
    code: 'SALE-DATE-TOO-LATE',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106i ust. 7',
    find: soldTooLate,
  },
  {
    code: 'SALE-DATE-TWICE',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_6 and P_6A',
    find: soldTwice,
  },
  {
    code: 'PERIOD-REVERSED',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106e ust. 1 pkt 6 and art. 19a ust. 3 and 4',
    find: reversedPeriod,
  },
  {
    code: 'DUE-DATE-BEFORE-ISSUE',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Platnosc/TerminPlatnosci',
    find: dueBeforeIssue,
  },
];
