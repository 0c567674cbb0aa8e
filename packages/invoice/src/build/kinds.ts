/** What only corrections, advance invoices and settlements say. */
import type { Fa3 } from '@kwit/formats';
import { decimal, formatAmount, formatPlain } from '../decimal.ts';
import type { CorrectionInput, InvoiceInput } from '../input.ts';
import { token } from '../text.ts';
import { correctionEffects } from '../vocabulary.ts';
import { buildAddress, buildIdentity, optionalAddress } from './parties.ts';

type Body = Fa3['Fa'];

export function buildCorrection({ correction }: InvoiceInput): Partial<Body> {
  if (correction === undefined) return {};
  const { effect, seller, amountBefore, exchangeRateBefore } = correction;
  return {
    PrzyczynaKorekty: token(correction.reason),
    TypKorekty: effect === undefined ? undefined : correctionEffects[effect],
    DaneFaKorygowanej: correction.invoices.map(buildCorrected),
    OkresFaKorygowanej: token(correction.period),
    NrFaKorygowany: token(correction.rightNumber),
    Podmiot1K:
      seller === undefined
        ? undefined
        : {
            PrefiksPodatnika: seller.euPrefix,
            DaneIdentyfikacyjne: { NIP: seller.nip, Nazwa: token(seller.name) },
            Adres: buildAddress(seller.address),
          },
    Podmiot2K: correction.buyers?.map((buyer) => ({
      DaneIdentyfikacyjne: { ...buildIdentity(buyer), Nazwa: token(buyer.name) },
      Adres: optionalAddress(buyer.address),
      IDNabywcy: token(buyer.key),
    })),
    P_15ZK: amountBefore === undefined ? undefined : formatAmount(decimal(amountBefore)),
    KursWalutyZK: exchangeRateBefore === undefined ? undefined : formatPlain(decimal(exchangeRateBefore)),
  };
}

function buildCorrected(
  invoice: CorrectionInput['invoices'][number],
): NonNullable<Body['DaneFaKorygowanej']>[number] {
  const { ksefNumber } = invoice;
  return {
    DataWystFaKorygowanej: invoice.issueDate,
    NrFaKorygowanej: token(invoice.number),
    ...(ksefNumber === undefined ? { NrKSeFN: '1' } : { NrKSeF: '1', NrKSeFFaKorygowanej: ksefNumber }),
  };
}

export function buildAdvances(input: InvoiceInput): Partial<Body> {
  return {
    ZaliczkaCzesciowa: input.advancePayments?.map((part) => ({
      P_6Z: part.date,
      P_15Z: formatAmount(decimal(part.amount)),
      KursWalutyZW: part.exchangeRate === undefined ? undefined : formatPlain(decimal(part.exchangeRate)),
    })),
    FakturaZaliczkowa: input.advanceInvoices?.map(({ ksefNumber, number }) =>
      ksefNumber === undefined
        ? { NrKSeFZN: '1', NrFaZaliczkowej: token(number) }
        : { NrKSeFFaZaliczkowej: ksefNumber },
    ),
  };
}
