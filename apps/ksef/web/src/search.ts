/** What pages take from the address. */

/**
 * The search of a page: what is right, and nothing else of the address. The router would keep whatever a `validateSearch`
 * leaves out; a name without a value is dropped.
 * @param given all that the address holds
 * @param right what the page knows of it, checked
 */
export const nothingBut = <Search extends object>(
  given: Readonly<Record<string, unknown>>,
  right: Search,
): Search => ({ ...Object.fromEntries(Object.keys(given).map((name) => [name, undefined])), ...right });

/** Whether a search asks for anything. */
export const asksForAnything = (search: object): boolean =>
  Object.values(search).some((value) => value !== undefined);
