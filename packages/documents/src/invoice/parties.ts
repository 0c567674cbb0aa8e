/** Seller, buyer and everybody else, each with all that the invoice tells of them. */
import type { Text } from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import { datum, Fields, joined, noticesBlock, pairs, textBlock } from '../layout/fields.ts';
import type { Block, Datum, Section, Words } from '../layout/layout.ts';
import { capital, type Voice } from '../layout/voice.ts';
import { headings, labels, phrases, refusals } from '../words/invoice.ts';
import { type AddressShape, type ContactShape, no, type PartyShape, type Reading } from './shape.ts';

type Party = Cursor<PartyShape>;

/** All parties of the invoice as it is now. */
export function partySections(reading: Reading): readonly Section[] {
  const { root, voice } = reading;
  return [
    ...sideBySide(voice.say(headings.parties), [
      ...partySection(voice.say(headings.seller), root.child('Podmiot1'), reading),
      ...partySection(voice.say(headings.buyer), root.child('Podmiot2'), reading),
    ]),
    ...thirdPartySections(reading),
  ];
}

export function thirdPartySections(reading: Reading): readonly Section[] {
  const { root, voice } = reading;
  const others = root.children('Podmiot3');
  return sideBySide(voice.say(headings.thirdParties), [
    ...others.flatMap((party) => partySection(thirdPartyHeading(party, voice), party, reading)),
    ...partySection(voice.say(headings.authorised), root.child('PodmiotUpowazniony'), reading),
  ]);
}

/** Seller and buyers as the corrected invoice has them. */
export function partiesBefore(reading: Reading): readonly Section[] {
  const { body, voice } = reading;
  const buyers = body.children('Podmiot2K');
  return sideBySide(voice.say(headings.partiesBefore), [
    ...partySection(voice.say(headings.sellerBefore), body.child('Podmiot1K'), reading),
    ...buyers.flatMap((buyer) => partySection(voice.say(headings.buyerBefore), buyer, reading)),
  ]);
}

export const sideBySide = (heading: Words, sections: readonly Section[]): readonly Section[] =>
  sections.length === 0 ? [] : [{ heading, hidesHeading: true, blocks: pairs(sections) }];

/** A role that is told in words stands among the fields; «Inny podmiot» says as much as its mark. */
function thirdPartyHeading(party: Party, voice: Voice): Words {
  const role = party.text('Rola');
  if (role === undefined) {
    party.mark('RolaInna');
    return voice.say(headings.otherParty);
  }
  const { text, also } = voice.code('Rola', role);
  return also === undefined ? { text: capital(text) } : { text: capital(text), also: capital(also) };
}

export function partySection(heading: Words, party: Party | undefined, reading: Reading): readonly Section[] {
  if (party === undefined) return [];
  const { voice } = reading;
  const identity = party.child('DaneIdentyfikacyjne');
  const address = party.child('Adres');
  const paragraphs: Datum[] = [];
  const name = identity?.text('Nazwa');
  if (name !== undefined) paragraphs.push(datum(name, 'strong'));
  if (address !== undefined) paragraphs.push(datum(addressLines(address, voice).join('\n')));

  const fields = new Fields(voice);
  if (identity !== undefined) addIdentity(fields, identity, party.text('PrefiksPodatnika'), voice);
  fields
    .text(labels.eori, party.text('NrEORI'), 'mono')
    .text(labels.gln, address?.text('GLN'), 'mono')
    .text(labels.mailingAddress, addressInline(party.child('AdresKoresp'), voice));
  for (const contact of party.children('DaneKontaktowe')) addContact(fields, contact);
  addStanding(fields, party);
  const blocks: Block[] = [
    ...textBlock(paragraphs),
    ...fields.block(1),
    ...noticesBlock(groupNotices(party, reading)),
  ];
  // Whoever is named without a word about them still has a place.
  return [{ heading, blocks: blocks.length === 0 ? textBlock([datum('–', 'quiet')]) : blocks }];
}

type Identity = Cursor<PartyShape['DaneIdentyfikacyjne']>;

