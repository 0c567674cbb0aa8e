/** Rules on dates and terms. */
import type { Fa3 } from '@kwit/formats';
import { addDays, isDate } from '../dates.ts';
import { numbered } from './places.ts';
import type { Rule, RuleContext } from './rule.ts';

/** Text of the form YYYY-MM-DD compares as the days do. */
function issuedInFuture({ Fa }: Fa3, { today, tell }: RuleContext): void {
  if (Fa.P_1 > today) tell({ path: '/Faktura/Fa/P_1', value: Fa.P_1, words: { today } });
}

/** An invoice is issued at the earliest so many days before the supply or the payment. */
const earliestIssueDays = 60;

function soldTooLate({ Fa }: Fa3, { view, tell }: RuleContext): void {
  const isLater = (date: string | undefined): boolean =>
    date !== undefined && date > Fa.P_1 && isDate(Fa.P_1) && date > addDays(Fa.P_1, earliestIssueDays);
  if (isLater(Fa.P_6)) tell({ path: '/Faktura/Fa/P_6', value: Fa.P_6 });
  for (const { path, part } of view.lines) {
    if (isLater(part.P_6A)) tell({ path: `${path}/P_6A`, value: part.P_6A });
  }
}

function paidTooLate({ Fa }: Fa3, { tell }: RuleContext): void {
  if (Fa.ZaliczkaCzesciowa === undefined || !isDate(Fa.P_1)) return;
  const latest = addDays(Fa.P_1, earliestIssueDays);
  for (const { path, part } of numbered('/Faktura/Fa/ZaliczkaCzesciowa', Fa.ZaliczkaCzesciowa)) {
    if (part.P_6Z > latest) tell({ path: `${path}/P_6Z`, value: part.P_6Z });
  }
}

function soldTwice({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.P_6 === undefined) return;
  for (const { path, part } of view.lines) {
    if (part.P_6A !== undefined) tell({ path: `${path}/P_6A`, value: part.P_6A });
  }
}

function reversedPeriod({ Fa }: Fa3, { tell }: RuleContext): void {
  const period = Fa.OkresFa;
  if (period !== undefined && period.P_6_Od > period.P_6_Do) {
    tell({ path: '/Faktura/Fa/OkresFa/P_6_Do', value: period.P_6_Do });
  }
}

function dueBeforeIssue({ Fa }: Fa3, { tell }: RuleContext): void {
  for (const { path, part } of numbered(
    '/Faktura/Fa/Platnosc/TerminPlatnosci',
    Fa.Platnosc?.TerminPlatnosci,
  )) {
    if (part.Termin !== undefined && part.Termin < Fa.P_1 && isDate(Fa.P_1))
      tell({ path: `${path}/Termin`, value: part.Termin });
  }
}

function paidInFuture({ Fa }: Fa3, { today, tell }: RuleContext): void {
  const day = Fa.Platnosc?.DataZaplaty;
  if (day !== undefined && day > today) {
    tell({ path: '/Faktura/Fa/Platnosc/DataZaplaty', value: day, words: { today } });
  }
  for (const { path, part } of numbered(
    '/Faktura/Fa/Platnosc/ZaplataCzesciowa',
    Fa.Platnosc?.ZaplataCzesciowa,
  )) {
    const date = part.DataZaplatyCzesciowej;
    if (date > today) tell({ path: `${path}/DataZaplatyCzesciowej`, value: date, words: { today } });
  }
}

function correctedLater({ Fa }: Fa3, { tell }: RuleContext): void {
  for (const { path, part } of numbered('/Faktura/Fa/DaneFaKorygowanej', Fa.DaneFaKorygowanej)) {
    const date = part.DataWystFaKorygowanej;
    if (date > Fa.P_1) tell({ path: `${path}/DataWystFaKorygowanej`, value: date });
  }
}

function transportReversed({ Fa }: Fa3, { tell }: RuleContext): void {
  for (const { path, part } of numbered(
    '/Faktura/Fa/WarunkiTransakcji/Transport',
    Fa.WarunkiTransakcji?.Transport,
  )) {
    const start = Date.parse(part.DataGodzRozpTransportu ?? '');
    const end = Date.parse(part.DataGodzZakTransportu ?? '');
    if (end < start) tell({ path: `${path}/DataGodzZakTransportu`, value: part.DataGodzZakTransportu });
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
    code: 'ADVANCE-DATE-TOO-LATE',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106i ust. 7 pkt 2',
    find: paidTooLate,
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
    code: 'CORRECTED-DATE-AFTER-ISSUE',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106j ust. 2 pkt 2; FA(3), DaneFaKorygowanej',
    find: correctedLater,
  },
  {
    code: 'DUE-DATE-BEFORE-ISSUE',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Platnosc/TerminPlatnosci',
    find: dueBeforeIssue,
  },
  {
    code: 'PAYMENT-DATE-IN-FUTURE',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), Platnosc/DataZaplaty and ZaplataCzesciowa',
    find: paidInFuture,
  },
  {
    code: 'TRANSPORT-REVERSED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), WarunkiTransakcji/Transport',
    find: transportReversed,
  },
];
