import type { CertificateListItem, CertificateRevocationReason } from '@kwit/ksef-contract';
import { ConfirmButton, ErrorNotice, useTexts } from '@kwit/ui';
import { Radio, Stack } from '@mantine/core';
import { useState } from 'react';
import { useFailure } from '../../api/failure.ts';
import { useApiAction } from '../../api/use-api.ts';
import { certificatesTexts } from './texts.ts';

const reasons = [
  'Unspecified',
  'Superseded',
  'KeyCompromise',
] as const satisfies readonly CertificateRevocationReason[];

/** Revokes a certificate after asking why; nothing where there is nothing left to revoke. */
export function RevokeCertificate({
  certificate: { certificateSerialNumber, name, status },
}: {
  certificate: CertificateListItem;
}) {
  const texts = useTexts(certificatesTexts);
  const [reason, setReason] = useState<CertificateRevocationReason>('Unspecified');
  const revoking = useApiAction(
    (client, revocationReason: CertificateRevocationReason) =>
      client.operations.revokeCertificate({ path: { certificateSerialNumber }, body: { revocationReason } }),
    { changes: ['queryCertificates', 'getCertificateLimits'] },
  );
  const failure = useFailure(revoking.error);
  if (status !== 'Active') return null;
  return (
    <ConfirmButton
      label={texts.revoke}
      subject={name}
      title={texts.revokeTitle}
      confirm={texts.revokeConfirm}
      busy={revoking.isPending}
      onConfirm={() => revoking.mutateAsync(reason)}
      onCancel={revoking.reset}
    >
      <Stack>
        <div>{texts.revokeText(name, certificateSerialNumber)}</div>
        <Radio.Group
          label={texts.revocationReason}
          value={reason}
          onChange={(chosen) => setReason(chosen as CertificateRevocationReason)}
        >
          <Stack mt="xs" gap="xs">
            {reasons.map((one) => (
              <Radio key={one} value={one} label={texts.revocationReasons[one]} />
            ))}
          </Stack>
        </Radio.Group>
        {failure && <ErrorNotice title={texts.notRevoked} failure={failure} />}
      </Stack>
    </ConfirmButton>
  );
}
