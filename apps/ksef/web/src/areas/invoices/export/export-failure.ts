/** Why an export came to nothing, in words. */
import { KsefError } from '@kwit/ksef-client';
import { exportStatuses } from '@kwit/ksef-contract';
import { type Failure, useTexts } from '@kwit/ui';
import { useInvoiceFailure } from '../invoice-failure.ts';
import { type InvoicesTexts, invoicesTexts } from '../texts.ts';
import { DamagedPart, ExpiredExport, FailedExport, LostPart } from './export-job.ts';

const tooManyExports = 21182;

export function useExportFailure(error: unknown): Failure | undefined {
  const texts = useTexts(invoicesTexts);
  const failure = useInvoiceFailure(error);
  if (error instanceof ExpiredExport || (error instanceof KsefError && error.kind === 'gone')) {
    return { happened: texts.exportExpired, remedy: texts.orderAgain };
  }
  if (error instanceof DamagedPart) return { happened: texts.exportDamaged, remedy: texts.orderAgain };
  if (error instanceof LostPart) return { happened: texts.exportLostPart, remedy: texts.orderAgain };
  if (error instanceof FailedExport) return failedExport(error, texts);
  if (failure && error instanceof KsefError && error.hasCode(tooManyExports)) {
    return { ...failure, happened: texts.tooManyExports, remedy: texts.tooManyExportsRemedy };
  }
  return failure;
}

function failedExport(
  { status: { code, description, details } }: FailedExport,
  texts: InvoicesTexts,
): Failure {
  return {
    happened: code === exportStatuses.keyNotDecrypted.code ? texts.exportKeyRefused : texts.exportFailed,
    reasons: [description, ...(details ?? [])],
    remedy: texts.orderAgain,
    particulars: [[texts.code, String(code)]],
  };
}
