import type { EffectiveContextLimits } from '@kwit/ksef-contract';
import { ErrorNotice, Facts, Section, useTexts } from '@kwit/ui';
import { useFailure } from '../../api/failure.ts';
import { useApiQuery } from '../../api/use-api.ts';
import { settingsTexts } from './texts.ts';

/** How much may be sent in the context, and how many certificates the subject may have. */
export function Limits() {
  const texts = useTexts(settingsTexts);
  const ofContext = useApiQuery('getContextLimits', {});
  const ofSubject = useApiQuery('getSubjectLimits', {});
  const failure = useFailure(ofContext.error ?? ofSubject.error);
  const retry = () => {
    void ofContext.refetch();
    void ofSubject.refetch();
  };
  const session = (limits: EffectiveContextLimits['onlineSession'] | undefined) =>
    limits &&
    texts.sessionLimit(
      limits.maxInvoiceSizeInMB,
      limits.maxInvoiceWithAttachmentSizeInMB,
      limits.maxInvoices,
    );
  const count = (number: number | null | undefined) =>
    ofSubject.data && (number === null || number === undefined ? texts.unlimited : texts.atMost(number));
  const collective = ofContext.data?.collectiveIdentifier;
  return (
    <Section title={texts.limitsTitle}>
      {failure && <ErrorNotice title={texts.limitsNotLoaded} failure={failure} onRetry={retry} />}
      <Facts
        facts={[
          [texts.onlineSession, session(ofContext.data?.onlineSession) ?? '…'],
          [texts.batchSession, session(ofContext.data?.batchSession) ?? '…'],
          [texts.collectiveIdentifier, collective ? texts.invoicesAtMost(collective.maxInvoices) : '…'],
          [texts.certificates, count(ofSubject.data?.certificate?.maxCertificates) ?? '…'],
          [texts.enrollments, count(ofSubject.data?.enrollment?.maxEnrollments) ?? '…'],
        ]}
      />
    </Section>
  );
}
