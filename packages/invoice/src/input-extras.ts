/** What else an invoice may carry: legal basis of an exemption, new means of transport, further data, an attachment. */
import Type from 'typebox';
import { date, exactlyOne, flag, list, object, oneOf, shaped, text } from './schema-terms.ts';
import { type ColumnType, columnTypes } from './vocabulary.ts';

export const exemption = object(
  {
    act: Type.Optional(
      text(256, 'Provision of the Polish act or regulation, for example "art. 43 ust. 1 pkt 18": P_19A.'),
    ),
    directive: Type.Optional(text(256, 'Provision of directive 2006/112/EC: P_19B.')),
    other: Type.Optional(text(256, 'Another legal basis: P_19C.')),
  },
  {
    description: 'Legal basis of the exemption, needed by lines with the rate "zw": Zwolnienie.',
    ...exactlyOne('act', 'directive', 'other'),
  },
);

const lineNumber = (description: string) => Type.Integer({ minimum: 1, maximum: 1_000_000, description });

const vehicle = object(
  {
    line: lineNumber('Number of the line that supplies it: P_NrWierszaNST.'),
    firstUse: date('Day on which it was put into use: P_22A.'),
    make: Type.Optional(text(256, 'P_22BMK.')),
    model: Type.Optional(text(256, 'P_22BMD.')),
    colour: Type.Optional(text(256, 'P_22BK.')),
    registration: Type.Optional(text(256, 'P_22BNR.')),
    productionYear: Type.Optional(text(256, 'P_22BRP.')),
    mileage: Type.Optional(text(256, 'Land vehicle: distance travelled: P_22B.')),
    vin: Type.Optional(text(256, 'Land vehicle: P_22B1.')),
    bodyNumber: Type.Optional(text(256, 'Land vehicle: P_22B2.')),
    chassisNumber: Type.Optional(text(256, 'Land vehicle: P_22B3.')),
    frameNumber: Type.Optional(text(256, 'Land vehicle: P_22B4.')),
    type: Type.Optional(text(256, 'Land vehicle: P_22BT.')),
    sailingHours: Type.Optional(text(256, 'Vessel: hours of use: P_22C.')),
    hullNumber: Type.Optional(text(256, 'Vessel: P_22C1.')),
    flyingHours: Type.Optional(text(256, 'Aircraft: hours of use: P_22D.')),
    serialNumber: Type.Optional(text(256, 'Aircraft: P_22D1.')),
  },
  {
    description: 'One new means of transport: NowySrodekTransportu. A land vehicle, a vessel or an aircraft.',
    ...exactlyOne('mileage', 'sailingHours', 'flyingHours'),
  },
);

export const newTransport = object(
  {
    art42: flag('The duty of art. 42 ust. 5 of the VAT act applies: P_42_5.'),
    vehicles: list(vehicle, 10_000, 'NowySrodekTransportu.'),
  },
  { description: 'Intra-Community supply of new means of transport: NoweSrodkiTransportu.' },
);

export const details = list(
  object({
    line: Type.Optional(
      lineNumber('Number of the line it concerns, of the invoice or its order: NrWiersza.'),
    ),
    key: text(256, 'Klucz.'),
    value: text(256, 'Wartosc.'),
  }),
  10000,
  'Further data as pairs of key and value: DodatkowyOpis.',
);

export const notes = list(
  Type.String({ minLength: 1, maxLength: 3500, pattern: '\\S', description: 'StopkaFaktury.' }),
  3,
  'Footer of the invoice: Stopka/Informacje.',
);

export const registers = list(
  object({
    fullName: Type.Optional(text(256, 'PelnaNazwa.')),
    krs: Type.Optional(shaped('krs', '^[0-9]{10}$', 'KRS, ten digits.')),
    regon: Type.Optional(shaped('regon', '^([0-9]{9}|[0-9]{14})$', 'REGON, 9 or 14 digits.')),
    bdo: Type.Optional(text(9, 'BDO.')),
  }),
  100,
  'Numbers in other registers: Stopka/Rejestry.',
);

const pairs = (maxItems: number, description: string) =>
  list(object({ key: text(256, 'Key.'), value: text(256, 'Value.') }), maxItems, description);

const cells = (description: string) =>
  list(Type.String({ maxLength: 256, description: 'One cell; may be empty.' }), 20, description);

const table = object(
  {
    metadata: Type.Optional(pairs(1000, 'TMetaDane.')),
    description: Type.Optional(text(512, 'Opis.')),
    columns: list(
      object({
        type: oneOf<ColumnType>(columnTypes, 'What its cells hold: Kol/@Typ.'),
        name: Type.String({ maxLength: 256, description: 'NKom.' }),
      }),
      20,
      'TNaglowek/Kol.',
    ),
    rows: list(cells('Cells of a row: WKom.'), 1000, 'Wiersz.'),
    totals: Type.Optional(cells('Cells of the last row: Suma/SKom.')),
  },
  { description: 'A table: Tabela.' },
);

const block = object(
  {
    heading: Type.Optional(text(512, 'ZNaglowek.')),
    metadata: pairs(1000, 'MetaDane.'),
    paragraphs: Type.Optional(list(text(512, 'Akapit.'), 10, 'Tekst/Akapit.')),
    tables: Type.Optional(list(table, 1000, 'Tabela.')),
  },
  { description: 'BlokDanych.' },
);

export const attachment = object(
  { blocks: list(block, 1000, 'BlokDanych.') },
  {
    description:
      'Data attached to the invoice, as tables and texts: Zalacznik. KSeF takes it in batches only, after a notice to the tax office.',
  },
);
