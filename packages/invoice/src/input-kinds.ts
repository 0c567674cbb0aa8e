/** What only corrections, advance invoices and settlements say. */
import Type from 'typebox';
import { correctedBuyer, correctedSeller } from './input-parties.ts';
import {
  amount,
  date,
  exactlyOne,
  keysOf,
  ksefNumber,
  list,
  object,
  oneOf,
  quantity,
  text,
} from './schema-terms.ts';
import { type CorrectionEffect, correctionEffects } from './vocabulary.ts';

const correctedInvoice = object(
  {
    number: text(256, 'Its number: NrFaKorygowanej.'),
    issueDate: date('Its date of issue: DataWystFaKorygowanej.'),
    ksefNumber: Type.Optional(ksefNumber('Its number in KSeF: NrKSeF and NrKSeFFaKorygowanej.')),
    outsideKsef: Type.Optional(
      Type.Unsafe<true>({
        type: 'boolean',
        const: true,
        description: 'It was issued outside KSeF: NrKSeFN.',
      }),
    ),
  },
  {
    description: 'An invoice that is corrected: DaneFaKorygowanej.',
    ...exactlyOne('ksefNumber', 'outsideKsef'),
  },
);

export const correction = object(
  {
    reason: Type.Optional(text(256, 'Why: PrzyczynaKorekty.')),
    effect: Type.Optional(
      oneOf<CorrectionEffect>(
        keysOf(correctionEffects),
        'When it counts in the VAT records: on the date of the original, of the correction, or another: TypKorekty.',
      ),
    ),
    invoices: list(correctedInvoice, 50_000, 'What is corrected: one invoice, or several for one buyer.'),
    period: Type.Optional(
      text(256, 'Period of a discount on all supplies to one buyer (art. 106j ust. 3): OkresFaKorygowanej.'),
    ),
    rightNumber: Type.Optional(
      text(256, 'The right number, where the number of the invoice was wrong: NrFaKorygowany.'),
    ),
    seller: Type.Optional(correctedSeller),
    buyers: Type.Optional(
      list(correctedBuyer, 101, 'Data of buyers as they stood on the corrected invoice: Podmiot2K.'),
    ),
    amountBefore: Type.Optional(
      amount(
        'Correction of an advance invoice: the payment before; of a settlement: what remained to be paid before: P_15ZK.',
      ),
    ),
    exchangeRateBefore: Type.Optional(
      quantity('Exchange rate before, together with amountBefore: KursWalutyZK.'),
    ),
  },
  { description: 'What a correction (KOR, KOR_ZAL, KOR_ROZ) corrects, and why.' },
);

const advanceInvoice = object(
  {
    ksefNumber: Type.Optional(ksefNumber('Its number in KSeF: NrKSeFFaZaliczkowej.')),
    number: Type.Optional(
      text(256, 'Its number, where it was issued outside KSeF: NrKSeFZN, NrFaZaliczkowej.'),
    ),
    amount: Type.Optional(
      amount('What it was for, with VAT; a settlement takes it off the value of the lines, rate by rate.'),
    ),
  },
  { description: 'An earlier advance invoice: FakturaZaliczkowa.', ...exactlyOne('ksefNumber', 'number') },
);

export const advanceInvoices = list(
  advanceInvoice,
  100,
  'Advance invoices to the same order, on a settlement (ROZ) or the last advance: FakturaZaliczkowa.',
);

const advancePayment = object(
  {
    date: date('Day on which it was received: P_6Z.'),
    amount: amount('P_15Z.'),
    exchangeRate: Type.Optional(quantity('PLN for one unit of the currency on that payment: KursWalutyZW.')),
  },
  { description: 'One of several payments: ZaliczkaCzesciowa.' },
);

export const advancePayments = list(
  advancePayment,
  31,
  'Payments received, where one invoice documents several: ZaliczkaCzesciowa.',
);
