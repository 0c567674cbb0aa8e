import { dateText, Notice, useLanguage, useTexts } from '@kwit/ui';
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useServerTime } from '../../api/server-time.ts';
import { daysLeft, endingCertificates } from './expiry.ts';
import { certificatesTexts } from './texts.ts';
import { useActiveCertificates } from './use-certificates.ts';

/** Reminds of certificates that end within two months and have not been replaced. */
export function EndingReminder() {
  const texts = useTexts(certificatesTexts);
  const { language } = useLanguage();
  const { nowMs } = useServerTime();
  const active = useActiveCertificates();
  if (nowMs === undefined || !active.data) return null;
  const ending = endingCertificates(active.data, nowMs);
  if (ending.length === 0) return null;
  const generate = (
    <Button
      variant="default"
      size="sm"
      h={44}
      renderRoot={(props) => <Link to="/certificates/generate-internal-certificate" {...props} />}
    >
      {texts.generateNew}
    </Button>
  );
  return (
    <Notice tone="waiting" title={texts.ending(ending.length)} action={generate}>
      {ending.map((certificate) => (
        <div key={certificate.certificateSerialNumber}>
          {texts.endingOne(
            certificate.name,
            dateText(certificate.validTo, language),
            texts.daysLeft(daysLeft(certificate, nowMs)),
          )}
        </div>
      ))}
      {texts.endingText}
    </Notice>
  );
}
