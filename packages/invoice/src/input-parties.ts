/** Who is on the business invoice: seller, buyer, third parties, authorised party. */
import Type from 'typebox';
import { exactlyOne, flag, keysOf, list, object, oneOf, percent, shaped, text } from './schema-terms.ts';
import {
  type AuthorizedPartyRole,
  authorizedPartyRoles,
  type SellerStatus,
  sellerStatuses,
  type ThirdPartyRole,
  thirdPartyRoles,
} from './vocabulary.ts';

const nip = (description: string) => shaped('nip', '^[1-9](([0-9][1-9])|([1-9][0-9]))[0-9]{7}$', description);

const country = shaped('country', '^[A-Z]{2}$', 'Two-letter country code, KodKraju; Poland is PL.');

export const address = (description: string) =>
  object(
    {
      country,
      line1: text(512, 'Street and number, or the locality: AdresL1.'),
      line2: Type.Optional(text(512, 'Postal code and town: AdresL2.')),
      gln: Type.Optional(text(13, 'Global Location Number: GLN.')),
    },
    { description },
  );

const contact = {
  email: Type.Optional(
    Type.String({
      minLength: 3,
      maxLength: 255,
      pattern: '^\\S+@\\S+$',
      'x-shape': 'email',
      description: 'DaneKontaktowe/Email.',
    }),
  ),
  phone: Type.Optional(text(16, 'DaneKontaktowe/Telefon, at most 16 characters.')),
};

const furtherContacts = Type.Optional(
  list(object(contact), 2, 'Further pairs of e-mail and phone: DaneKontaktowe.'),
);

const eori = Type.Optional(text(256, 'EORI number: NrEORI.'));

/** How a party other than the seller is identified: exactly one of these. */
const identity = {
  nip: Type.Optional(nip('Polish tax number: NIP. Ten digits.')),
  euVat: Type.Optional(
    shaped(
      'eu-vat',
      '^[A-Z]{2}[0-9A-Z+*]{1,12}$',
      'VAT number of another EU country with its prefix, for example DE123456789: KodUE and NrVatUE.',
    ),
  ),
  foreignId: Type.Optional(
    object(
      { country: Type.Optional(country), id: text(50, 'The number itself: NrID.') },
      { description: 'Tax number of a country outside the EU, or another identifier: KodKraju and NrID.' },
    ),
  ),
  noId: Type.Optional(
    Type.Unsafe<true>({
      type: 'boolean',
      const: true,
      description: 'A consumer, or a party without a tax number: BrakID.',
    }),
  ),
};

export const seller = object(
  {
    nip: nip('NIP of the seller: Podmiot1/DaneIdentyfikacyjne/NIP. Ten digits.'),
    name: text(512, 'Podmiot1/DaneIdentyfikacyjne/Nazwa.'),
    address: address('Podmiot1/Adres.'),
    correspondenceAddress: Type.Optional(address('Podmiot1/AdresKoresp.')),
    ...contact,
    furtherContacts,
    eori,
    euPrefix: Type.Optional(
      Type.Unsafe<'PL'>({
        type: 'string',
        const: 'PL',
        description:
          'PrefiksPodatnika. Written by itself where a line has the rate "0 WDT" or "np II"; state it for the simplified triangular procedure.',
      }),
    ),
    status: Type.Optional(oneOf<SellerStatus>(keysOf(sellerStatuses), 'StatusInfoPodatnika.')),
  },
  { description: 'Who sells: Podmiot1.' },
);

export const buyer = object(
  {
    ...identity,
    name: Type.Optional(
      text(512, 'Podmiot2/DaneIdentyfikacyjne/Nazwa. May be left out on simplified invoices.'),
    ),
    address: Type.Optional(address('Podmiot2/Adres.')),
    correspondenceAddress: Type.Optional(address('Podmiot2/AdresKoresp.')),
    ...contact,
    furtherContacts,
    eori,
    customerNumber: Type.Optional(text(256, 'Number of the customer in a contract or order: NrKlienta.')),
    key: Type.Optional(text(32, 'Key that ties the data of the buyer to corrections: IDNabywcy.')),
    localGovernmentUnit: Type.Optional(
      flag('The invoice concerns a unit of a local government: JST. A third party in that role is needed.'),
    ),
    vatGroupMember: Type.Optional(
      flag('The invoice concerns a member of a VAT group: GV. A third party in that role is needed.'),
    ),
  },
  {
    description: 'Who buys: Podmiot2. Exactly one of nip, euVat, foreignId, noId.',
    ...exactlyOne('nip', 'euVat', 'foreignId', 'noId'),
  },
);

