/** How, where and by when a UBL document is to be paid. */
import type {
  UblFinancialAccountType,
  UblPaymentMeansType,
  UblPaymentTermsType,
  UblPaymentType,
} from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { Field } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { fieldsOf } from './leaf.ts';
import { partOf } from './ubl.ts';

export function meansFields(means: Cursor<UblPaymentMeansType>, voice: Voice): Field[] {
  return [
    ...fieldsOf(means, ['PaymentMeansCode', 'PaymentDueDate'], voice),
    ...accountFields(partOf(means, 'PayeeFinancialAccount'), voice),
    ...fieldsOf(means, ['PaymentID', 'InstructionID', 'InstructionNote', 'PaymentChannelCode'], voice),
    ...accountFields(partOf(means, 'PayerFinancialAccount'), voice),
    ...fieldsOf(partOf(means, 'CardAccount'), ['PrimaryAccountNumberID', 'NetworkID', 'HolderName'], voice),
    ...mandateFields(means, voice),
  ];
}

function accountFields(account: Cursor<UblFinancialAccountType> | undefined, voice: Voice): Field[] {
  const branch = partOf(account, 'FinancialInstitutionBranch');
  return [
    ...fieldsOf(account, ['ID', 'Name', 'CurrencyCode', 'PaymentNote'], voice),
    ...fieldsOf(branch, ['ID', 'Name'], voice),
    ...fieldsOf(partOf(branch, 'FinancialInstitution'), ['ID', 'Name'], voice),
  ];
}

function mandateFields(means: Cursor<UblPaymentMeansType>, voice: Voice): Field[] {
  const mandate = partOf(means, 'PaymentMandate');
  return [
    ...fieldsOf(mandate, ['ID'], voice),
    ...accountFields(partOf(mandate, 'PayerFinancialAccount'), voice),
  ];
}

export const termsFields = (terms: Cursor<UblPaymentTermsType>, voice: Voice): Field[] =>
  fieldsOf(
    terms,
    [
      'Note',
      'PaymentDueDate',
      'InstallmentDueDate',
      'Amount',
      'PaymentPercent',
      'SettlementDiscountPercent',
      'SettlementDiscountAmount',
      'PenaltySurchargePercent',
      'PenaltyAmount',
    ],
    voice,
  );

export const prepaymentFields = (payment: Cursor<UblPaymentType>, voice: Voice): Field[] =>
  fieldsOf(payment, ['PaidAmount', 'ReceivedDate', 'PaidDate', 'ID', 'InstructionID'], voice);
