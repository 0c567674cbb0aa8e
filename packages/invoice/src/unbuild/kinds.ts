/** What only corrections, advance invoices and settlements say, as the input has it. */
import type { Fa3 } from '@kwit/formats';
import type { CorrectionInput, InvoiceInput } from '../input.ts';
import { token } from '../text.ts';
import { correctionEffects } from '../vocabulary.ts';
import { compact, wordOf } from './compact.ts';
import { optionalAddress, readAddress, readIdentity } from './parties.ts';

type Body = Fa3['Fa'];

export function readCorrection(Fa: Body): CorrectionInput | undefined {
  if (Fa.DaneFaKorygowanej === undefined) return undefined;
  return compact({
    reason: token(Fa.PrzyczynaKorekty),
    effect: wordOf(correctionEffects, Fa.TypKorekty),
    invoices: Fa.DaneFaKorygowanej.map((invoice) =>
      compact({
        number: token(invoice.NrFaKorygowanej),
        issueDate: invoice.DataWystFaKorygowanej,
        ksefNumber: token(invoice.NrKSeFFaKorygowanej),
        outsideKsef: invoice.NrKSeFN === undefined ? undefined : (true as const),
      }),
    ),
    period: token(Fa.OkresFaKorygowanej),
    rightNumber: token(Fa.NrFaKorygowany),
    seller: Fa.Podmiot1K === undefined ? undefined : readSellerBefore(Fa.Podmiot1K),
    buyers: Fa.Podmiot2K?.map((buyer) =>
      compact({
        ...readIdentity(buyer.DaneIdentyfikacyjne),
        name: token(buyer.DaneIdentyfikacyjne.Nazwa),
        address: optionalAddress(buyer.Adres),
        key: token(buyer.IDNabywcy),
      }),
    ),
    amountBefore: Fa.P_15ZK,
    exchangeRateBefore: Fa.KursWalutyZK,
  });
}

const readSellerBefore = (seller: NonNullable<Body['Podmiot1K']>) =>
  compact({
    nip: seller.DaneIdentyfikacyjne.NIP,
    name: token(seller.DaneIdentyfikacyjne.Nazwa),
    address: readAddress(seller.Adres),
    euPrefix: seller.PrefiksPodatnika === undefined ? undefined : ('PL' as const),
  });

export function readAdvancePayments(Fa: Body): InvoiceInput['advancePayments'] {
  return Fa.ZaliczkaCzesciowa?.map((part) =>
    compact({ date: part.P_6Z, amount: part.P_15Z, exchangeRate: part.KursWalutyZW }),
  );
}

export function readAdvanceInvoices(Fa: Body): InvoiceInput['advanceInvoices'] {
  return Fa.FakturaZaliczkowa?.map((invoice) =>
    compact({
      ksefNumber: token(invoice.NrKSeFFaZaliczkowej),
      number: token(invoice.NrFaZaliczkowej),
    }),
  );
}