export const thirdParty = object(
  {
    ...identity,
    internalId: Type.Optional(
      shaped(
        'internal-id',
        '^[1-9](([0-9][1-9])|([1-9][0-9]))[0-9]{7}-[0-9]{5}$',
        'Internal identifier of a unit, NIP-NNNNN: IDWew.',
      ),
    ),
    name: Type.Optional(text(512, 'Podmiot3/DaneIdentyfikacyjne/Nazwa.')),
    address: Type.Optional(address('Podmiot3/Adres.')),
    correspondenceAddress: Type.Optional(address('Podmiot3/AdresKoresp.')),
    ...contact,
    furtherContacts,
    eori,
    role: Type.Optional(oneOf<ThirdPartyRole>(keysOf(thirdPartyRoles), 'Rola.')),
    otherRole: Type.Optional(
      text(256, 'A role that the list does not have, in words: RolaInna and OpisRoli.'),
    ),
    share: Type.Optional(percent('Share of an additional buyer in percent: Udzial.')),
    customerNumber: Type.Optional(text(256, 'NrKlienta.')),
    key: Type.Optional(text(32, 'IDNabywcy.')),
  },
  {
    description: 'A further party of the invoice: Podmiot3.',
    allOf: [exactlyOne('nip', 'internalId', 'euVat', 'foreignId', 'noId'), exactlyOne('role', 'otherRole')],
  },
);

export const authorizedParty = object(
  {
    nip: nip('PodmiotUpowazniony/DaneIdentyfikacyjne/NIP.'),
    name: text(512, 'PodmiotUpowazniony/DaneIdentyfikacyjne/Nazwa.'),
    address: address('PodmiotUpowazniony/Adres.'),
    correspondenceAddress: Type.Optional(address('PodmiotUpowazniony/AdresKoresp.')),
    ...contact,
    furtherContacts,
    eori,
    role: oneOf<AuthorizedPartyRole>(keysOf(authorizedPartyRoles), 'RolaPU.'),
  },
  { description: 'A bailiff, an enforcement authority or a tax representative: PodmiotUpowazniony.' },
);

export const correctedSeller = object(
  {
    nip: nip('Podmiot1K/DaneIdentyfikacyjne/NIP; the same as now, for a wrong NIP is corrected to zero.'),
    name: text(512, 'Podmiot1K/DaneIdentyfikacyjne/Nazwa.'),
    address: address('Podmiot1K/Adres.'),
    euPrefix: Type.Optional(
      Type.Unsafe<'PL'>({ type: 'string', const: 'PL', description: 'Podmiot1K/PrefiksPodatnika.' }),
    ),
  },
  { description: 'Data of the seller as they stood on the corrected invoice: Podmiot1K.' },
);

export const correctedBuyer = object(
  {
    ...identity,
    name: Type.Optional(text(512, 'Podmiot2K/DaneIdentyfikacyjne/Nazwa.')),
    address: Type.Optional(address('Podmiot2K/Adres.')),
    key: Type.Optional(text(32, 'Podmiot2K/IDNabywcy: the key that the buyer has on this correction.')),
  },
  {
    description: 'A buyer as it stood on the corrected invoice: Podmiot2K.',
    ...exactlyOne('nip', 'euVat', 'foreignId', 'noId'),
  },
);

export const carrier = object(
  {
    ...identity,
    name: Type.Optional(text(512, 'Przewoznik/DaneIdentyfikacyjne/Nazwa.')),
    address: address('AdresPrzewoznika.'),
  },
  { description: 'Who carries: Przewoznik.', ...exactlyOne('nip', 'euVat', 'foreignId', 'noId') },
);
