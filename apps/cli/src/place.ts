/** Where an invoice or a connection belongs: one environment, and one context in it. */
import type { ConnectionChoice } from './command.ts';
import { contextOf, contextOption, contextWords } from './context-identifier.ts';
import { environmentOf } from './environments.ts';
import type { Output } from './output.ts';

export interface Place {
  /** Address of the API, with `/v2`. */
  readonly baseUrl: string;
  readonly contextIdentifier: string;
}

/** What is asked for of a place; whatever is left out may be any. */
export type PlaceFilter = { readonly [Name in keyof Place]?: Place[Name] | undefined };

/** What `--env`, `--nip` and `--context` ask for. Throws {@link CliError} where one of them is wrong. */
export async function askedPlace(choice: ConnectionChoice): Promise<PlaceFilter> {
  const contextIdentifier = await contextOf(choice);
  const baseUrl = choice.env === undefined ? undefined : (await environmentOf(choice.env)).baseUrl;
  return { baseUrl, contextIdentifier };
}

export const isIn =
  (filter: PlaceFilter) =>
  ({ baseUrl, contextIdentifier }: Place): boolean =>
    (filter.baseUrl ?? baseUrl) === baseUrl &&
    (filter.contextIdentifier ?? contextIdentifier) === contextIdentifier;

/** Each place once. */
export const placesOf = (all: readonly Place[]): Place[] => [
  ...new Map(all.map((one) => [`${one.baseUrl} ${one.contextIdentifier}`, one])).values(),
];

/** The options that name a place on a command line. */
export const placeOptions = ({ baseUrl, contextIdentifier }: Place): string =>
  `--env ${baseUrl} ${contextOption(contextIdentifier)}`;

/** What sentences on a place are filled with. */
export const placeWords = ({ baseUrl: url, contextIdentifier }: Place, t: Output['t']) => ({
  who: contextWords(contextIdentifier, t),
  url,
});
