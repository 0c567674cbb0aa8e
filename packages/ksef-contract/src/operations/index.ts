/** Every operation of the contract under its name; an area is one file of this folder. */
import { authOperations } from './auth.ts';
import { authSessionOperations } from './auth-sessions.ts';
import { batchSessionOperations } from './batch-sessions.ts';
import { certificateOperations } from './certificates.ts';
import { collectiveIdentifierOperations } from './collective-identifiers.ts';
import { exportOperations } from './exports.ts';
import { invoiceOperations } from './invoices.ts';
import { limitOperations } from './limits.ts';
import { onlineSessionOperations } from './online-sessions.ts';
import { peppolOperations } from './peppol.ts';
import { permissionGrantOperations } from './permission-grants.ts';
import { permissionQueryOperations } from './permission-queries.ts';
import { securityOperations } from './security.ts';
import { sessionOperations } from './sessions.ts';
import { testDataOperations } from './test-data.ts';
import { testLimitOperations } from './test-limits.ts';
import { tokenOperations } from './tokens.ts';

export const operations = {
  ...securityOperations,
  ...authOperations,
  ...authSessionOperations,
  ...tokenOperations,
  ...certificateOperations,
  ...testDataOperations,
  ...testLimitOperations,
  ...limitOperations,
  ...permissionGrantOperations,
  ...permissionQueryOperations,
  ...onlineSessionOperations,
  ...batchSessionOperations,
  ...sessionOperations,
  ...invoiceOperations,
  ...exportOperations,
  ...collectiveIdentifierOperations,
  ...peppolOperations,
} as const;

export type Operations = typeof operations;
export type OperationName = keyof Operations;
