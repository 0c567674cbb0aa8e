/** The NIP that a context is of: whose invoices are issued in it. */
import type { Identity } from '../../session/session.ts';

/** Undefined for a context without one, a Peppol provider. */
export function contextNip({ context: { type, value } }: Identity): string | undefined {
  switch (type) {
    case 'Nip':
      return value;
    // `1111111111-12345`, `1111111111-DE123456789`
    case 'InternalId':
    case 'NipVatUe':
      return value.slice(0, 10);
    default:
      return undefined;
  }
}
