/** What the invoice must say beside its numbers: Adnotacje. */
import type { Fa3 } from '@kwit/formats';
import type { InvoiceInput } from '../input.ts';
import { rates } from '../rates.ts';
import { token } from '../text.ts';
import { marginSchemes } from '../vocabulary.ts';
import { yesNo } from './marks.ts';

export function buildAnnotations(input: InvoiceInput): Fa3['Fa']['Adnotacje'] {
  const reverseCharge = input.lines.some((line) => rates[line.vatRate].reverseCharge);
  return {
    P_16: yesNo(input.cashMethod),
    P_17: yesNo(input.selfInvoicing),
    P_18: yesNo(input.reverseCharge ?? reverseCharge),
    P_18A: yesNo(input.splitPayment),
    Zwolnienie: buildExemption(input),
    NoweSrodkiTransportu: { P_22N: '1' },
    P_23: yesNo(input.simplifiedTriangular),
    PMarzy:
      input.margin === undefined ? { P_PMarzyN: '1' } : { P_PMarzy: '1', [marginSchemes[input.margin]]: '1' },
  };
}

function buildExemption({ exemption }: InvoiceInput): Fa3['Fa']['Adnotacje']['Zwolnienie'] {
  if (exemption === undefined) return { P_19N: '1' };
  return {
    P_19: '1',
    P_19A: token(exemption.act),
    P_19B: token(exemption.directive),
    P_19C: token(exemption.other),
  };
}
