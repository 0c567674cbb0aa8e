/** Parties of a UBL document, their addresses and contacts. */
import type {
  UblAddressType,
  UblContactType,
  UblCustomerPartyType,
  UblPartyType,
  UblSupplierPartyType,
} from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import { datum, sectionOf, textBlock } from '../layout/fields.ts';
import type { Block, Datum, Field, Section } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { pefWords } from '../words/pef.ts';
import { fieldsBlock, fieldsOf, inlineText, leafDatum, leafField } from './leaf.ts';
import { elementLabel } from './naming.ts';
import { type Leaf, leavesOf, partOf, partsOf, textOf, textsOf } from './ubl.ts';

/** Suppliers and customers are told with more beside their party; all that either may have. */
type WrappedParty = UblSupplierPartyType & UblCustomerPartyType;

const numbersBeside = [
  'CustomerAssignedAccountID',
  'SupplierAssignedAccountID',
  'AdditionalAccountID',
] as const;
const contactsBeside = [
  'AccountingContact',
  'SellerContact',
  'BuyerContact',
  'DeliveryContact',
  'DespatchContact',
] as const;

export function wrappedPartySection(
  party: Cursor<UblSupplierPartyType> | Cursor<UblCustomerPartyType> | undefined,
  voice: Voice,
): readonly Section[] {
  if (party === undefined) return [];
  const wrapped = party as Cursor<WrappedParty>;
  const beside = [
    ...fieldsOf(wrapped, numbersBeside, voice),
    ...contactsBeside.flatMap((name) => contactFields(partOf(wrapped, name), voice)),
  ];
  const blocks = [...partyBlocks(partOf(wrapped, 'Party'), voice), ...fieldsBlock(beside, 1)];
  return sectionOf(elementLabel(wrapped.name, voice), blocks);
}

export const partySection = (party: Cursor<UblPartyType> | undefined, voice: Voice): readonly Section[] =>
  party === undefined ? [] : sectionOf(elementLabel(party.name, voice), partyBlocks(party, voice));

function partyBlocks(party: Cursor<UblPartyType> | undefined, voice: Voice): readonly Block[] {
  if (party === undefined) return [];
  const [name, ...otherNames] = namesOf(party);
  const address = partOf(party, 'PostalAddress');
  const paragraphs: Datum[] = [];
  if (name !== undefined) paragraphs.push({ ...leafDatum(name, voice), tone: 'strong' });
  const lines = addressLines(address, voice);
  if (lines.length > 0) paragraphs.push(datum(lines.join('\n')));
  const fields = [
    ...otherNames.map((leaf) => leafField(leaf, voice)),
    ...factsOfParty(party, voice),
    ...fieldsOf(address, factsOfAddress, voice),
  ];
  return [...textBlock(paragraphs), ...fieldsBlock(fields, 1)];
}

/** The registered name first; others only where they are other ones. */
function namesOf(party: Cursor<UblPartyType>): readonly Leaf[] {
  const seen = new Set<string>();
  const others = <Shape extends object>(cursor: Cursor<Shape>, name: keyof Shape & string) =>
    textsOf(cursor, name).every((text) => seen.has(text))
      ? []
      : leavesOf(cursor, name).filter(({ text }) => seen.size < seen.add(text.trim()).size);
  return [
    ...partsOf(party, 'PartyLegalEntity').flatMap((entity) => others(entity, 'RegistrationName')),
    ...partsOf(party, 'PartyName').flatMap((name) => others(name, 'Name')),
    ...partsOf(party, 'PartyTaxScheme').flatMap((scheme) => others(scheme, 'RegistrationName')),
  ];
}

function factsOfParty(party: Cursor<UblPartyType>, voice: Voice): Field[] {
  return [
    ...taxNumberFields(party, voice),
    ...partsOf(party, 'PartyLegalEntity').flatMap((entity) =>
      fieldsOf(entity, ['CompanyID', 'CompanyLegalForm', 'CompanyLegalFormCode'], voice),
    ),
    ...partsOf(party, 'PartyIdentification').flatMap((part) => fieldsOf(part, ['ID'], voice)),
    ...fieldsOf(party, ['EndpointID', 'WebsiteURI'], voice),
    ...contactFields(partOf(party, 'Contact'), voice),
    ...partsOf(party, 'Person').flatMap((person) =>
      fieldsOf(person, ['FirstName', 'FamilyName', 'JobTitle'], voice),
    ),
  ];
}

function taxNumberFields(party: Cursor<UblPartyType>, voice: Voice): Field[] {
  return partsOf(party, 'PartyTaxScheme').flatMap((registration) => {
    const leaves = leavesOf(registration, 'CompanyID');
    const scheme = leaves.length === 0 ? '' : (textOf(partOf(registration, 'TaxScheme'), 'ID') ?? '');
    const isVat = scheme === 'VAT' || scheme === '';
    const numbers = leaves.map((leaf) => {
      const value = leafDatum(leaf, voice);
      return {
        label: isVat ? voice.say(pefWords.vatNumber) : elementLabel(leaf.path, voice),
        value: isVat ? value : { ...value, text: `${value.text} (${scheme})` },
      };
    });
    const others = ['TaxLevelCode', 'ExemptionReasonCode', 'ExemptionReason'] as const;
    return [...numbers, ...fieldsOf(registration, others, voice)];
  });
}

export const contactFields = (contact: Cursor<UblContactType> | undefined, voice: Voice): Field[] =>
  fieldsOf(contact, ['Name', 'Telephone', 'Telefax', 'ElectronicMail', 'Note'], voice);

/** What of an address stands on no envelope. */
const factsOfAddress = ['ID', 'Department', 'MarkAttention', 'MarkCare'] as const;

/** A party that is told among other things: its name under the label of its role, then its facts. */
export function partyFields(party: Cursor<UblPartyType> | undefined, voice: Voice): Field[] {
  if (party === undefined) return [];
  const label = elementLabel(party.name, voice);
  return [
    ...namesOf(party).map((leaf) => ({ label, value: leafDatum(leaf, voice) })),
    ...addressFields(partOf(party, 'PostalAddress'), 'PostalAddress', voice),
    ...factsOfParty(party, voice),
  ];
}

/** @param path tells whose address it is */
export function addressFields(
  address: Cursor<UblAddressType> | undefined,
  path: string,
  voice: Voice,
): Field[] {
  if (address === undefined) return [];
  const lines = addressLines(address, voice);
  return [
    ...(lines.length === 0 ? [] : [{ label: elementLabel(path, voice), value: datum(lines.join(', ')) }]),
    ...fieldsOf(address, factsOfAddress, voice),
  ];
}

/** As on an envelope. */
function addressLines(address: Cursor<UblAddressType> | undefined, voice: Voice): readonly string[] {
  const texts = (...names: (keyof UblAddressType & string)[]): string[] =>
    names.flatMap((name) => textsOf(address, name));
  const country = partOf(address, 'Country');
  const lines = [
    texts('StreetName', 'BuildingNumber').join(' '),
    ...texts('AdditionalStreetName', 'BuildingName', 'Floor', 'Room', 'Postbox'),
    ...partsOf(address, 'AddressLine').flatMap((line) => textsOf(line, 'Line')),
    texts('PostalZone', 'CityName').join(' '),
    ...texts('CitySubdivisionName', 'District', 'Region', 'CountrySubentity', 'CountrySubentityCode'),
    ...[...leavesOf(country, 'IdentificationCode'), ...leavesOf(country, 'Name')].map((leaf) =>
      inlineText(leafDatum(leaf, voice)),
    ),
  ];
  return [...new Set(lines)].filter((line) => line !== '');
}
