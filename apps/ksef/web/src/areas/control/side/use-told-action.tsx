import { Notice } from '@kwit/ui';
import { type ReactNode, useState } from 'react';
import { ControlFailure } from './control-failure.tsx';
import { useControlAction } from './use-control.ts';

export interface ToldActionOptions<Input, Result> {
  readonly act: (input: Input) => Promise<Result>;
  /** What is said once it is done. */
  readonly done: (result: Result, input: Input) => string;
  /** What did not happen, where it fails. */
  readonly failed: string;
}

interface RunOptions<Result> {
  readonly onSuccess?: (result: Result) => void;
  readonly onError?: (error: Error) => void;
}

export interface ToldAction<Input, Result> {
  readonly run: (input: Input, options?: RunOptions<Result>) => void;
  readonly isPending: boolean;
  /** The sentence on what became of it: to be shown where it was done. */
  readonly outcome: ReactNode;
}

/** Something that is done by a button or a form, and says beside it what became of it. */
export function useToldAction<Input, Result>({
  act,
  done,
  failed,
}: ToldActionOptions<Input, Result>): ToldAction<Input, Result> {
  const [said, setSaid] = useState<string>();
  const action = useControlAction(act);
  return {
    isPending: action.isPending,
    run: (input, { onSuccess, onError } = {}) => {
      setSaid(undefined);
      action.mutate(input, {
        onSuccess: (result) => {
          setSaid(done(result, input));
          onSuccess?.(result);
        },
        onError: (error) => onError?.(error),
      });
    },
    outcome: (
      <>
        {said !== undefined && <Notice tone="right">{said}</Notice>}
        <ControlFailure title={failed} error={action.error} />
      </>
    ),
  };
}
