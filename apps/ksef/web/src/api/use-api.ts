/** Calls of the API in components: typed by the contract, through the client of whoever is logged in. */
import type { KsefClient } from '@kwit/ksef-client';
import type { AnswerOf, OperationName, Operations, RequestOf } from '@kwit/ksef-contract';
import {
  QueryClient,
  type UseQueryResult,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import { currentClient, whenLoggedIn } from '../session/session.ts';
import { whenFound } from './connection.ts';

export const queryClient = new QueryClient({
  defaultOptions: {
    // The client repeats by itself what may be repeated.
    queries: { retry: false, networkMode: 'always' },
    mutations: { retry: false, networkMode: 'always' },
  },
});

whenFound(() => void queryClient.invalidateQueries());
// What somebody else was shown is not for whoever comes after.
whenLoggedIn(() => queryClient.removeQueries({ type: 'inactive' }));

type Answer<Name extends OperationName> = AnswerOf<Operations[Name]>;
type Request<Name extends OperationName> = RequestOf<Operations[Name]>;

/** Any operation, for the place where their types are no longer told apart. */
type Call = (request: unknown, options: { signal: AbortSignal }) => Promise<unknown>;

export interface ApiQueryOptions<Name extends OperationName> {
  /** False: not asked yet. */
  readonly enabled?: boolean;
  /** Milliseconds until it is asked again by itself; `false` or absent: never. */
  readonly refetchInterval?: number | false | ((answer: Answer<Name> | undefined) => number | false);
}

/**
 * What an operation answers, kept until something changes it ({@link useApiAction} with `changes`).
 *
 * ```tsx
 * const tokens = useApiQuery('listTokens', { query: { pageSize: 100 } });
 * ```
 */
export function useApiQuery<Name extends OperationName>(
  name: Name,
  request: Request<Name>,
  options: ApiQueryOptions<Name> = {},
): UseQueryResult<Answer<Name>, Error> {
  return useAnyQuery(name, request, options as ApiQueryOptions<never>) as UseQueryResult<Answer<Name>, Error>;
}

function useAnyQuery(
  name: string,
  request: unknown,
  { enabled = true, refetchInterval = false }: ApiQueryOptions<never>,
): UseQueryResult<unknown, Error> {
  return useQuery<unknown, Error>({
    queryKey: [name, request],
    queryFn: async ({ signal }) => {
      const functions = currentClient().operations as unknown as Readonly<Record<string, Call>>;
      // A query must not give undefined, which is what an operation without content answers.
      return (await functions[name]?.(request, { signal })) ?? null;
    },
    enabled,
    refetchInterval:
      typeof refetchInterval === 'function'
        ? ({ state }) => refetchInterval(state.data as never)
        : refetchInterval,
  });
}

export interface ApiActionOptions<Result> {
  /** Operations whose answers are out of date afterwards. */
  readonly changes?: readonly OperationName[];
  readonly onDone?: (result: Result) => void;
}

/**
 * Something that is done once, by a button or a form: `action.mutate(input)`, `action.isPending`, `action.error`.
 *
 * ```tsx
 * const revoke = useApiAction((client, id: string) => client.revokeKsefToken(id), { changes: ['listTokens'] });
 * ```
 */
export function useApiAction<Input, Result>(
  act: (client: KsefClient, input: Input) => Promise<Result>,
  { changes = [], onDone }: ApiActionOptions<Result> = {},
) {
  const queries = useQueryClient();
  return useMutation<Result, Error, Input>({
    mutationFn: (input) => act(currentClient(), input),
    onSuccess: async (result) => {
      await Promise.all(changes.map((name) => queries.invalidateQueries({ queryKey: [name] })));
      onDone?.(result);
    },
  });
}
