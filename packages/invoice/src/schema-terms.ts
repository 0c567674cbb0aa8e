/** The terms in which the schema of the business invoice is declared: texts, amounts, dates, choices, objects. */
import Type, { type TSchema } from 'typebox';

/** A decimal: a string ("19.99") or a JSON number (19.99). */
export type Decimal = string | number;

export const text = (maxLength: number, description: string) =>
  Type.String({ minLength: 1, maxLength, pattern: '\\S', description });

export const shaped = (
  shape: string,
  pattern: string,
  description: string,
  keywords: Readonly<Record<string, string>> = {},
) => Type.String({ pattern, 'x-shape': shape, ...keywords, description });

export const decimal = (integerDigits: number, scale: number, description: string) =>
  Type.Unsafe<Decimal>({
    type: ['string', 'number'],
    pattern: `^-?(0|[1-9][0-9]{0,${integerDigits - 1}})(\\.[0-9]{1,${scale}})?$`,
    'x-shape': 'decimal',
    'x-scale': scale,
    description,
  });

export const amount = (description: string) => decimal(16, 2, description);
export const price = (description: string) => decimal(14, 8, description);
export const quantity = (description: string) => decimal(16, 6, description);
export const percent = (description: string) => decimal(3, 6, description);

export const oneOf = <const Word extends string>(values: readonly Word[], description: string) =>
  Type.Unsafe<Word>({ type: 'string', enum: [...values], description });

export const keysOf = <Word extends string>(record: Readonly<Record<Word, unknown>>) =>
  Object.keys(record) as unknown as readonly Word[];

/** The earliest days of the official types of dates. */
export const earliest = { TDataT: '2006-01-01', TData: '2016-07-01', TDataU: '1990-01-01' } as const;
export type DateType = keyof typeof earliest;

export const date = (description: string, type: DateType = 'TDataT') =>
  shaped('date', '^[0-9]{4}-[0-9]{2}-[0-9]{2}$', description, { 'x-earliest': earliest[type] });
export const dateOrToday = (description: string, type: DateType = 'TDataT') =>
  shaped('date-or-today', '^(today|[0-9]{4}-[0-9]{2}-[0-9]{2})$', description, {
    'x-earliest': earliest[type],
  });
/** A moment, ISO 8601. KSeF's bounds lie inside a day, so the outermost days are left out. */
export const moment = (description: string) =>
  shaped(
    'moment',
    '^[0-9]{4}-[0-9]{2}-[0-9]{2}T([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\\.[0-9]{1,9})?(Z|[+-](0[0-9]|1[0-3]):[0-5][0-9])?$',
    description,
    { 'x-earliest': '2021-10-03', 'x-latest': '2049-12-30' },
  );
/** TNumerKSeF; the middle part may be written with or without a dash. */
export const ksefNumber = (description: string) =>
  shaped(
    'ksef-number',
    '^([1-9](([0-9][1-9])|([1-9][0-9]))[0-9]{7}|M[0-9]{9}|[A-Z]{3}[0-9]{7})-(20[2-9][0-9]|2[1-9][0-9]{2}|[3-9][0-9]{3})(0[1-9]|1[0-2])(0[1-9]|[1-2][0-9]|3[0-1])-[0-9A-F]{6}-?[0-9A-F]{6}-[0-9A-F]{2}$',
    description,
  );
export const flag = (description: string) => Type.Boolean({ description });
export const object = <Properties extends Record<string, TSchema>>(
  properties: Properties,
  options: Record<string, unknown> = {},
) => Type.Object(properties, { additionalProperties: false, ...options });
export const list = <Item extends TSchema>(item: Item, maxItems: number, description: string, minItems = 1) =>
  Type.Array(item, { minItems, maxItems, description });
export const exactlyOne = (...groups: readonly string[]) => ({
  oneOf: groups.map((name) => ({ required: [name] })),
});
