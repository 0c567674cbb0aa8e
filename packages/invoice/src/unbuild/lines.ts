/** Lines of an invoice and of an order as the input has them. */
import type { Fa3 } from '@kwit/formats';
import { type Big, decimal, readDecimal, round } from '../decimal.ts';
import type { LineInput, OrderInput, OrderLineInput } from '../input.ts';
import { computeOrderLine, orderValue } from '../kind-totals.ts';
import { lineNumbers } from '../line-numbers.ts';
import { vatRateOfCode } from '../rates.ts';
import { token } from '../text.ts';
import { computeLine } from '../totals.ts';
import type { VatRate } from '../vocabulary.ts';
import { compact, isSet } from './compact.ts';

type Line = NonNullable<Fa3['Fa']['FaWiersz']>[number];
type OrderLine = NonNullable<Fa3['Fa']['Zamowienie']>['ZamowienieWiersz'][number];

/** @param exchangeRate the one that all lines share and the input states once; null where it does not */
export function readLines(lines: readonly Line[], exchangeRate: string | null): LineInput[] {
  return withNumbers(
    lines.map((line) => readLine(line, exchangeRate)),
    lines.map((line) => Number(line.NrWierszaFa)),
  );
}

/** The exchange rate that all lines state, or null. */
export function sharedRate(lines: readonly Line[]): string | null {
  const [first] = lines;
  const rate = first?.KursWaluty;
  return rate !== undefined && lines.every((line) => line.KursWaluty === rate) ? rate : null;
}

function readLine(line: Line, exchangeRate: string | null): LineInput {
  const isGross = line.P_9B !== undefined || (line.P_9A === undefined && line.P_11A !== undefined);
  const plain: LineInput = compact({
    name: token(line.P_7) ?? '',
    quantity: line.P_8B,
    unit: token(line.P_8A),
    unitNetPrice: isGross ? undefined : line.P_9A,
    unitGrossPrice: isGross ? line.P_9B : undefined,
    unitDiscount: line.P_10,
    vatRate: rateOf(line.P_12, line.P_12_XII),
    ossRate: line.P_12_XII,
    exchangeRate: line.KursWaluty === exchangeRate ? undefined : line.KursWaluty,
    saleDate: line.P_6A,
    before: isSet(line.StanPrzed),
    id: token(line.UU_ID),
    index: token(line.Indeks),
    gtin: token(line.GTIN),
    pkwiu: token(line.PKWiU),
    cn: token(line.CN),
    pkob: token(line.PKOB),
    gtu: line.GTU,
    procedure: line.Procedura,
    annex15: isSet(line.P_12_Zal_15),
    exciseDuty: line.KwotaAkcyzy,
  });
  const stated = isGross ? line.P_11A : line.P_11;
  if (stated === undefined || isSame(readDecimal(stated), computeLine(plain).value)) return plain;
  return isGross ? { ...plain, grossValue: stated } : { ...plain, netValue: stated };
}

function rateOf(code: string | undefined, oss: string | undefined): VatRate {
  if (code !== undefined) return vatRateOfCode(token(code)) ?? 'margin';
  return oss === undefined ? 'margin' : 'oss';
}

export function readOrder({
  WartoscZamowienia,
  ZamowienieWiersz,
}: NonNullable<Fa3['Fa']['Zamowienie']>): OrderInput {
  const lines = withNumbers(
    ZamowienieWiersz.map(readOrderLine),
    ZamowienieWiersz.map((line) => Number(line.NrWierszaZam)),
  );
  const stated = readDecimal(WartoscZamowienia);
  return stated?.eq(orderValue({ order: { lines } })) === true
    ? { lines }
    : { lines, value: WartoscZamowienia };
}

function readOrderLine(line: OrderLine): OrderLineInput {
  const plain: OrderLineInput = compact({
    name: token(line.P_7Z) ?? '',
    quantity: line.P_8BZ,
    unit: token(line.P_8AZ),
    unitNetPrice: line.P_9AZ,
    vatRate: rateOf(line.P_12Z, line.P_12Z_XII),
    ossRate: line.P_12Z_XII,
    before: isSet(line.StanPrzedZ),
    id: token(line.UU_IDZ),
    index: token(line.IndeksZ),
    gtin: token(line.GTINZ),
    pkwiu: token(line.PKWiUZ),
    cn: token(line.CNZ),
    pkob: token(line.PKOBZ),
    gtu: line.GTUZ,
    procedure: line.ProceduraZ,
    annex15: isSet(line.P_12Z_Zal_15),
    exciseDuty: line.KwotaAkcyzyZ,
  });
  const valued = withAmount(plain, 'netValue', line.P_11NettoZ, computeOrderLine(plain).net);
  return withAmount(valued, 'vat', line.P_11VatZ, computeOrderLine(valued).vat);
}

/** An amount that is stated where it is not the computed one. */
const withAmount = (
  line: OrderLineInput,
  field: 'netValue' | 'vat',
  stated: string | undefined,
  computed: Big | null,
): OrderLineInput =>
  stated === undefined || isSame(readDecimal(stated), computed) ? line : { ...line, [field]: stated };

const isSame = (left: Big | null, right: Big | null): boolean =>
  left === null || right === null ? left === right : round(left, 2).eq(round(decimal(right), 2));

/** States a number only where the line would not get it by itself. */
function withNumbers<Line extends { number?: number; before?: boolean }>(
  lines: readonly Line[],
  numbers: readonly number[],
): Line[] {
  const result: Line[] = [];
  lines.forEach((line, index) => {
    const number = numbers[index];
    const natural = lineNumbers([...result.slice(-1).map(withNumber(numbers, index - 1)), line]).at(-1);
    result.push(number === natural || number === undefined || !(number >= 1) ? line : { ...line, number });
  });
  return result;
}

const withNumber =
  (numbers: readonly number[], index: number) =>
  <Line extends object>(line: Line): Line & { number: number } => ({ ...line, number: numbers[index] ?? 0 });
