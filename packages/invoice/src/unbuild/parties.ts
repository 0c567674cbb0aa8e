/** Parties of a document as the input has them. */
import type { Fa3 } from '@kwit/formats';
import type { InvoiceInput } from '../input.ts';
import { token } from '../text.ts';
import { authorizedPartyRoles, sellerStatuses, thirdPartyRoles } from '../vocabulary.ts';
import { compact, isSet, wordOf } from './compact.ts';

type Address = Fa3['Podmiot1']['Adres'];
type Identity = Fa3['Podmiot2']['DaneIdentyfikacyjne'] & { readonly IDWew?: string | undefined };
type Contact = { email?: string; phone?: string };

/** @param needsPrefix the prefix PL comes by itself, so it is not a field of its own */
export function readSeller({ Podmiot1 }: Fa3, needsPrefix: boolean): InvoiceInput['seller'] {
  const hasPrefix = Podmiot1.PrefiksPodatnika !== undefined;
  return compact({
    nip: Podmiot1.DaneIdentyfikacyjne.NIP,
    name: token(Podmiot1.DaneIdentyfikacyjne.Nazwa),
    address: readAddress(Podmiot1.Adres),
    correspondenceAddress: optionalAddress(Podmiot1.AdresKoresp),
    ...readContacts(Podmiot1.DaneKontaktowe?.map(({ Email, Telefon }) => ({ Email, Telefon }))),
    eori: token(Podmiot1.NrEORI),
    euPrefix: hasPrefix && !needsPrefix ? ('PL' as const) : undefined,
    status: wordOf(sellerStatuses, Podmiot1.StatusInfoPodatnika),
  });
}

export function readBuyer({ Podmiot2 }: Fa3): InvoiceInput['buyer'] {
  return compact({
    ...readIdentity(Podmiot2.DaneIdentyfikacyjne),
    name: token(Podmiot2.DaneIdentyfikacyjne.Nazwa),
    address: optionalAddress(Podmiot2.Adres),
    correspondenceAddress: optionalAddress(Podmiot2.AdresKoresp),
    ...readContacts(Podmiot2.DaneKontaktowe),
    eori: token(Podmiot2.NrEORI),
    customerNumber: token(Podmiot2.NrKlienta),
    key: token(Podmiot2.IDNabywcy),
    localGovernmentUnit: isSet(Podmiot2.JST),
    vatGroupMember: isSet(Podmiot2.GV),
  });
}

export function readThirdParty(
  party: NonNullable<Fa3['Podmiot3']>[number],
): NonNullable<InvoiceInput['thirdParties']>[number] {
  return compact({
    internalId: token(party.DaneIdentyfikacyjne.IDWew),
    ...readIdentity(party.DaneIdentyfikacyjne),
    name: token(party.DaneIdentyfikacyjne.Nazwa),
    address: optionalAddress(party.Adres),
    correspondenceAddress: optionalAddress(party.AdresKoresp),
    ...readContacts(party.DaneKontaktowe),
    eori: token(party.NrEORI),
    role: wordOf(thirdPartyRoles, party.Rola),
    otherRole: token(party.OpisRoli),
    share: party.Udzial,
    customerNumber: token(party.NrKlienta),
    key: token(party.IDNabywcy),
  });
}

export function readAuthorizedParty({ PodmiotUpowazniony: party }: Fa3): InvoiceInput['authorizedParty'] {
  if (party === undefined) return undefined;
  return compact({
    nip: party.DaneIdentyfikacyjne.NIP,
    name: token(party.DaneIdentyfikacyjne.Nazwa),
    address: readAddress(party.Adres),
    correspondenceAddress: optionalAddress(party.AdresKoresp),
    ...readContacts(
      party.DaneKontaktowe?.map(({ EmailPU, TelefonPU }) => ({ Email: EmailPU, Telefon: TelefonPU })),
    ),
    eori: token(party.NrEORI),
    role: wordOf(authorizedPartyRoles, party.RolaPU) ?? 'tax-representative',
  });
}

export function readIdentity(identity: Identity) {
  const { KodUE, NrVatUE, KodKraju, NrID } = identity;
  return {
    nip: identity.NIP,
    euVat: NrVatUE === undefined ? undefined : `${KodUE ?? ''}${NrVatUE}`,
    foreignId: NrID === undefined ? undefined : compact({ country: KodKraju, id: token(NrID) }),
    noId: isSet(identity.BrakID),
  };
}

export function readAddress(address: Address): InvoiceInput['seller']['address'] {
  return compact({
    country: address.KodKraju,
    line1: token(address.AdresL1),
    line2: token(address.AdresL2),
    gln: token(address.GLN),
  });
}

export const optionalAddress = (address: Address | undefined) =>
  address === undefined ? undefined : readAddress(address);

interface OfficialContact {
  readonly Email?: string | undefined;
  readonly Telefon?: string | undefined;
}

function readContacts(official: readonly OfficialContact[] | undefined) {
  const [first, ...rest] = (official ?? []).map(
    ({ Email, Telefon }): Contact => compact({ email: token(Email), phone: token(Telefon) }),
  );
  return { ...first, furtherContacts: rest.length === 0 ? undefined : rest };
}
