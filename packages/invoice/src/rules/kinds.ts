/** Rules on what each kind of invoice must and must not have. */
import type { Fa3 } from '@kwit/formats';
import { netFields } from '../rates.ts';
import { absolute, cents, showCents } from '../scaled.ts';
import { token } from '../text.ts';
import { numbered } from './places.ts';
import type { Rule, RuleContext } from './rule.ts';

function originalMissing({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (view.isCorrection && (Fa.DaneFaKorygowanej ?? []).length === 0) {
    tell({ path: '/Faktura/Fa/DaneFaKorygowanej' });
  }
}

function originalUnused({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (!view.isCorrection && Fa.DaneFaKorygowanej !== undefined)
    tell({ path: '/Faktura/Fa/DaneFaKorygowanej' });
}

function originalUnmarked({ Fa }: Fa3, { tell }: RuleContext): void {
  for (const { path, part } of numbered('/Faktura/Fa/DaneFaKorygowanej', Fa.DaneFaKorygowanej)) {
    const isMarkedOnce = (part.NrKSeF === undefined) !== (part.NrKSeFN === undefined);
    const hasNumber = part.NrKSeFFaKorygowanej !== undefined;
    if (!isMarkedOnce || hasNumber !== (part.NrKSeF !== undefined)) tell({ path });
  }
}

function originalIsItself({ Fa }: Fa3, { tell }: RuleContext): void {
  for (const { path, part } of numbered('/Faktura/Fa/DaneFaKorygowanej', Fa.DaneFaKorygowanej)) {
    if (token(part.NrFaKorygowanej) === token(Fa.P_2)) {
      tell({ path: `${path}/NrFaKorygowanej`, value: part.NrFaKorygowanej });
    }
  }
}

/** Whether the correction changes nothing that stands on it. */
function emptyCorrection({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (!view.isCorrection || view.lines.length > 0 || view.orderLines.length > 0) return;
  const hasParties = Fa.Podmiot1K !== undefined || Fa.Podmiot2K !== undefined;
  const isAmount = cents(Fa.P_15) !== 0n || netFields.some((field) => cents(Fa[field]) !== 0n);
  if (!hasParties && !isAmount && Fa.NrFaKorygowany === undefined) {
    tell({ path: '/Faktura/Fa/RodzajFaktury', value: view.kind });
  }
}

function periodMissing({ Fa }: Fa3, { view, tell }: RuleContext): void {
  const isCollective = (Fa.DaneFaKorygowanej ?? []).length > 1 && cents(Fa.P_15) !== 0n;
  if (view.kind === 'KOR' && isCollective && view.lines.length === 0 && Fa.OkresFaKorygowanej === undefined) {
    tell({ path: '/Faktura/Fa/OkresFaKorygowanej' });
  }
}

const kindsWithAmountBefore = ['KOR_ZAL', 'KOR_ROZ'];

function amountBeforeMissing({ Fa }: Fa3, { view, tell }: RuleContext): void {
  const isNeeded = kindsWithAmountBefore.includes(view.kind) && cents(Fa.P_15) !== 0n;
  if (isNeeded && Fa.P_15ZK === undefined) tell({ path: '/Faktura/Fa/P_15ZK' });
}

function amountBeforeUnused({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.P_15ZK !== undefined && !kindsWithAmountBefore.includes(view.kind)) {
    tell({ path: '/Faktura/Fa/P_15ZK', value: Fa.P_15ZK });
  }
}

function orderMissing({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (view.kind === 'ZAL' && Fa.Zamowienie === undefined) tell({ path: '/Faktura/Fa/Zamowienie' });
}

const kindsWithOrder = ['ZAL', 'KOR_ZAL'];

function orderUnused({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.Zamowienie !== undefined && !kindsWithOrder.includes(view.kind))
    tell({ path: '/Faktura/Fa/Zamowienie' });
}

/** Rates that state their tax themselves, or have none, are left to the value that is stated. */
function orderValueDiffers({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.Zamowienie === undefined) return;
  let expected = 0n;
  for (const { part } of view.orderLines) {
    if (part.P_11NettoZ === undefined) return;
    if (part.StanPrzedZ === undefined) expected += cents(part.P_11NettoZ) + cents(part.P_11VatZ);
  }
  const stated = Fa.Zamowienie.WartoscZamowienia;
  if (absolute(cents(stated) - expected) > BigInt(view.orderLines.length)) {
    const words = { expected: showCents(expected) };
    tell({ path: '/Faktura/Fa/Zamowienie/WartoscZamowienia', value: stated, words });
  }
}

function advanceOverOrder({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (view.kind !== 'ZAL' || Fa.Zamowienie === undefined) return;
  if (cents(Fa.P_15) > cents(Fa.Zamowienie.WartoscZamowienia))
    tell({ path: '/Faktura/Fa/P_15', value: Fa.P_15 });
}

function paymentsDiffer({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.ZaliczkaCzesciowa === undefined) return;
  const total = Fa.ZaliczkaCzesciowa.reduce((sum, part) => sum + cents(part.P_15Z), 0n);
  const due = cents(Fa.P_15);
  // A settlement may document payments and still leave a rest.
  const isWrong =
    view.kind === 'ZAL' || view.kind === 'KOR_ZAL' ? total !== due : view.kind === 'ROZ' && total > due;
  if (isWrong) tell({ path: '/Faktura/Fa/ZaliczkaCzesciowa', words: { expected: showCents(total) } });
}

function advancesMissing({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (view.kind === 'ROZ' && (Fa.FakturaZaliczkowa ?? []).length === 0) {
    tell({ path: '/Faktura/Fa/FakturaZaliczkowa' });
  }
}

const kindsWithoutAdvances = ['VAT', 'UPR', 'KOR'];

function advancesUnused({ Fa }: Fa3, { view, tell }: RuleContext): void {
  if (Fa.FakturaZaliczkowa !== undefined && kindsWithoutAdvances.includes(view.kind)) {
    tell({ path: '/Faktura/Fa/FakturaZaliczkowa' });
  }
}

export const kindRules: readonly Rule[] = [
  {
    code: 'CORRECTION-ORIGINAL-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106j ust. 2 pkt 2; FA(3), DaneFaKorygowanej',
    find: originalMissing,
  },
  {
    code: 'CORRECTION-ORIGINAL-UNUSED',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), DaneFaKorygowanej',
    find: originalUnused,
  },
  {
    code: 'CORRECTION-KSEF-MARK',
    severity: 'error',
    enforcedBy: 'ksef',
    source: 'FA(3), DaneFaKorygowanej: NrKSeF with its number, or NrKSeFN',
    find: originalUnmarked,
  },
  {
    code: 'CORRECTION-OF-ITSELF',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_2 and NrFaKorygowanej',
    find: originalIsItself,
  },
  {
    code: 'CORRECTION-EMPTY',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106j ust. 2 pkt 4 and 5',
    find: emptyCorrection,
  },
  {
    code: 'CORRECTION-PERIOD-MISSING',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106j ust. 3 pkt 1; FA(3), OkresFaKorygowanej',
    find: periodMissing,
  },
  {
    code: 'AMOUNT-BEFORE-MISSING',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_15ZK',
    find: amountBeforeMissing,
  },
  {
    code: 'AMOUNT-BEFORE-UNUSED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_15ZK',
    find: amountBeforeUnused,
  },
  {
    code: 'ADVANCE-ORDER-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106f ust. 1 pkt 4; FA(3), Zamowienie',
    find: orderMissing,
  },
  {
    code: 'ORDER-UNUSED',
    severity: 'warning',
    authoring: 'error',
    enforcedBy: 'practice',
    source: 'FA(3), Zamowienie',
    find: orderUnused,
  },
  {
    code: 'ORDER-VALUE-DIFFERS',
    severity: 'warning',
    enforcedBy: 'law',
    source: 'VAT act, art. 106f ust. 1 pkt 4; FA(3), WartoscZamowienia',
    find: orderValueDiffers,
  },
  {
    code: 'ADVANCE-OVER-ORDER',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_15 and WartoscZamowienia',
    find: advanceOverOrder,
  },
  {
    code: 'ADVANCE-PAYMENTS-DIFFER',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), P_15 and P_15Z',
    find: paymentsDiffer,
  },
  {
    code: 'SETTLEMENT-ADVANCES-MISSING',
    severity: 'error',
    enforcedBy: 'law',
    source: 'VAT act, art. 106f ust. 3; FA(3), FakturaZaliczkowa',
    find: advancesMissing,
  },
  {
    code: 'ADVANCES-UNUSED',
    severity: 'warning',
    enforcedBy: 'practice',
    source: 'FA(3), FakturaZaliczkowa',
    find: advancesUnused,
  },
];
