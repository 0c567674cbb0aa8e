/** Calls of the control side in components. */
import { type UseQueryResult, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { callControl } from './call-control.ts';
import type { ControlInput, ControlOperationName, ControlOutput } from './operations.ts';

/** What an operation of the control side answers; asked again after every action here. */
export function useControlQuery<Name extends ControlOperationName>(
  name: Name,
  input: ControlInput<Name>,
  { refetchInterval = false }: { readonly refetchInterval?: number | false } = {},
): UseQueryResult<ControlOutput<Name>, Error> {
  return useQuery<ControlOutput<Name>, Error>({
    queryKey: ['control', name, input],
    queryFn: ({ signal }) => callControl(name, input, { signal }),
    refetchInterval,
  });
}

/** Something that is done to the whole KSeF: afterwards whatever a page shows of it may be out of date. */
export function useControlAction<Input, Result>(
  act: (input: Input) => Promise<Result>,
  onDone?: (result: Result) => void,
) {
  const queries = useQueryClient();
  return useMutation<Result, Error, Input>({
    mutationFn: act,
    onSuccess: async (result) => {
      onDone?.(result);
      await queries.invalidateQueries();
    },
  });
}
