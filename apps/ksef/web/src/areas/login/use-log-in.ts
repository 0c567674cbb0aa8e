import { useMutation } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useRef } from 'react';

/**
 * A log-in by a button, which leads on afterwards. However often it is pressed, it is one log-in, until that has failed.
 * @param next where one was going when the log-in came between: a path within the application (`search-schemas.ts`)
 */
export function useLogIn<Input>(next: string | undefined, logIn: (input: Input) => Promise<void>) {
  const navigate = useNavigate();
  const isBegun = useRef(false);
  const { mutate, error, isPending, reset } = useMutation({
    mutationFn: logIn,
    onSuccess: () => (next === undefined ? navigate({ to: '/invoices' }) : navigate({ href: next })),
    onError: () => {
      isBegun.current = false;
    },
  });
  const begin = (input: Input): void => {
    if (isBegun.current) return;
    isBegun.current = true;
    mutate(input);
  };
  return { begin, error, isPending, reset };
}
