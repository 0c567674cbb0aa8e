import { useNavigate, useRouter } from '@tanstack/react-router';

/** Leads to where one was going when the log-in came between. */
export function useGoOn(): (next: string | undefined) => Promise<void> {
  const navigate = useNavigate();
  const { history } = useRouter();
  return async (next) => {
    if (next === undefined) await navigate({ to: '/invoices' });
    else history.push(next);
  };
}
