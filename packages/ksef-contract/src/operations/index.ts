/** Every operation of the contract under its name; an area is one file of this folder. */
import { authOperations } from './auth.ts';
import { authSessionOperations } from './auth-sessions.ts';
import { certificateOperations } from './certificates.ts';
import { invoiceOperations } from './invoices.ts';
import { onlineSessionOperations } from './online-sessions.ts';
import { securityOperations } from './security.ts';
import { sessionOperations } from './sessions.ts';
import { testDataOperations } from './test-data.ts';
import { tokenOperations } from './tokens.ts';

export const operations = {
  ...securityOperations,
  ...authOperations,
  ...authSessionOperations,
  ...tokenOperations,
  ...certificateOperations,
  ...testDataOperations,
  ...onlineSessionOperations,
  ...sessionOperations,
  ...invoiceOperations,
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
