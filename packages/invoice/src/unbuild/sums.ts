/** Sums that the input must state because its lines do not give them, and the amount due where it is not their sum. */
import type { Fa3 } from '@kwit/formats';
import { type Big, readDecimal, zero } from '../decimal.ts';
import type { CountedInput, SumInput } from '../input.ts';
import { computeTotals, missingForTotals } from '../kind-totals.ts';
import { isTaxedField, type NetField, netFields, rates, vatFields } from '../rates.ts';
import { type ComputedTotals, computeLine } from '../totals.ts';
import type { VatRate } from '../vocabulary.ts';
import { compact } from './compact.ts';

type Body = Fa3['Fa'];

const totalsOf = (input: CountedInput): ComputedTotals =>
  computeTotals(input, (input.lines ?? []).map(computeLine));

/** The input with `sums` and `grossTotal` where the document is not to be had without them. */
export function withSums(input: CountedInput, Fa: Body): CountedInput {
  const agrees = missingForTotals(input) === null && isStated(totalsOf(input), Fa);
  const stated = agrees ? [] : statedSums(input, Fa);
  const { advanceAmount: _, ...rest } = input;
  const summed = stated.length === 0 ? input : { ...rest, sums: stated };
  const gross = readDecimal(Fa.P_15);
  return gross === null || totalsOf(summed).gross.eq(gross) ? summed : { ...summed, grossTotal: Fa.P_15 };
}

/** Whether the document states these sums, and no others. */
function isStated({ fields }: ComputedTotals, Fa: Body): boolean {
  return netFields.every((field) => {
    const row = fields.find((one) => one.field === field);
    const { vat, vatInPln } = taxNames(field);
    return (
      isSame(row?.net ?? null, Fa[field]) &&
      (vat === undefined || isSame(row?.vat ?? null, Fa[vat])) &&
      (vatInPln === undefined || isSame(row?.vatInPln ?? null, Fa[vatInPln]))
    );
  });
}

const taxNames = (field: NetField) =>
  isTaxedField(field) ? vatFields[field] : { vat: undefined, vatInPln: undefined };

const isSame = (computed: Big | null, stated: string | undefined): boolean => {
  const amount = readDecimal(stated);
  return computed === null || amount === null
    ? computed === null && stated === undefined
    : computed.eq(amount);
};

function statedSums(input: CountedInput, Fa: Body): SumInput[] {
  return netFields.flatMap((field) => {
    const net = Fa[field];
    if (net === undefined) return [];
    const { vat, vatInPln } = taxNames(field);
    return [
      compact({
        vatRate: rateOfField(input, field),
        net,
        vat: vat === undefined ? undefined : (Fa[vat] ?? missingTax(field)),
        vatInPln: vatInPln === undefined ? undefined : Fa[vatInPln],
      }),
    ];
  });
}

/** Only OSS may leave its tax out. */
const missingTax = (field: NetField): string | undefined =>
  field === 'P_13_5' ? undefined : zero.toFixed(2);

/** A rate that leads to the sum: one of the lines, or the first there is. */
function rateOfField(input: CountedInput, field: NetField): VatRate {
  const used = [...(input.lines ?? []), ...(input.order?.lines ?? [])].map((line) => line.vatRate);
  const all = Object.keys(rates) as VatRate[];
  return [...used, ...all].find((rate) => rates[rate].field === field) ?? '23';
}
