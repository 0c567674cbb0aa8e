/** Seller, buyer and further parties: Podmiot1, Podmiot2, Podmiot3, PodmiotUpowazniony. */
import type { Fa3 } from '@kwit/formats';
import { decimal, formatPlain } from '../decimal.ts';
import type { InvoiceInput, PartyIdentity } from '../input.ts';
import { hasRate } from '../rates.ts';
import { token } from '../text.ts';
import { authorizedPartyRoles, sellerStatuses, thirdPartyRoles } from '../vocabulary.ts';
import { yesNo } from './marks.ts';

type Address = InvoiceInput['seller']['address'];
type ThirdParty = NonNullable<InvoiceInput['thirdParties']>[number];
type Identification = Fa3['Podmiot2']['DaneIdentyfikacyjne'];

export function buildSeller(input: InvoiceInput): Fa3['Podmiot1'] {
  const { seller } = input;
  const needsPrefix = hasRate(input, (rate) => rate.euPrefix);
  return {
    PrefiksPodatnika: seller.euPrefix ?? (needsPrefix ? 'PL' : undefined),
    NrEORI: token(seller.eori),
    DaneIdentyfikacyjne: { NIP: seller.nip, Nazwa: token(seller.name) },
    Adres: buildAddress(seller.address),
    AdresKoresp: optionalAddress(seller.correspondenceAddress),
    DaneKontaktowe: buildContact(seller),
    StatusInfoPodatnika: seller.status === undefined ? undefined : sellerStatuses[seller.status],
  };
}

export function buildBuyer({ buyer }: InvoiceInput): Fa3['Podmiot2'] {
  return {
    NrEORI: token(buyer.eori),
    DaneIdentyfikacyjne: { ...buildIdentity(buyer), Nazwa: token(buyer.name) },
    Adres: optionalAddress(buyer.address),
    AdresKoresp: optionalAddress(buyer.correspondenceAddress),
    DaneKontaktowe: buildContact(buyer),
    NrKlienta: token(buyer.customerNumber),
    IDNabywcy: token(buyer.key),
    JST: yesNo(buyer.localGovernmentUnit),
    GV: yesNo(buyer.vatGroupMember),
  };
}

export function buildThirdParty(party: ThirdParty): NonNullable<Fa3['Podmiot3']>[number] {
  return {
    IDNabywcy: token(party.key),
    NrEORI: token(party.eori),
    DaneIdentyfikacyjne: { IDWew: party.internalId, ...buildIdentity(party), Nazwa: token(party.name) },
    Adres: optionalAddress(party.address),
    AdresKoresp: optionalAddress(party.correspondenceAddress),
    DaneKontaktowe: buildContact(party),
    Rola: party.role === undefined ? undefined : thirdPartyRoles[party.role],
    RolaInna: party.otherRole === undefined ? undefined : '1',
    OpisRoli: token(party.otherRole),
    Udzial: party.share === undefined ? undefined : formatPlain(decimal(party.share)),
    NrKlienta: token(party.customerNumber),
  };
}

export function buildAuthorizedParty({ authorizedParty }: InvoiceInput): Fa3['PodmiotUpowazniony'] {
  if (authorizedParty === undefined) return undefined;
  return {
    NrEORI: token(authorizedParty.eori),
    DaneIdentyfikacyjne: { NIP: authorizedParty.nip, Nazwa: token(authorizedParty.name) },
    Adres: buildAddress(authorizedParty.address),
    AdresKoresp: optionalAddress(authorizedParty.correspondenceAddress),
    DaneKontaktowe: buildContacts(authorizedParty)?.map(({ email, phone }) => ({
      EmailPU: token(email),
      TelefonPU: token(phone),
    })),
    RolaPU: authorizedPartyRoles[authorizedParty.role],
  };
}

export function buildIdentity(party: PartyIdentity): Identification {
  if (party.nip !== undefined) return { NIP: party.nip };
  if (party.euVat !== undefined) return { KodUE: party.euVat.slice(0, 2), NrVatUE: party.euVat.slice(2) };
  if (party.foreignId !== undefined) {
    return { KodKraju: party.foreignId.country, NrID: token(party.foreignId.id) };
  }
  return party.noId === true ? { BrakID: '1' } : {};
}

export function buildAddress(address: Address): Fa3['Podmiot1']['Adres'] {
  return {
    KodKraju: address.country,
    AdresL1: token(address.line1),
    AdresL2: token(address.line2),
    GLN: token(address.gln),
  };
}

export const optionalAddress = (address: Address | undefined) =>
  address === undefined ? undefined : buildAddress(address);

interface Contact {
  email?: string;
  phone?: string;
}

function buildContacts(party: Contact & { furtherContacts?: readonly Contact[] }) {
  const contacts = [party, ...(party.furtherContacts ?? [])].filter(
    (contact) => contact.email !== undefined || contact.phone !== undefined,
  );
  return contacts.length === 0 ? undefined : contacts;
}

function buildContact(party: Parameters<typeof buildContacts>[0]): Fa3['Podmiot1']['DaneKontaktowe'] {
  return buildContacts(party)?.map(({ email, phone }) => ({ Email: token(email), Telefon: token(phone) }));
}
