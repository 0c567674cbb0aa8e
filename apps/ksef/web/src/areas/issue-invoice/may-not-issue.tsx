import { Notice, useTexts } from '@kwit/ui';
import { useRights } from '../../session/rights.ts';
import { issueInvoiceTexts } from './texts.ts';

/** Whoever may only read hears so before anything is typed. */
export function MayNotIssue() {
  const texts = useTexts(issueInvoiceTexts);
  if (useRights().may('openOnlineSession')) return null;
  return (
    <Notice tone="waiting" title={texts.forbidden}>
      {texts.forbiddenRemedy}
    </Notice>
  );
}
