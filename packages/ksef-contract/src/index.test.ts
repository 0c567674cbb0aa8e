/** The helpers that come with the contract. */
import { describe, expect, it } from 'vitest';
import {
  authenticationStatuses,
  errorText,
  type Operation,
  operations,
  pathOf,
  statusText,
  tooManyRequestsText,
} from './index.ts';

describe('pathOf', () => {
  it('fills braces in and encodes what would change the path', () => {
    expect(
      pathOf(operations.getSessionInvoice, { referenceNumber: 'A', invoiceReferenceNumber: 'B/../C?d=é' }),
    ).toBe('/sessions/A/invoices/B%2F..%2FC%3Fd%3D%C3%A9');
    expect(pathOf(operations.createChallenge)).toBe('/auth/challenge');
  });

  it.each([undefined, '', '.', '..'])('refuses %j as a parameter', (value) => {
    const parameters: Record<string, string> = value === undefined ? {} : { referenceNumber: value };
    expect(() => pathOf(operations.getToken, parameters)).toThrow(
      "/tokens/{referenceNumber}: 'referenceNumber' must be a non-empty path segment",
    );
  });

  it('takes no parameter from the prototype of an object', () => {
    expect(() => pathOf({ path: '/x/{toString}' }, {})).toThrow(TypeError);
  });
});

describe('operations', () => {
  const all = Object.entries<Operation>(operations);

  it.each(all)('%s declares just the parameters that its path has', (_, operation) => {
    const braces = [...operation.path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
    expect(Object.keys(operation.pathParameters?.properties ?? {})).toEqual(braces);
  });

  it('have one declaration for each method and path', () => {
    const places = all.map(([, { method, path }]) => `${method} ${path}`);
    expect(new Set(places).size).toBe(places.length);
  });

  it('may be repeated only where that does no harm', () => {
    const notRepeatable = all.filter(([, { repeatable }]) => !repeatable).map(([name]) => name);
    expect(notRepeatable).toEqual(
      expect.arrayContaining([
        'sendInvoice',
        'openOnlineSession',
        'createToken',
        'redeemTokens',
        'enrollCertificate',
        'openBatchSession',
        'exportInvoices',
        'createCollectiveIdentifier',
        'grantPersonPermissions',
        'grantEuEntityAdministration',
        'revokePermission',
        'revokeAuthorization',
      ]),
    );
    expect(notRepeatable.filter((name) => /^(get|list|query)/.test(name))).toEqual([]);
  });
});

describe('texts', () => {
  it('of error codes', () => {
    expect(errorText(21405)).toBe('Błąd walidacji danych wejściowych.');
    expect(errorText(99999)).toBeUndefined();
  });

  it('of statuses', () => {
    expect(statusText(authenticationStatuses, 450)).toBe(
      'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu',
    );
    expect(statusText(authenticationStatuses, 101)).toBeUndefined();
  });

  it('of a refusal for too many requests', () => {
    expect(tooManyRequestsText(20, 'perMinute', 30)).toBe(
      'Przekroczono limit 20 żądań na minutę. Spróbuj ponownie po 30 sekundach.',
    );
  });
});
