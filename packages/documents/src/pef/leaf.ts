/**
 * Shows elements of UBL that hold text. By the naming rules of UBL the last word of a name tells what is in it:
 * `PaymentDueDate` is a date, `TaxableAmount` an amount of money, `ChargeIndicator` yes or no.
 */
import type { Cursor } from '../layout/cursor.ts';
import type { Block, Datum, Field } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { pefWords, vatNumberOf } from '../words/pef.ts';
import {
  allowanceReasons,
  chargeReasons,
  exemptionArticle,
  exemptionReasons,
  frenchArticle,
  identifierSchemes,
  itemClassifications,
  type Label,
  labelText,
  paymentMeans,
  referenceTypes,
  taxCategories,
  taxPointRules,
  units,
  vatNumberCountries,
} from '../words/ubl-codes.ts';
import { elementLabel, elementText } from './naming.ts';
import { type Leaf, leavesOf } from './ubl.ts';

/** The fields of these elements, each as often as it is there. */
export function fieldsOf<Shape extends object>(
  cursor: Cursor<Shape> | undefined,
  names: readonly (keyof Shape & string)[],
  voice: Voice,
): Field[] {
  const fields: Field[] = [];
  for (const name of names) {
    for (const leaf of leavesOf(cursor, name)) fields.push(leafField(leaf, voice));
  }
  return fields;
}

export const fieldsBlock = (fields: readonly Field[], columns: 1 | 2 | 3): readonly Block[] =>
  fields.length === 0 ? [] : [{ kind: 'fields', columns, fields }];

/** For what is put together with others in one text. */
export const inlineText = ({ text, also }: Datum): string =>
  also === undefined ? text : `${text} / ${also}`;

export const leafField = (leaf: Leaf, voice: Voice): Field => ({
  label: elementLabel(leaf.path, voice),
  value: leafDatum(leaf, voice),
});

/** What an element says, with what its attributes say of it. */
export function leafDatum(leaf: Leaf, voice: Voice): Datum {
  const { datum, used } = shown(leaf, voice);
  const names = Object.keys(leaf.attributes);
  const others = names.length === 0 ? names : names.filter((name) => !used.includes(name));
  if (others.length === 0) return datum;
  const text = others.map((name) => attributeText(name, leaf.attributes[name] ?? '', voice)).join(', ');
  return withBehind(datum, `(${text})`);
}

/** An amount in a table, whose currency is that of the document unless it says another one. */
export function amountCell(leaf: Leaf | undefined, voice: Voice, currency: string | undefined): Datum | null {
  if (leaf === undefined) return null;
  const { '@currencyID': own, ...attributes } = leaf.attributes;
  return leafDatum(own !== undefined && own === currency ? { ...leaf, attributes } : leaf, voice);
}

const withBehind = (datum: Datum, text: string): Datum => ({
  ...datum,
  text: `${datum.text} ${text}`.trimStart(),
  ...(datum.also === undefined ? {} : { also: `${datum.also} ${text}` }),
});

/** Attributes whose value says what they are. */
const speaking = ['@name', '@languageID', '@schemeName', '@filename', '@mimeCode'];

function attributeText(name: string, value: string, voice: Voice): string {
  return speaking.includes(name) ? value.trim() : `${voice.sayInline(elementText(name))}: ${value}`;
}

interface Shown {
  readonly datum: Datum;
  /** Attributes that the text tells already. */
  readonly used: readonly string[];
}

const plain = (datum: Datum): Shown => ({ datum, used: [] });

function shown(leaf: Leaf, voice: Voice): Shown {
  const { attributes } = leaf;
  if ('@currencyID' in attributes) {
    const text = voice.amount(leaf.text, attributes['@currencyID']);
    return { datum: { text }, used: ['@currencyID'] };
  }
  if ('@unitCode' in attributes) {
    const unit = unitText(attributes['@unitCode'] ?? '', voice);
    return { datum: { text: `${voice.decimal(leaf.text)}\u00a0${unit}` }, used: ['@unitCode'] };
  }
  return showerOf(leaf.path)(leaf, voice);
}

type Shower = (leaf: Leaf, voice: Voice) => Shown;
const knownShowers = new Map<string, Shower>();
/** Elements of an extension may have any name, and there is no end to those. */
const mostShowers = 10_000;

