/** Under which terms, and what else stands between the kind of the invoice and its lines: WarunkiTransakcji, marks, pairs. */
import type { Fa3 } from '@kwit/formats';
import { decimal, formatPlain } from '../decimal.ts';
import type { InvoiceInput } from '../input.ts';
import { token } from '../text.ts';
import { cargoKinds, transportKinds } from '../vocabulary.ts';
import { mark, unlessEmpty } from './marks.ts';
import { buildAddress, buildIdentity, optionalAddress } from './parties.ts';

type Terms = NonNullable<Fa3['Fa']['WarunkiTransakcji']>;
type TransportInput = NonNullable<InvoiceInput['transports']>[number];

export function buildTerms(input: InvoiceInput): Terms | undefined {
  return unlessEmpty({
    Umowy: input.contracts?.map(({ date, number }) => ({ DataUmowy: date, NrUmowy: token(number) })),
    Zamowienia: input.orders?.map(({ date, number }) => ({
      DataZamowienia: date,
      NrZamowienia: token(number),
    })),
    NrPartiiTowaru: input.batchNumbers?.map((number) => token(number)),
    WarunkiDostawy: token(input.deliveryTerms),
    KursUmowny: input.agreedRate === undefined ? undefined : formatPlain(decimal(input.agreedRate.rate)),
    WalutaUmowna: input.agreedRate?.currency,
    Transport: input.transports?.map(buildTransport),
    PodmiotPosredniczacy: mark(input.intermediary),
  });
}

function buildTransport(transport: TransportInput): NonNullable<Terms['Transport']>[number] {
  const { kind, otherKind, cargo, otherCargo, carrier } = transport;
  return {
    RodzajTransportu: kind === undefined ? undefined : transportKinds[kind],
    TransportInny: otherKind === undefined ? undefined : '1',
    OpisInnegoTransportu: token(otherKind),
    Przewoznik:
      carrier === undefined
        ? undefined
        : {
            DaneIdentyfikacyjne: { ...buildIdentity(carrier), Nazwa: token(carrier.name) },
            AdresPrzewoznika: buildAddress(carrier.address),
          },
    NrZleceniaTransportu: token(transport.orderNumber),
    OpisLadunku: cargo === undefined ? undefined : cargoKinds[cargo],
    LadunekInny: otherCargo === undefined ? undefined : '1',
    OpisInnegoLadunku: token(otherCargo),
    JednostkaOpakowania: token(transport.packageUnit),
    DataGodzRozpTransportu: transport.start,
    DataGodzZakTransportu: transport.end,
    WysylkaZ: optionalAddress(transport.from),
    WysylkaPrzez: transport.via?.map(buildAddress),
    WysylkaDo: optionalAddress(transport.to),
  };
}

/** Marks and pairs that stand between the kind of the invoice and its lines. */
export function buildExtras(input: InvoiceInput) {
  return {
    FP: mark(input.cashRegisterReceipt),
    TP: mark(input.relatedParties),
    DodatkowyOpis: input.details?.map((detail) => ({
      NrWiersza: detail.line === undefined ? undefined : String(detail.line),
      Klucz: token(detail.key),
      Wartosc: token(detail.value),
    })),
    ZwrotAkcyzy: mark(input.exciseRefund),
  };
}
