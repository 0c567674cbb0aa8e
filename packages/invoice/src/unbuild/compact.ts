/** Objects without keys that hold nothing: the input leaves a field out where it has none. */

type Optional<Value> = {
  [Key in keyof Value as undefined extends Value[Key] ? Key : never]?: Exclude<Value[Key], undefined>;
};
type Required<Value> = { [Key in keyof Value as undefined extends Value[Key] ? never : Key]: Value[Key] };
export type Compact<Value> = Optional<Value> & Required<Value>;

export function compact<Value extends object>(value: Value): Compact<Value> {
  return Object.fromEntries(Object.entries(value).filter(([, part]) => part !== undefined)) as Compact<Value>;
}

/** An object only where it holds something. */
export function unlessBare<Value extends object>(value: Value): Compact<Value> | undefined {
  const result = compact(value);
  return Object.keys(result).length === 0 ? undefined : result;
}

/** Our word for an official number. */
export function wordOf<Word extends string>(
  words: Readonly<Record<Word, string>>,
  number: string | undefined,
): Word | undefined {
  if (number === undefined) return undefined;
  return (Object.keys(words) as Word[]).find((word) => words[word] === number.trim());
}

/** A mark that is there only where it is set. */
export const isSet = (mark: string | undefined): true | undefined =>
  mark?.trim() === '1' ? true : undefined;
