/** How fields of lines are shown, and where: what specifications of line tables are made of. */
import type { Text } from '@kwit/formats';
import { datum } from '../layout/fields.ts';
import type { LineField, Show } from './line-table.ts';

export const asText: Show = (text) => datum(text);
export const asMono: Show = (text) => datum(text, 'mono');
export const asQuiet: Show = (text) => datum(text, 'quiet');
export const asDate: Show = (text, voice) => datum(voice.date(text));
export const asDecimal: Show = (text, voice) => datum(voice.decimal(text));
export const asAmount: Show = (text, voice) => datum(voice.amount(text));
export const asMoney: Show = (text, voice, currency) => datum(voice.amount(text, currency));

export const asPercent: Show = (text, voice) => datum(voice.percent(text));

/** A column of figures. */
export const figure = <Name>(
  name: Name,
  label: Text,
  show: Show,
  weight: number,
  differs = false,
): LineField<Name> => ({
  name,
  label,
  show,
  place: 'column',
  align: 'end',
  weight,
  differs,
});

export const wording = <Name>(name: Name, label: Text, weight: number): LineField<Name> => ({
  ...figure(name, label, asText, weight),
  align: 'start',
});

export const either = <Name>(name: Name, label: Text, show: Show, weight: number): LineField<Name> => ({
  ...figure(name, label, show, weight),
  place: 'either',
  align: 'start',
});

export const figureOrDetail = <Name>(
  name: Name,
  label: Text,
  show: Show,
  weight: number,
): LineField<Name> => ({
  ...figure(name, label, show, weight),
  place: 'either',
});

export const detail = <Name>(name: Name, label: Text, show: Show): LineField<Name> => ({
  ...figure(name, label, show, 0),
  place: 'detail',
});
