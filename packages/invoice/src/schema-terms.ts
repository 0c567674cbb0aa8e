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
