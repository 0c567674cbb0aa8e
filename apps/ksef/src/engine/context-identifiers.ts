import { apiTexts } from '../api-texts.ts';
import { refusal } from '../errors.ts';
import type { ContextIdentifier } from './identifiers.ts';

const nip = '[1-9]((\\d[1-9])|([1-9]\\d))\\d{7}';
const euVatNumber = [
  'ATU\\d{8}|BE[01]\\d{9}|BG\\d{9,10}|CY\\d{8}[A-Z]|CZ\\d{8,10}|DE\\d{9}|DK\\d{8}|EE\\d{9}|EL\\d{9}',
  'ES([A-Z]\\d{8}|\\d{8}[A-Z]|[A-Z]\\d{7}[A-Z])|FI\\d{8}|FR[A-Z0-9]{2}\\d{9}|HR\\d{11}|HU\\d{8}',
  'IE(\\d{7}[A-Z]{2}|\\d[A-Z0-9+*]\\d{5}[A-Z])|IT\\d{11}|LT(\\d{9}|\\d{12})|LU\\d{8}|LV\\d{11}|MT\\d{8}',
  'NL[A-Z0-9+*]{12}|PT\\d{9}|RO\\d{2,10}|SE\\d{12}|SI\\d{8}|SK\\d{10}|XI((\\d{9}|\\d{12})|(GD|HA)\\d{3})',
].join('|');

// Source: the schemas InternalId, NipVatUe and PeppolId of the official OpenAPI.
const patterns: Record<ContextIdentifier['type'], RegExp> = {
  Nip: new RegExp(`^${nip}$`),
  InternalId: new RegExp(`^${nip}-\\d{5}$`),
  NipVatUe: new RegExp(`^${nip}-(${euVatNumber})$`),
  PeppolId: /^P[A-Z]{2}[0-9]{6}$/,
};

/** Whether an identifier has the form of its kind. */
export const isWellFormed = ({ type, value }: ContextIdentifier): boolean => patterns[type].test(value);

/** The context of an AuthTokenRequest. Throws `BadRequest` 21401 where it has not the form of its kind. */
export function contextFrom(
  element: { [Type in ContextIdentifier['type']]?: string | undefined },
): ContextIdentifier {
  const types = Object.keys(patterns) as ContextIdentifier['type'][];
  const type = types.find((candidate) => element[candidate] !== undefined);
  const value = type === undefined ? undefined : element[type];
  if (type === undefined || value === undefined) throw refusal(21401, apiTexts.required('ContextIdentifier'));
  const context = { type, value };
  if (!isWellFormed(context)) throw refusal(21401, apiTexts.wrongFormat(`ContextIdentifier.${type}`));
  return context;
}