function addIdentity(fields: Fields, identity: Identity, prefix: string | undefined, voice: Voice): void {
  const nip = identity.text('NIP');
  fields
    .text(labels.nip, nip === undefined ? prefix : `${prefix ?? ''}${nip}`, 'mono')
    .text(labels.internalId, identity.text('IDWew'), 'mono')
    .text(labels.euVat, joined('', identity.text('KodUE'), identity.text('NrVatUE')), 'mono');
  const country = identity.text('KodKraju');
  const number = identity.text('NrID');
  const place = country === undefined ? undefined : voice.countryInline(country);
  if (number !== undefined) {
    if (place === undefined) fields.text(labels.otherId, number, 'mono');
    else fields.text(labels.otherId, `${number} (${place})`);
  } else fields.text(labels.otherId, place);
  if (identity.mark('BrakID')) fields.add(labels.otherId, { ...voice.say(phrases.noTaxId), tone: 'quiet' });
}

function addContact(fields: Fields, contact: Cursor<ContactShape>): void {
  for (const name of ['Email', 'EmailPU'] as const) fields.add(labels.email, mailDatum(contact.text(name)));
  for (const name of ['Telefon', 'TelefonPU'] as const) {
    fields.add(labels.telephone, telephoneDatum(contact.text(name)));
  }
}

function mailDatum(text: string | undefined): Datum | undefined {
  if (text === undefined) return undefined;
  return /^[\w.+-]+@[\w.-]+$/.test(text) ? { text, href: `mailto:${text}` } : { text };
}

function telephoneDatum(text: string | undefined): Datum | undefined {
  if (text === undefined) return undefined;
  const number = text.replace(/[ ()./-]/g, '');
  return /^\+?\d{3,16}$/.test(number) ? { text, href: `tel:${number}` } : { text };
}

/** What the party is to the seller and to this invoice. */
function addStanding(fields: Fields, party: Party): void {
  fields
    .text(labels.customerNumber, party.text('NrKlienta'))
    .text('Podmiot1/NrKontrahenta', party.text('NrKontrahenta'))
    .code(labels.status, 'StatusInfoPodatnika', party.text('StatusInfoPodatnika'))
    .code(labels.role, 'RolaPU', party.text('RolaPU'));
  fields
    .text(labels.role, party.text('OpisRoli'))
    .percent(labels.share, party.text('Udzial'))
    .text(labels.buyerKey, party.text('IDNabywcy'), 'quiet');
}

function groupNotices(party: Party, { voice, refusals: refused }: Reading): readonly Words[] {
  const notices: Words[] = [];
  const tell = (name: 'JST' | 'GV', notice: Text, refusal: Text): void => {
    if (party.mark(name)) notices.push(voice.say(notice));
    else if (party.mark(name, no)) refused.push(refusal);
  };
  tell('JST', phrases.localGovernmentUnit, refusals.localGovernmentUnit);
  tell('GV', phrases.vatGroupMember, refusals.vatGroupMember);
  return notices;
}

type Address = Cursor<AddressShape>;

function addressLines(address: Address, voice: Voice): readonly string[] {
  const country = address.text('KodKraju');
  return [
    address.text('AdresL1'),
    address.text('AdresL2'),
    country === undefined ? undefined : voice.countryInline(country),
  ].filter((line) => line !== undefined);
}

/** An address within a line, with the number of the place in GS1's register. */
export function addressInline(address: Address | undefined, voice: Voice): string | undefined {
  if (address === undefined) return undefined;
  const gln = address.text('GLN');
  return [...addressLines(address, voice), ...(gln === undefined ? [] : [`GLN ${gln}`])].join(', ');
}

/** A party told in a few fields: the carrier. */
export function addPartyInline(fields: Fields, label: Text, party: Party | undefined, voice: Voice): void {
  if (party === undefined) return;
  const identity = party.child('DaneIdentyfikacyjne');
  fields.text(label, identity?.text('Nazwa'), 'strong');
  if (identity !== undefined) addIdentity(fields, identity, undefined, voice);
  fields.text('AdresPrzewoznika', addressInline(party.child('AdresPrzewoznika'), voice));
}
