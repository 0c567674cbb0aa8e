/**
 * The facts of an invoice for farm products (FA_RR): the farmer sells, the buyer issues it.
 * Source: the schema of FA_RR (1).
 */
import type { FaRr1, FaRr1TPodmiot3 } from '@kwit/formats';
import type { InvoiceParty } from '@kwit/invoice/facts';
import type { InvoiceType } from '@kwit/ksef-contract';
import type { DocumentFacts } from './document-facts.ts';

const invoiceTypes: Readonly<Record<string, InvoiceType>> = { VAT_RR: 'VatRr', KOR_VAT_RR: 'KorVatRr' };

export function faRrFacts({ Podmiot1, Podmiot2, Podmiot3, FakturaRR }: FaRr1): DocumentFacts {
  const { RodzajFaktury: kind, KodWaluty: currency } = FakturaRR;
  const invoiceType = invoiceTypes[kind];
  if (!invoiceType) throw new Error(`the schema of FA_RR has no kind ${kind}`);
  return {
    form: 'FA_RR (1)',
    kind,
    invoiceType,
    number: FakturaRR.P_4C,
    issueDate: FakturaRR.P_4B,
    seller: { nip: Podmiot1.DaneIdentyfikacyjne.NIP, name: Podmiot1.DaneIdentyfikacyjne.Nazwa },
    buyer: partyOf(Podmiot2.DaneIdentyfikacyjne),
    thirdParties: (Podmiot3 ?? []).map(({ DaneIdentyfikacyjne, Rola }) => ({
      ...partyOf(DaneIdentyfikacyjne),
      role: Number(Rola ?? 0),
    })),
    authorizedParty: null,
    currency,
    net: FakturaRR.P_11_1,
    vat: (currency === 'PLN' ? undefined : FakturaRR.P_11_2W) ?? FakturaRR.P_11_2,
    gross: FakturaRR.P_12_1,
    isSelfInvoicing: false,
    hasAttachment: false,
  };
}

function partyOf({ NIP, IDWew, Nazwa }: FaRr1TPodmiot3): InvoiceParty {
  if (NIP !== undefined) return { identifier: { type: 'Nip', value: NIP }, name: Nazwa };
  if (IDWew !== undefined) return { identifier: { type: 'InternalId', value: IDWew }, name: Nazwa };
  return { identifier: { type: 'None', value: null }, name: Nazwa };
}
