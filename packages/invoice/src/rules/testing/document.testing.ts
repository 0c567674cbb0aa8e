/** A right document for the tests of rules, and ways to change it into others that are right. */
import type { Fa3, FormatDocument } from '@kwit/formats';
import { buildInvoice } from '../../build-invoice.ts';
import { sampleInput, testOptions } from '../../test-data.ts';

export interface Case {
  /** Breaks the rule. */
  readonly wrong: (invoice: Fa3) => void;
  /** Where the rule must find it. */
  readonly path: string;
  /** Comes close, and is right. */
  readonly right: (invoice: Fa3) => void;
}

/** A right document, changed as the case says. */
export function changed(change: (invoice: Fa3) => void): FormatDocument<'FA(3)'> {
  const { document } = buildInvoice(
    sampleInput({ payment: { accounts: [{ number: '74000000000000000000000001' }], dueInDays: 7 } }),
    testOptions,
  );
  change(document.root);
  return document;
}

export const firstLine = ({ Fa }: Fa3) => {
  const line = Fa.FaWiersz?.[0];
  if (line === undefined) throw new Error('the sample has a line');
  return line;
};
export const identity = ({ Podmiot2 }: Fa3) => Podmiot2.DaneIdentyfikacyjne;

export function moveSum(
  { Fa }: Fa3,
  field: 'P_13_7' | 'P_13_10' | 'P_13_11' | 'P_13_6_2' | 'P_13_9' | 'P_13_5',
): void {
  delete Fa.P_13_1;
  delete Fa.P_14_1;
  Object.assign(Fa, { [field]: '100.00', P_15: '100.00' });
}

export function makeExempt(invoice: Fa3): void {
  firstLine(invoice).P_12 = 'zw';
  moveSum(invoice, 'P_13_7');
}

export function makeReverseCharge(invoice: Fa3): void {
  firstLine(invoice).P_12 = 'oo';
  moveSum(invoice, 'P_13_10');
}

export function makeMargin(invoice: Fa3): void {
  const line = firstLine(invoice);
  delete line.P_12;
  delete line.P_9A;
  delete line.P_11;
  Object.assign(line, { P_9B: '100.00', P_11A: '100.00' });
  moveSum(invoice, 'P_13_11');
}

/** A right supply to another EU country. */
export function makeEuSupply(invoice: Fa3): void {
  firstLine(invoice).P_12 = '0 WDT';
  moveSum(invoice, 'P_13_6_2');
  invoice.Podmiot1.PrefiksPodatnika = 'PL';
  toEuBuyer(invoice);
}

/** A right service to another EU country. */
export function makeEuService(invoice: Fa3): void {
  firstLine(invoice).P_12 = 'np II';
  moveSum(invoice, 'P_13_9');
  invoice.Podmiot1.PrefiksPodatnika = 'PL';
  invoice.Fa.Adnotacje.P_18 = '1';
  toEuBuyer(invoice);
}

export function toEuBuyer(invoice: Fa3): void {
  invoice.Podmiot2.DaneIdentyfikacyjne = { KodUE: 'DE', NrVatUE: '123456788', Nazwa: 'N' };
}

export function toConsumer(invoice: Fa3): void {
  invoice.Podmiot2.DaneIdentyfikacyjne = { BrakID: '1', Nazwa: 'Osoba Prywatna' };
}

export function makeLarge(invoice: Fa3, net: string, vat: string, gross: string): void {
  Object.assign(firstLine(invoice), { P_9A: net, P_11: net, P_12_Zal_15: '1' });
  Object.assign(invoice.Fa, { P_13_1: net, P_14_1: vat, P_15: gross });
}

export const originals = () => [
  { DataWystFaKorygowanej: '2025-09-01', NrFaKorygowanej: 'FV/1', NrKSeFN: '1' },
];

/** A right correction whose one line is a difference. */
export function makeCorrection(invoice: Fa3, kind = 'KOR'): void {
  invoice.Fa.RodzajFaktury = kind;
  invoice.Fa.DaneFaKorygowanej = originals();
}

/** A right correction of data of parties alone. */
export function makePartyCorrection(invoice: Fa3): void {
  makeCorrection(invoice);
  const { Fa } = invoice;
  delete Fa.FaWiersz;
  delete Fa.P_13_1;
  delete Fa.P_14_1;
  Fa.P_15 = '0.00';
  Fa.Podmiot2K = [{ DaneIdentyfikacyjne: { NIP: '2222222222', Nazwa: 'Dawna nazwa' } }];
}

/** A right advance invoice over the whole order. */
export function makeAdvance(invoice: Fa3, kind = 'ZAL'): void {
  const { Fa } = invoice;
  Fa.RodzajFaktury = kind;
  delete Fa.FaWiersz;
  Fa.Zamowienie = {
    WartoscZamowienia: '123.00',
    ZamowienieWiersz: [
      { NrWierszaZam: '1', P_7Z: 'Towar', P_11NettoZ: '100.00', P_11VatZ: '23.00', P_12Z: '23' },
    ],
  };
}

/** A right settlement. */
export function makeSettlement({ Fa }: Fa3): void {
  Fa.RodzajFaktury = 'ROZ';
  Fa.FakturaZaliczkowa = [{ NrKSeFZN: '1', NrFaZaliczkowej: 'FZ/1' }];
}

export function makeForeign({ Fa }: Fa3): void {
  Object.assign(Fa, { KodWaluty: 'EUR', P_14_1W: '97.75' });
}

/** A right simplified invoice, which may state its total alone. */
export function makeSimplified({ Fa }: Fa3, gross = '123.00'): void {
  Fa.RodzajFaktury = 'UPR';
  delete Fa.P_13_1;
  delete Fa.P_14_1;
  Fa.P_15 = gross;
}

/** A right sale under OSS. */
export function makeOss(invoice: Fa3): void {
  const line = firstLine(invoice);
  delete line.P_12;
  line.P_12_XII = '19';
  moveSum(invoice, 'P_13_5');
  Object.assign(invoice.Fa, { P_14_5: '19.00', P_15: '119.00' });
  toConsumer(invoice);
}

export function addVehicle({ Fa }: Fa3, line: string): void {
  Fa.Adnotacje.NoweSrodkiTransportu = {
    P_22: '1',
    P_42_5: '2',
    NowySrodekTransportu: [{ P_22A: '2025-09-01', P_NrWierszaNST: line, P_22B: '10' }],
  };
}

/** A right supply of a new means of transport, where the line is the one there is. */
export function makeNewTransport(invoice: Fa3, line: string): void {
  makeEuSupply(invoice);
  addVehicle(invoice, line);
}
