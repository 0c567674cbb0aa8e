import type { CertificateListItem } from '@kwit/ksef-contract';
import { ErrorNotice, useTexts } from '@kwit/ui';
import { Button } from '@mantine/core';
import { useFailure } from '../../api/failure.ts';
import { useApiAction } from '../../api/use-api.ts';
import { downloadCertificate } from './application.ts';
import { certificatesTexts } from './texts.ts';

/** Saves a certificate as a `.crt` file; also one that has ended, whose signatures may still have to be verified. */
export function DownloadCertificate({
  certificate: { certificateSerialNumber, name },
}: {
  certificate: CertificateListItem;
}) {
  const texts = useTexts(certificatesTexts);
  const fetching = useApiAction(downloadCertificate);
  const failure = useFailure(fetching.error);
  return (
    <>
      <Button
        variant="default"
        size="sm"
        h={44}
        aria-label={`${texts.fetch}: ${name}`}
        loading={fetching.isPending}
        onClick={() => fetching.mutate(certificateSerialNumber)}
      >
        {texts.fetchShort}
      </Button>
      {failure && <ErrorNotice title={texts.notFetched} failure={failure} />}
    </>
  );
}
