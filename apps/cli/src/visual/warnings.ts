/** What is to be known of a document that is drawn nevertheless. */
import { type Problem, validateSync } from '@kwit/formats';
import { hasErrors } from '../document.ts';
import { problemOfFailure } from '../errors.ts';
import { textOf } from '../messages.ts';
import type { DrawJob, OfflineIssuer } from './draw.ts';

type WarningCode = 'document-invalid' | 'codes-without-env' | 'certificate-not-used';

const warning = (code: WarningCode): Problem => ({
  ...problemOfFailure({
    code,
    message: textOf(`warning.${code}`),
    remedy: textOf(`remedy.${code}`),
  }),
  severity: 'warning',
});

/** Why the document is not what somebody may take it for: its values, and the codes that it does not have. */
export function warningsOf({ xml, ksefNumber, address }: DrawJob, offline: OfflineIssuer | null): Problem[] {
  const isKnown = ksefNumber !== null;
  return [
    ...(hasErrors(validateSync(xml)) ? [warning('document-invalid')] : []),
    ...(isKnown && address === null ? [warning('codes-without-env')] : []),
    ...(isKnown && offline !== null ? [warning('certificate-not-used')] : []),
  ];
}
