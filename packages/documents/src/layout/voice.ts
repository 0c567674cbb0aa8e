/** Says things in the language of the reader: words of ours, labels of fields, codes in words, figures and dates. */
import { type FormatName, labelOf, type Text, valueLabelOf } from '@kwit/formats';
import { inLanguage } from './in-language.ts';
import type { DocumentLanguage, Words } from './layout.ts';
import {
  accountText,
  amountText,
  dateText,
  decimalText,
  momentText,
  percentText,
  styleOf,
  type ValueStyle,
} from './values.ts';

/** One for each format and language; what was looked up once is kept. Get it from `voiceOf`. */
export class Voice {
  readonly language: DocumentLanguage;
  readonly style: ValueStyle;
  readonly #format: FormatName;
  readonly #labels = new Map<string, Words>();
  readonly #codes = new Map<string, Map<string, Words>>();
  readonly #countries = new Map<string, Words>();

  constructor(format: FormatName, language: DocumentLanguage) {
    this.language = language;
    this.style = styleOf(language);
    this.#format = format;
  }

  say(text: Text): Words {
    return inLanguage(text, this.language);
  }

  /** Both languages on one line, for words within text of the document. */
  sayInline(text: Text): string {
    return inline(this.say(text));
  }

  /**
   * What people call a field, with a capital; its name where it has no label.
   * @param path as `labelOf` takes it, without numbers of repeated elements
   */
  label(path: string): Words {
    const known = this.#labels.get(path);
    if (known !== undefined) return known;
    const text = labelOf(this.#format, path);
    const name = path.slice(path.lastIndexOf('/') + 1);
    const label = text === undefined ? { text: name } : this.say(withCapitals(text));
    this.#labels.set(path, label);
    return label;
  }

  /** What a code means; the code itself where that is not known. */
  code(path: string, value: string): Words {
    const codes = this.#codes.get(path) ?? new Map<string, Words>();
    const known = codes.get(value);
    if (known !== undefined) return known;
    const text = valueLabelOf(this.#format, path, value);
    // Codes of a list are kept; whatever else a document says is not.
    if (text === undefined) return { text: value };
    const words = this.say(text);
    this.#codes.set(path, codes.set(value, words));
    return words;
  }

  /** The name of a country by its code; the code where it has none. */
  country(code: string): Words {
    const known = this.#countries.get(code);
    if (known !== undefined) return known;
    const words = this.say(countryName(code));
    if (words.text !== code) this.#countries.set(code, words);
    return words;
  }

  /** The same within text of the document. */
  countryInline(code: string): string {
    return inline(this.country(code));
  }

  date(text: string): string {
    return dateText(text, this.style);
  }

  /** In Polish time. */
  moment(text: string): string {
    return momentText(text, this.style);
  }

  /** Quantities, prices and rates, with the decimals they have. */
  decimal(text: string): string {
    return decimalText(text, this.style);
  }

  amount(text: string, currency?: string): string {
    return amountText(text, this.style, currency);
  }

  percent(text: string): string {
    return percentText(text, this.style);
  }

  account(text: string): string {
    return accountText(text);
  }
}

const inline = ({ text, also }: Words): string => (also === undefined ? text : `${text} / ${also}`);

const voices = new Map<string, Voice>();

export function voiceOf(format: FormatName, language: DocumentLanguage): Voice {
  const key = `${format} ${language}`;
  const known = voices.get(key);
  if (known !== undefined) return known;
  const voice = new Voice(format, language);
  voices.set(key, voice);
  return voice;
}

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

const withCapitals = ({ pl, en }: Text): Text => ({ pl: capital(pl), en: capital(en) });

/** Codes of the forms that the Unicode names of regions do not have. */
const ownCountries: Readonly<Record<string, Text>> = {
  AN: { pl: 'Antyle Holenderskie', en: 'Netherlands Antilles' },
  EL: { pl: 'Grecja', en: 'Greece' },
  XC: { pl: 'Ceuta', en: 'Ceuta' },
  XI: { pl: 'Irlandia Północna', en: 'Northern Ireland' },
  XL: { pl: 'Melilla', en: 'Melilla' },
};

let countryNames: Readonly<Record<'pl' | 'en', Intl.DisplayNames>> | undefined;

function countryName(code: string): Text {
  if (Object.hasOwn(ownCountries, code)) return ownCountries[code] as Text;
  if (!/^[A-Z]{2}$/.test(code)) return { pl: code, en: code };
  countryNames ??= {
    pl: new Intl.DisplayNames('pl', { type: 'region' }),
    en: new Intl.DisplayNames('en', { type: 'region' }),
  };
  return { pl: countryNames.pl.of(code) ?? code, en: countryNames.en.of(code) ?? code };
}
