import { ErrorNotice } from '@kwit/ui';
import { type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { useFailure } from './api/failure.ts';

/** Stands where a page failed. Not loaded later: then the server may be away. */
export function PageFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const failure = useFailure(error);
  const again = () => {
    reset();
    void router.invalidate();
  };
  return failure && <ErrorNotice failure={failure} onRetry={again} />;
}
