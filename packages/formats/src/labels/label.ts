/** How labels are written down: Polish and English beside each other, one field a line. */

export type Label = readonly [pl: string, en: string];

/**
 * Labels by the end of a field's path: `P_12`, `Adres/KodKraju`, `Podmiot1/DaneIdentyfikacyjne/NIP`, with attributes
 * as `@name`. A name alone is enough where it means the same everywhere; of several keys that fit, the longest counts.
 */
export type LabelTable = Readonly<Record<string, Label>>;

/** Labels of values of one kind of field, by value. */
export type ValueTable = Readonly<Record<string, Label>>;

/** Labels of values, by the end of the path of their field. */
export type ValueTables = Readonly<Record<string, ValueTable>>;
