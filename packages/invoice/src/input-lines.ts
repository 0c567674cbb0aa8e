/** What the business invoice counts: its lines, the lines of an order, sums that are stated instead of computed. */
import Type from 'typebox';
import {
  amount,
  date,
  exactlyOne,
  flag,
  list,
  object,
  oneOf,
  percent,
  price,
  quantity,
  text,
} from './schema-terms.ts';
import { gtuMarks, orderProcedures, procedures, type VatRate, vatRates } from './vocabulary.ts';

/** Names of the official elements that a line of an invoice and a line of an order have in common. */
interface LineElements {
  readonly number: string;
  readonly before: string;
  readonly suffix: string;
  readonly excise: string;
  readonly annex15: string;
}

/** What identifies goods and marks them, on an invoice and on an order alike. */
const goods = (
  { number, before, suffix, excise, annex15 }: LineElements,
  marks: ReturnType<typeof oneOf<string>>,
) => ({
  number: Type.Optional(
    Type.Integer({
      minimum: 1,
      maximum: 1_000_000,
      description: `${number}. Counted from 1 where it is not given; a line right after one with "before" takes its number.`,
    }),
  ),
  before: Type.Optional(
    flag(
      `On a correction: the line as it was. The line after the correction has the same number: ${before}. Without such lines the lines are differences.`,
    ),
  ),
  id: Type.Optional(text(50, `Universal unique identifier of the line: UU_ID${suffix}.`)),
  index: Type.Optional(text(50, `Code of the goods in your own records: Indeks${suffix}.`)),
  gtin: Type.Optional(text(20, `GTIN${suffix}.`)),
  pkwiu: Type.Optional(text(50, `PKWiU${suffix}.`)),
  cn: Type.Optional(text(50, `Combined Nomenclature: CN${suffix}.`)),
  pkob: Type.Optional(text(50, `PKOB${suffix}.`)),
  gtu: Type.Optional(oneOf(gtuMarks, `GTU${suffix}.`)),
  procedure: Type.Optional(marks),
  annex15: Type.Optional(flag(`Goods or services of annex 15 to the VAT act: ${annex15}.`)),
  exciseDuty: Type.Optional(amount(`Excise duty in the price: ${excise}.`)),
});

export const line = object(
  {
    name: text(512, 'Name of the goods or service: P_7.'),
    quantity: Type.Optional(quantity('P_8B, up to 6 decimals; needed where there is a price.')),
    unit: Type.Optional(
      text(256, 'Unit of measure, for example szt. or godz.: P_8A; needed where there is a price.'),
    ),
    unitNetPrice: Type.Optional(price('Price of one unit without VAT: P_9A, up to 8 decimals.')),
    unitGrossPrice: Type.Optional(price('Price of one unit with VAT: P_9B, up to 8 decimals.')),
    unitDiscount: Type.Optional(
      price(
        'Discount on the price of one unit, in the currency of the invoice, net or gross like the price: P_10.',
      ),
    ),
    discountPercent: Type.Optional(percent('Discount on the price of one unit in percent; becomes P_10.')),
    netValue: Type.Optional(
      amount('Value without VAT where it is not quantity times price, or there is no price: P_11.'),
    ),
    grossValue: Type.Optional(
      amount('Value with VAT where it is not quantity times price, or there is no price: P_11A.'),
    ),
    vatRate: oneOf<VatRate>(
      vatRates,
      'P_12; "margin" for a line under the margin scheme and "oss" for one taxed in another EU country have no P_12.',
    ),
    ossRate: Type.Optional(percent('VAT rate of the other EU country, with vatRate "oss": P_12_XII.')),
    exchangeRate: Type.Optional(
      quantity('PLN for one unit of the currency where lines have different rates: KursWaluty.'),
    ),
    saleDate: Type.Optional(date('Date of the supply where it differs between lines: P_6A.')),
    ...goods(
      {
        number: 'NrWierszaFa',
        before: 'StanPrzed',
        suffix: '',
        excise: 'KwotaAkcyzy',
        annex15: 'P_12_Zal_15',
      },
      oneOf(procedures, 'Procedura.'),
    ),
  },
  {
    description: 'One line: FaWiersz. With a price, or with a value, or (simplified invoices) with neither.',
  },
);

const orderLine = object(
  {
    name: text(512, 'P_7Z.'),
    quantity: Type.Optional(quantity('P_8BZ; needed where there is a price.')),
    unit: Type.Optional(text(256, 'P_8AZ.')),
    unitNetPrice: Type.Optional(price('P_9AZ.')),
    netValue: Type.Optional(amount('Value without VAT where it is not quantity times price: P_11NettoZ.')),
    vat: Type.Optional(amount('VAT where it is not the value times the rate: P_11VatZ.')),
    vatRate: oneOf<VatRate>(vatRates, 'P_12Z; "margin" and "oss" have none.'),
    ossRate: Type.Optional(percent('P_12Z_XII, with vatRate "oss".')),
    ...goods(
      {
        number: 'NrWierszaZam',
        before: 'StanPrzedZ',
        suffix: 'Z',
        excise: 'KwotaAkcyzyZ',
        annex15: 'P_12Z_Zal_15',
      },
      oneOf<string>(orderProcedures, 'ProceduraZ.'),
    ),
  },
  { description: 'One line of the order: ZamowienieWiersz.' },
);

export const order = object(
  {
    lines: list(orderLine, 10000, 'What is ordered: ZamowienieWiersz.'),
    value: Type.Optional(
      amount('Value of the order with VAT where it is not the sum of its lines: WartoscZamowienia.'),
    ),
  },
  { description: 'The order or contract that an advance invoice is for: Zamowienie.' },
);

const sum = object(
  {
    vatRate: oneOf<VatRate>(vatRates, 'Which sum: P_13_1 to P_13_11 by the rate.'),
    net: Type.Optional(amount('Sum without VAT.')),
    gross: Type.Optional(amount('Sum with VAT; the VAT in it is computed.')),
    vat: Type.Optional(
      amount('P_14_x where it is not computed from the sum; needed for "oss", which has no rate here.'),
    ),
    vatInPln: Type.Optional(amount('P_14_xW where it is not P_14_x times the exchange rate.')),
  },
  { description: 'Sum and VAT of one rate.', ...exactlyOne('net', 'gross') },
);

export const sums = list(
  sum,
  32,
  'Sums by rate where the lines cannot give them: a discount for a whole period, or an advance split in another way.',
);
