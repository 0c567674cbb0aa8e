import { CopyButton, ErrorNotice, Notice, useTexts } from '@kwit/ui';
import { Button, Group, Stack } from '@mantine/core';
import { useFailure } from '../../api/failure.ts';
import { useApiAction } from '../../api/use-api.ts';
import { downloadCertificate } from './application.ts';
import { certificatesTexts } from './texts.ts';

export interface IssuedCertificateProps {
  readonly referenceNumber: string;
  /** Absent until KSeF has said that there is a certificate. */
  readonly serialNumber: string | undefined;
  readonly onIssued: (serialNumber: string) => void;
  readonly onAgain: () => void;
}

/** Where a sent request stands, and its certificate once there is one. */
export function IssuedCertificate(props: IssuedCertificateProps) {
  const { referenceNumber, serialNumber, onIssued, onAgain } = props;
  const texts = useTexts(certificatesTexts);
  const asking = useApiAction(
    (client, path: { referenceNumber: string }) => client.operations.getCertificateEnrollmentStatus({ path }),
    {
      changes: ['queryCertificates', 'getCertificateLimits'],
      onDone: ({ certificateSerialNumber }) => {
        if (certificateSerialNumber) onIssued(certificateSerialNumber);
      },
    },
  );
  const fetching = useApiAction(downloadCertificate);
  const failure = useFailure(asking.error ?? fetching.error);
  const { status } = asking.data ?? {};
  const isRefused = status !== undefined && status.code >= 300;
  const refusal = {
    happened: [status?.description ?? '', ...(status?.details ?? [])].join(' '),
    remedy: texts.refusedText,
  };
  return (
    <Stack gap="lg" align="stretch">
      {isRefused && <ErrorNotice title={texts.refused} failure={refusal} />}
      {!isRefused && serialNumber && (
        <Notice tone="right" title={texts.issued}>
          {texts.issuedText}
        </Notice>
      )}
      {!isRefused && !serialNumber && (
        <Notice tone="waiting" title={texts.sent}>
          {texts.sentText}
        </Notice>
      )}
      <Group gap="xs">
        <span>
          {texts.referenceNumber}: <code>{referenceNumber}</code>
        </span>
        <CopyButton value={referenceNumber} />
      </Group>
      {failure && <ErrorNotice failure={failure} />}
      <Group>
        {serialNumber ? (
          <Button loading={fetching.isPending} onClick={() => fetching.mutate(serialNumber)}>
            {texts.fetch}
          </Button>
        ) : (
          !isRefused && (
            <Button loading={asking.isPending} onClick={() => asking.mutate({ referenceNumber })}>
              {texts.refresh}
            </Button>
          )
        )}
        {(isRefused || serialNumber) && (
          <Button variant="default" onClick={onAgain}>
            {texts.another}
          </Button>
        )}
      </Group>
    </Stack>
  );
}
