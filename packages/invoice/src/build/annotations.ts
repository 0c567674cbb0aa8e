/** What the invoice must say beside its numbers: Adnotacje. */
import type { Fa3 } from '@kwit/formats';
import type { InvoiceInput } from '../input.ts';
import { hasRate } from '../rates.ts';
import { token } from '../text.ts';
import { marginSchemes } from '../vocabulary.ts';
import { yesNo } from './marks.ts';

export function buildAnnotations(input: InvoiceInput): Fa3['Fa']['Adnotacje'] {
  const reverseCharge = hasRate(input, (rate) => rate.reverseCharge);
  return {
    P_16: yesNo(input.cashMethod),
    P_17: yesNo(input.selfInvoicing),
    P_18: yesNo(input.reverseCharge ?? reverseCharge),
    P_18A: yesNo(input.splitPayment),
    Zwolnienie: buildExemption(input),
    NoweSrodkiTransportu: buildNewTransport(input),
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

function buildNewTransport({ newTransport }: InvoiceInput): Fa3['Fa']['Adnotacje']['NoweSrodkiTransportu'] {
  if (newTransport === undefined) return { P_22N: '1' };
  return {
    P_22: '1',
    P_42_5: yesNo(newTransport.art42),
    NowySrodekTransportu: newTransport.vehicles.map((vehicle) => ({
      P_22A: vehicle.firstUse,
      P_NrWierszaNST: String(vehicle.line),
      P_22BMK: token(vehicle.make),
      P_22BMD: token(vehicle.model),
      P_22BK: token(vehicle.colour),
      P_22BNR: token(vehicle.registration),
      P_22BRP: token(vehicle.productionYear),
      P_22B: token(vehicle.mileage),
      P_22B1: token(vehicle.vin),
      P_22B2: token(vehicle.bodyNumber),
      P_22B3: token(vehicle.chassisNumber),
      P_22B4: token(vehicle.frameNumber),
      P_22BT: token(vehicle.type),
      P_22C: token(vehicle.sailingHours),
      P_22C1: token(vehicle.hullNumber),
      P_22D: token(vehicle.flyingHours),
      P_22D1: token(vehicle.serialNumber),
    })),
  };
}
