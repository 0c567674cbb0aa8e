/** Under which terms: contracts, orders, transport, an agreed exchange rate. */
import Type from 'typebox';
import { address, carrier } from './input-parties.ts';
import {
  date,
  exactlyOne,
  flag,
  keysOf,
  list,
  moment,
  object,
  oneOf,
  quantity,
  text,
} from './schema-terms.ts';
import { type CargoKind, cargoKinds, currencies, type TransportKind, transportKinds } from './vocabulary.ts';

const transport = object(
  {
    kind: Type.Optional(oneOf<TransportKind>(keysOf(transportKinds), 'RodzajTransportu.')),
    otherKind: Type.Optional(
      text(50, 'A kind that the list does not have, in words: TransportInny, OpisInnegoTransportu.'),
    ),
    carrier: Type.Optional(carrier),
    orderNumber: Type.Optional(text(256, 'NrZleceniaTransportu.')),
    cargo: Type.Optional(oneOf<CargoKind>(keysOf(cargoKinds), 'OpisLadunku.')),
    otherCargo: Type.Optional(
      text(50, 'Cargo that the list does not have, or mixed: LadunekInny, OpisInnegoLadunku.'),
    ),
    packageUnit: Type.Optional(text(256, 'JednostkaOpakowania.')),
    start: Type.Optional(moment('DataGodzRozpTransportu.')),
    end: Type.Optional(moment('DataGodzZakTransportu.')),
    from: Type.Optional(address('WysylkaZ.')),
    via: Type.Optional(list(address('WysylkaPrzez.'), 20, 'WysylkaPrzez.')),
    to: Type.Optional(address('WysylkaDo.')),
  },
  {
    description: 'One transport of the goods: Transport.',
    allOf: [exactlyOne('kind', 'otherKind'), exactlyOne('cargo', 'otherCargo')],
  },
);

/** Fields of the invoice that become WarunkiTransakcji. */
export const terms = {
  contracts: Type.Optional(
    list(
      object({
        number: Type.Optional(text(256, 'NrUmowy.')),
        date: Type.Optional(date('DataUmowy.', 'TDataU')),
      }),
      100,
      'Contracts: WarunkiTransakcji/Umowy.',
    ),
  ),
  orders: Type.Optional(
    list(
      object({
        number: Type.Optional(text(256, 'NrZamowienia.')),
        date: Type.Optional(date('DataZamowienia.', 'TDataU')),
      }),
      100,
      'Orders: WarunkiTransakcji/Zamowienia.',
    ),
  ),
  batchNumbers: Type.Optional(list(text(256, 'NrPartiiTowaru.'), 1000, 'Batches of goods: NrPartiiTowaru.')),
  deliveryTerms: Type.Optional(text(256, 'Terms of delivery, for example an Incoterm: WarunkiDostawy.')),
  agreedRate: Type.Optional(
    object(
      { rate: quantity('KursUmowny.'), currency: oneOf(currencies, 'WalutaUmowna.') },
      {
        description:
          'The agreed exchange rate by which amounts in PLN were converted; has nothing to do with VAT: KursUmowny.',
      },
    ),
  ),
  transports: Type.Optional(list(transport, 20, 'Transport.')),
  intermediary: Type.Optional(
    flag('The seller is the intermediary of a chain transaction (art. 22 ust. 2d): PodmiotPosredniczacy.'),
  ),
};
