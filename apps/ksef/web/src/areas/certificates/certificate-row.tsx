/** A certificate in the list: as a row of the table, and as a card on a phone. */
import type { CertificateListItem, CertificateListItemStatus } from '@kwit/ksef-contract';
import {
  type Column,
  DateText,
  dateText,
  ListCard,
  QuietText,
  StatusWord,
  type Tone,
  useLanguage,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Group } from '@mantine/core';
import { useMemo } from 'react';
import { DownloadCertificate } from './download-certificate.tsx';
import { daysLeft, isEnding } from './expiry.ts';
import { RevokeCertificate } from './revoke-certificate.tsx';
import { certificatesTexts } from './texts.ts';

interface CertificateProps {
  readonly certificate: CertificateListItem;
  /** The time of KSeF; undefined until it is known. */
  readonly nowMs: number | undefined;
}

export function useCertificateColumns(nowMs: number | undefined): readonly Column<CertificateListItem>[] {
  const texts = useTexts(certificatesTexts);
  return useMemo(
    () => [
      {
        key: 'status',
        header: texts.status,
        width: '120px',
        cell: (certificate) => <Status certificate={certificate} nowMs={nowMs} />,
      },
      {
        key: 'name',
        header: texts.name,
        width: 'minmax(0, 1fr)',
        cell: (certificate) => (
          <WholeText>
            {certificate.name}
            <br />
            <LastUse certificate={certificate} />
          </WholeText>
        ),
      },
      {
        key: 'purpose',
        header: texts.purpose,
        // The longest word.
        width: '136px',
        cell: ({ type }) => <WholeText>{texts.usages[type]}</WholeText>,
      },
      {
        key: 'serialNumber',
        header: texts.serialNumber,
        width: '160px',
        cell: ({ certificateSerialNumber }) => <code>{certificateSerialNumber}</code>,
      },
      {
        key: 'validity',
        header: texts.validity,
        width: '128px',
        cell: (certificate) => <Validity certificate={certificate} nowMs={nowMs} />,
      },
      {
        key: 'action',
        header: texts.action,
        // One button below the other.
        width: '124px',
        cell: (certificate) => <Actions certificate={certificate} />,
      },
    ],
    [texts, nowMs],
  );
}

export function CertificateCard({ certificate, nowMs }: CertificateProps) {
  const texts = useTexts(certificatesTexts);
  return (
    <ListCard>
      <Status certificate={certificate} nowMs={nowMs} />
      <strong>{certificate.name}</strong>
      <span>{texts.usages[certificate.type]}</span>
      <Validity certificate={certificate} nowMs={nowMs} />
      <QuietText>
        {texts.serialNumber}: <code>{certificate.certificateSerialNumber}</code>
      </QuietText>
      <LastUse certificate={certificate} />
      <Actions certificate={certificate} />
    </ListCard>
  );
}

const Actions = ({ certificate }: Pick<CertificateProps, 'certificate'>) => (
  <Group gap="xs">
    <DownloadCertificate certificate={certificate} />
    <RevokeCertificate certificate={certificate} />
  </Group>
);

const tones: Record<CertificateListItemStatus, Tone> = {
  Active: 'right',
  Blocked: 'waiting',
  Revoked: 'neutral',
  Expired: 'neutral',
};

/** KSeF calls a certificate active whose validity has not begun yet. */
function Status({ certificate: { status, validFrom }, nowMs }: CertificateProps) {
  const texts = useTexts(certificatesTexts);
  const isEarly = status === 'Active' && nowMs !== undefined && Date.parse(validFrom) > nowMs;
  return (
    <WholeText>
      <StatusWord tone={isEarly ? 'waiting' : tones[status]}>
        {isEarly ? texts.notYetValid : texts.statuses[status]}
      </StatusWord>
    </WholeText>
  );
}

function Validity({ certificate, nowMs }: CertificateProps) {
  const texts = useTexts(certificatesTexts);
  const { language } = useLanguage();
  const { validFrom, validTo } = certificate;
  return (
    <WholeText>
      {texts.fromTo(dateText(validFrom, language), dateText(validTo, language))}
      {nowMs !== undefined && isEnding(certificate, nowMs) && (
        <>
          <br />
          <StatusWord tone="waiting">{texts.daysLeft(daysLeft(certificate, nowMs))}</StatusWord>
        </>
      )}
    </WholeText>
  );
}

function LastUse({ certificate: { lastUseDate } }: Pick<CertificateProps, 'certificate'>) {
  const texts = useTexts(certificatesTexts);
  return (
    <QuietText>
      {texts.lastUse}: {lastUseDate ? <DateText value={lastUseDate} /> : texts.neverUsed}
    </QuietText>
  );
}
