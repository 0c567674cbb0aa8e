import type { CertificateLimit } from '@kwit/ksef-contract';
import { ErrorNotice, Facts, useTexts } from '@kwit/ui';
import { useFailure } from '../../api/failure.ts';
import { useApiQuery } from '../../api/use-api.ts';
import { certificatesTexts } from './texts.ts';

/** How many certificates and applications there are, and how many there may be. */
export function CertificateLimits() {
  const texts = useTexts(certificatesTexts);
  const limits = useApiQuery('getCertificateLimits', {});
  const failure = useFailure(limits.error);
  if (failure) return <ErrorNotice failure={failure} onRetry={() => void limits.refetch()} />;
  const { certificate, enrollment } = limits.data ?? {};
  const words = (of: CertificateLimit | undefined) =>
    of === undefined ? '…' : texts.used(of.limit - of.remaining, of.limit, of.remaining);
  return (
    <Facts
      facts={[
        [texts.activeCertificates, words(certificate)],
        [texts.applications, words(enrollment)],
      ]}
    />
  );
}
