/** What lines of an invoice and lines of an order have, and how each of it is shown. */
import type { TextName } from '../layout/cursor.ts';
import { datum } from '../layout/fields.ts';
import type { Datum } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { headings, lineLabels, lineWords, shortRates } from '../words/invoice.ts';
import {
  asAmount,
  asDate,
  asDecimal,
  asMoney,
  asMono,
  asPercent,
  asQuiet,
  asText,
  detail,
  either,
  figure,
  figureOrDetail,
  wording,
} from './line-fields.ts';
import type { LineTableSpec, Show } from './line-table.ts';
import type { BodyShape } from './shape.ts';

type InvoiceLine = NonNullable<BodyShape['FaWiersz']>[number];
type OrderLine = NonNullable<BodyShape['Zamowienie']>['ZamowienieWiersz'][number];

const asYes: Show = (text, voice) => (text === '1' ? voice.say(lineWords.yes) : datum(text));

/** `23%`, `zw`. */
const asRate: Show = (text, voice) => {
  const short = Object.hasOwn(shortRates, text) ? shortRates[text] : undefined;
  return short === undefined ? voice.code('P_12', text) : voice.say(short);
};
/** The mark itself is what accountants look for; its meaning stands behind it. */
const asMark =
  (path: string): Show =>
  (text, voice) =>
    withMeaning(text, path, voice);

function withMeaning(code: string, path: string, voice: Voice): Datum {
  const { text, also } = voice.code(path, code);
  if (text === code) return { text };
  return { text: `${code} – ${text}`, ...(also === undefined ? {} : { also }) };
}

export const invoiceLines: LineTableSpec<TextName<InvoiceLine>> = {
  caption: headings.lines,
  number: 'NrWierszaFa',
  uniqueId: 'UU_ID',
  goods: 'P_7',
  before: 'StanPrzed',
  rate: 'P_12',
  common: 'KursWaluty',
  fields: [
    wording('NrWierszaFa', lineLabels.number, 4),
    wording('P_7', lineLabels.name, 26),
    either('Indeks', lineLabels.index, asText, 9),
    either('GTIN', lineLabels.gtin, asMono, 12),
    either('PKWiU', lineLabels.pkwiu, asText, 9),
    either('CN', lineLabels.cn, asText, 9),
    either('PKOB', lineLabels.pkob, asText, 6),
    either('P_6A', lineLabels.date, asDate, 9),
    figure('P_8B', lineLabels.quantity, asDecimal, 7, true),
    wording('P_8A', lineLabels.unit, 5),
    figure('P_9A', lineLabels.netPrice, asAmount, 10),
    figure('P_9B', lineLabels.grossPrice, asAmount, 10),
    figure('P_10', lineLabels.discount, asAmount, 9),
    figure('P_11', lineLabels.net, asAmount, 11, true),
    figure('P_12', lineLabels.rate, asRate, 7),
    figure('P_12_XII', lineLabels.ossRate, asPercent, 7),
    figure('P_11Vat', lineLabels.vat, asAmount, 10, true),
    figure('P_11A', lineLabels.gross, asAmount, 11, true),
    figureOrDetail('KursWaluty', lineLabels.exchangeRate, asDecimal, 8),
    detail('GTU', lineLabels.gtu, asMark('GTU')),
    detail('Procedura', lineLabels.procedure, asMark('Procedura')),
    detail('P_12_Zal_15', lineLabels.annex15, asYes),
    detail('KwotaAkcyzy', lineLabels.excise, asMoney),
    detail('UU_ID', lineLabels.uniqueId, asQuiet),
  ],
};

export const orderLines: LineTableSpec<TextName<OrderLine>> = {
  caption: headings.order,
  number: 'NrWierszaZam',
  uniqueId: 'UU_IDZ',
  goods: 'P_7Z',
  before: 'StanPrzedZ',
  rate: 'P_12Z',
  common: null,
  fields: [
    wording('NrWierszaZam', lineLabels.number, 4),
    wording('P_7Z', lineLabels.name, 26),
    either('IndeksZ', lineLabels.index, asText, 9),
    either('GTINZ', lineLabels.gtin, asMono, 12),
    either('PKWiUZ', lineLabels.pkwiu, asText, 9),
    either('CNZ', lineLabels.cn, asText, 9),
    either('PKOBZ', lineLabels.pkob, asText, 6),
    figure('P_8BZ', lineLabels.quantity, asDecimal, 7, true),
    wording('P_8AZ', lineLabels.unit, 5),
    figure('P_9AZ', lineLabels.netPrice, asAmount, 10),
    figure('P_11NettoZ', lineLabels.net, asAmount, 11, true),
    figure('P_12Z', lineLabels.rate, asRate, 7),
    figure('P_12Z_XII', lineLabels.ossRate, asPercent, 7),
    figure('P_11VatZ', lineLabels.vat, asAmount, 10, true),
    detail('GTUZ', lineLabels.gtu, asMark('GTUZ')),
    detail('ProceduraZ', lineLabels.procedure, asMark('ProceduraZ')),
    detail('P_12Z_Zal_15', lineLabels.annex15, asYes),
    detail('KwotaAkcyzyZ', lineLabels.excise, asMoney),
    detail('UU_IDZ', lineLabels.uniqueId, asQuiet),
  ],
};
