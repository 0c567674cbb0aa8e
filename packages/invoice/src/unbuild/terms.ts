/** Terms, annotations, further data and attachment of a document as the input has them. */
import type { Fa3 } from '@kwit/formats';
import type { InvoiceInput } from '../input.ts';
import { token } from '../text.ts';
import { cargoKinds, columnTypes, marginSchemes, transportKinds } from '../vocabulary.ts';
import { compact, isSet, wordOf } from './compact.ts';
import { optionalAddress, readAddress, readIdentity } from './parties.ts';

type Annotations = Fa3['Fa']['Adnotacje'];
type Terms = NonNullable<Fa3['Fa']['WarunkiTransakcji']>;

export function readAnnotations(annotations: Annotations, reverseChargeByItself: boolean) {
  const isReverse = annotations.P_18.trim() === '1';
  return {
    cashMethod: isSet(annotations.P_16),
    selfInvoicing: isSet(annotations.P_17),
    reverseCharge: isReverse === reverseChargeByItself ? undefined : isReverse,
    splitPayment: isSet(annotations.P_18A),
    simplifiedTriangular: isSet(annotations.P_23),
    exemption: readExemption(annotations.Zwolnienie),
    newTransport: readNewTransport(annotations.NoweSrodkiTransportu),
    margin: (Object.keys(marginSchemes) as (keyof typeof marginSchemes)[]).find(
      (scheme) => annotations.PMarzy[marginSchemes[scheme]] !== undefined,
    ),
  };
}

function readExemption({ P_19, P_19A, P_19B, P_19C }: Annotations['Zwolnienie']) {
  if (P_19 === undefined) return undefined;
  return compact({ act: token(P_19A), directive: token(P_19B), other: token(P_19C) });
}

function readNewTransport(part: Annotations['NoweSrodkiTransportu']): InvoiceInput['newTransport'] {
  if (part.NowySrodekTransportu === undefined) return undefined;
  return {
    art42: part.P_42_5 === '1',
    vehicles: part.NowySrodekTransportu.map((vehicle) =>
      compact({
        line: Number(vehicle.P_NrWierszaNST),
        firstUse: vehicle.P_22A,
        make: token(vehicle.P_22BMK),
        model: token(vehicle.P_22BMD),
        colour: token(vehicle.P_22BK),
        registration: token(vehicle.P_22BNR),
        productionYear: token(vehicle.P_22BRP),
        mileage: token(vehicle.P_22B),
        vin: token(vehicle.P_22B1),
        bodyNumber: token(vehicle.P_22B2),
        chassisNumber: token(vehicle.P_22B3),
        frameNumber: token(vehicle.P_22B4),
        type: token(vehicle.P_22BT),
        sailingHours: token(vehicle.P_22C),
        hullNumber: token(vehicle.P_22C1),
        flyingHours: token(vehicle.P_22D),
        serialNumber: token(vehicle.P_22D1),
      }),
    ),
  };
}

export function readTerms(terms: Terms | undefined) {
  return {
    contracts: terms?.Umowy?.map((one) => compact({ number: token(one.NrUmowy), date: one.DataUmowy })),
    orders: terms?.Zamowienia?.map((one) =>
      compact({ number: token(one.NrZamowienia), date: one.DataZamowienia }),
    ),
    batchNumbers: terms?.NrPartiiTowaru?.map((number) => token(number)),
    deliveryTerms: token(terms?.WarunkiDostawy),
    agreedRate:
      terms?.KursUmowny === undefined
        ? undefined
        : { rate: terms.KursUmowny, currency: terms.WalutaUmowna ?? '' },
    transports: terms?.Transport?.map(readTransport),
    intermediary: isSet(terms?.PodmiotPosredniczacy),
  };
}

function readTransport(
  transport: NonNullable<Terms['Transport']>[number],
): NonNullable<InvoiceInput['transports']>[number] {
  const carrier = transport.Przewoznik;
  return compact({
    kind: wordOf(transportKinds, transport.RodzajTransportu),
    otherKind: token(transport.OpisInnegoTransportu),
    carrier:
      carrier === undefined
        ? undefined
        : compact({
            ...readIdentity(carrier.DaneIdentyfikacyjne),
            name: token(carrier.DaneIdentyfikacyjne.Nazwa),
            address: readAddress(carrier.AdresPrzewoznika),
          }),
    orderNumber: token(transport.NrZleceniaTransportu),
    cargo: wordOf(cargoKinds, transport.OpisLadunku),
    otherCargo: token(transport.OpisInnegoLadunku),
    packageUnit: token(transport.JednostkaOpakowania),
    start: transport.DataGodzRozpTransportu,
    end: transport.DataGodzZakTransportu,
    from: optionalAddress(transport.WysylkaZ),
    via: transport.WysylkaPrzez?.map(readAddress),
    to: optionalAddress(transport.WysylkaDo),
  });
}

export function readExtras(invoice: Fa3) {
  const { Fa, Stopka } = invoice;
  const notes = (Stopka?.Informacje ?? []).flatMap(({ StopkaFaktury }) =>
    StopkaFaktury === undefined ? [] : [StopkaFaktury],
  );
  return {
    cashRegisterReceipt: isSet(Fa.FP),
    relatedParties: isSet(Fa.TP),
    exciseRefund: isSet(Fa.ZwrotAkcyzy),
    details: Fa.DodatkowyOpis?.map((detail) =>
      compact({
        line: detail.NrWiersza === undefined ? undefined : Number(detail.NrWiersza),
        key: token(detail.Klucz),
        value: token(detail.Wartosc),
      }),
    ),
    notes: notes.length === 0 ? undefined : notes,
    registers: Stopka?.Rejestry?.map((register) =>
      compact({
        fullName: token(register.PelnaNazwa),
        krs: register.KRS,
        regon: register.REGON,
        bdo: token(register.BDO),
      }),
    ),
    attachment: readAttachment(invoice),
  };
}

function readAttachment({ Zalacznik }: Fa3): InvoiceInput['attachment'] {
  if (Zalacznik === undefined) return undefined;
  return {
    blocks: Zalacznik.BlokDanych.map((block) =>
      compact({
        heading: token(block.ZNaglowek),
        metadata: block.MetaDane.map(({ ZKlucz, ZWartosc }) => ({
          key: token(ZKlucz),
          value: token(ZWartosc),
        })),
        paragraphs: block.Tekst?.Akapit.map((text) => token(text)),
        tables: block.Tabela?.map((table) =>
          compact({
            metadata: table.TMetaDane?.map(({ TKlucz, TWartosc }) => ({
              key: token(TKlucz),
              value: token(TWartosc),
            })),
            description: token(table.Opis),
            columns: table.TNaglowek.Kol.map((column) => ({
              type: columnTypes.find((type) => type === column['@Typ']) ?? 'txt',
              name: token(column.NKom),
            })),
            rows: table.Wiersz.map(({ WKom }) => WKom.map((cell) => token(cell))),
            totals: table.Suma?.SKom.map((cell) => token(cell)),
          }),
        ),
      }),
    ),
  };
}
