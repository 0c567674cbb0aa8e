/** The areas under which the operations are listed. */
import { authOperations } from '../operations/auth.ts';
import { authSessionOperations } from '../operations/auth-sessions.ts';
import { batchSessionOperations } from '../operations/batch-sessions.ts';
import { certificateOperations } from '../operations/certificates.ts';
import { collectiveIdentifierOperations } from '../operations/collective-identifiers.ts';
import { exportOperations } from '../operations/exports.ts';
import { invoiceOperations } from '../operations/invoices.ts';
import { limitOperations } from '../operations/limits.ts';
import { onlineSessionOperations } from '../operations/online-sessions.ts';
import { peppolOperations } from '../operations/peppol.ts';
import { permissionGrantOperations } from '../operations/permission-grants.ts';
import { permissionQueryOperations } from '../operations/permission-queries.ts';
import { securityOperations } from '../operations/security.ts';
import { sessionOperations } from '../operations/sessions.ts';
import { testDataOperations } from '../operations/test-data.ts';
import { testLimitOperations } from '../operations/test-limits.ts';
import { tokenOperations } from '../operations/tokens.ts';

interface Tag {
  name: string;
  description: string;
  operations: Readonly<Record<string, unknown>>;
}

const tag = (name: string, description: string, ...areas: Readonly<Record<string, unknown>>[]): Tag => ({
  name,
  description,
  operations: Object.assign({}, ...areas),
});

/** In the order in which a client needs them. */
export const tags: readonly Tag[] = [
  tag(
    'Keys',
    'Certyfikaty klucza publicznego: under which tokens and symmetric keys are encrypted.',
    securityOperations,
  ),
  tag(
    'Logging in',
    'Uzyskiwanie dostępu: a challenge, a signed request or a token, access and refresh tokens.',
    authOperations,
  ),
  tag('Log-ins', 'Aktywne sesje: where a subject is logged in.', authSessionOperations),
  tag('KSeF tokens', 'Tokeny KSeF.', tokenOperations),
  tag('Certificates', 'Certyfikaty KSeF.', certificateOperations),
  tag('Permissions', 'Nadawanie i odbieranie uprawnień.', permissionGrantOperations),
  tag('Permission queries', 'Wyszukiwanie nadanych uprawnień.', permissionQueryOperations),
  tag('Online sessions', 'Wysyłka interaktywna: invoices one by one.', onlineSessionOperations),
  tag('Batch sessions', 'Wysyłka wsadowa: invoices in packages.', batchSessionOperations),
  tag('Status and receipts', 'Status wysyłki i UPO.', sessionOperations),
  tag('Reading invoices', 'Pobieranie faktur.', invoiceOperations, exportOperations),
  tag('Collective identifiers', 'Identyfikatory zbiorcze.', collectiveIdentifierOperations),
  tag('Limits', 'Limity i ograniczenia.', limitOperations),
  tag('Peppol', 'Usługi Peppol.', peppolOperations),
  tag('Test data', 'Dane testowe: on test environments alone.', testDataOperations, testLimitOperations),
];

/** The area of an operation. Throws for one that no area has. */
export function tagOf(operation: string): string {
  const found = tags.find(({ operations }) => Object.hasOwn(operations, operation));
  if (!found) throw new Error(`${operation}: no tag has it`);
  return found.name;
}