function showerOf(path: string): Shower {
  const known = knownShowers.get(path);
  if (known !== undefined) return known;
  const [term = ''] = /\p{Lu}\p{Ll}*$|ID$|URI$/u.exec(nameOf(path)) ?? [];
  const shower = showers[term] ?? textShown;
  if (knownShowers.size < mostShowers) knownShowers.set(path, shower);
  return shower;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

const textShown = ({ path, text }: Leaf): Shown => {
  const href = linkOf(nameOf(path), text.trim());
  return plain(href === undefined ? { text } : { text, href });
};

function linkOf(name: string, text: string): string | undefined {
  if (name === 'ElectronicMail') return /^[^\s@]+@[^\s@]+$/.test(text) ? `mailto:${text}` : undefined;
  return /^https?:\/\/\S+$/.test(text) ? text : undefined;
}

const decimalShown = ({ text }: Leaf, voice: Voice): Shown => plain({ text: voice.decimal(text) });
const percentShown = ({ text }: Leaf, voice: Voice): Shown => plain({ text: voice.percent(text) });

/** By the last word of the name. */
const showers: Readonly<Record<string, Shower>> = {
  Amount: ({ text }, voice) => plain({ text: voice.amount(text) }),
  Quantity: decimalShown,
  Measure: decimalShown,
  Rate: decimalShown,
  // The factor of an allowance is a percentage of its base (EN 16931, BT-94 and BT-101).
  Numeric: (leaf, voice) =>
    nameOf(leaf.path) === 'MultiplierFactorNumeric' ? percentShown(leaf, voice) : decimalShown(leaf, voice),
  Percent: percentShown,
  Date: ({ text }, voice) => plain({ text: voice.date(text) }),
  Indicator: ({ text }, voice) => plain(indicatorDatum(text, voice)),
  Code: codeShown,
  ID: identifierShown,
  URI: textShown,
  // `…BinaryObject`
  Object: fileShown,
};

function indicatorDatum(text: string, voice: Voice): Datum {
  if (text === 'true' || text === '1') return voice.say(pefWords.yes);
  return text === 'false' || text === '0' ? voice.say(pefWords.no) : { text };
}

const lookUp = (table: Readonly<Record<string, Label>>, code: string): Label | undefined =>
  Object.hasOwn(table, code) ? table[code] : undefined;

/** Codes in words, by the name of their element. */
const codeTables: Readonly<Record<string, Readonly<Record<string, Label>>>> = {
  PaymentMeansCode: paymentMeans,
  AllowanceChargeReasonCode: { ...chargeReasons, ...allowanceReasons },
  DescriptionCode: taxPointRules,
  DocumentTypeCode: referenceTypes,
};

function codeShown({ path, text, attributes }: Leaf, voice: Voice): Shown {
  const name = nameOf(path);
  const code = text.trim();
  if (name === 'TaxExemptionReasonCode') return plain(exemptionDatum(code, voice));
  if (name === 'IdentificationCode') return plain(voice.country(code));
  if (name === 'ItemClassificationCode') return classificationShown(code, attributes['@listID'], voice);
  const label = lookUp(codeTables[name] ?? {}, code);
  return plain(label === undefined ? { text } : voice.say(labelText(label)));
}

function classificationShown(code: string, list: string | undefined, voice: Voice): Shown {
  if (list === undefined) return plain({ text: code, tone: 'mono' });
  const label = lookUp(itemClassifications, list);
  const scheme = label === undefined ? list : voice.sayInline(labelText(label));
  return { datum: { text: `${code} (${scheme})` }, used: ['@listID'] };
}

const europeanArticle = /^VATEX-EU-(\d+)(?:-(\d)?([A-Z]+))?$/;
const frenchCode = /^VATEX-FR-(?:CGI)?(\d+[A-Z]*)(?:-(\d+(?:BIS)?))?$/;

/** In words, with the code behind them, which the tax authorities go by. */
function exemptionDatum(code: string, voice: Voice): Datum {
  const label = lookUp(exemptionReasons, code) ?? articleOf(code);
  return label === undefined ? { text: code } : withBehind(voice.say(labelText(label)), `(${code})`);
}

function articleOf(code: string): Label | undefined {
  const [, article, section = '', point = ''] = europeanArticle.exec(code) ?? [];
  if (article !== undefined) return exemptionArticle(article, section, point.toLowerCase());
  const [, french, number = ''] = frenchCode.exec(code) ?? [];
  return french === undefined ? undefined : frenchArticle(french, number);
}

/** Numbers of accounts, and where identifiers are codes. */
function identifierShown({ path, text, attributes }: Leaf, voice: Voice): Shown {
  const value = text.trim();
  if (/FinancialAccount\/ID$/.test(path)) return plain({ text: voice.account(value), tone: 'mono' });
  if (/TaxCategory\/ID$/.test(path)) return plain(taxCategoryDatum(value, voice));
  const scheme = attributes['@schemeID'];
  const datum: Datum = { text, tone: 'mono' };
  if (scheme === undefined) return plain(datum);
  return { datum: withBehind(datum, `(${schemeText(scheme, voice)})`), used: ['@schemeID'] };
}

export function taxCategoryDatum(code: string, voice: Voice): Datum {
  const label = lookUp(taxCategories, code);
  return label === undefined ? { text: code } : voice.say(labelText(label));
}

function schemeText(scheme: string, voice: Voice): string {
  const label = lookUp(identifierSchemes, scheme);
  if (label !== undefined) return voice.sayInline(labelText(label));
  const country = Object.hasOwn(vatNumberCountries, scheme) ? vatNumberCountries[scheme] : undefined;
  if (country === undefined) return scheme;
  const { text, also = text } = voice.country(country);
  return voice.sayInline(vatNumberOf({ pl: text, en: also }));
}

export function unitText(code: string, voice: Voice): string {
  const label = lookUp(units, code);
  return label === undefined ? code : voice.sayInline(labelText(label));
}

/** An embedded file is named, not shown: its name, type and size. */
function fileShown({ text, attributes }: Leaf, voice: Voice): Shown {
  const name = attributes['@filename'] ?? voice.sayInline(pefWords.unnamedFile);
  const facts = [attributes['@mimeCode'], sizeText(base64Bytes(text), voice)].filter(
    (fact) => fact !== undefined,
  );
  return { datum: { text: `${name} (${facts.join(', ')})` }, used: ['@filename', '@mimeCode'] };
}

/** How many bytes a Base64 text stands for. */
function base64Bytes(text: string): number {
  const characters = text.replace(/[^A-Za-z0-9+/]/g, '').length;
  return Math.floor((characters * 3) / 4);
}

function sizeText(bytes: number, voice: Voice): string {
  const [size, unit] =
    bytes < 1_000
      ? [bytes, 'B']
      : bytes < 1_000_000
        ? [Math.round(bytes / 1_000), 'kB']
        : [Math.round(bytes / 100_000) / 10, 'MB'];
  return `${voice.decimal(String(size))}\u00a0${unit}`;
}
