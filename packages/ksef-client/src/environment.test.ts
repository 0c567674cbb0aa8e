import { expect, test } from 'vitest';
import { createKsefClient, environments, KsefError } from './index.ts';

test("the environments have their addresses, and an address of one's own is taken as it is", () => {
  expect(createKsefClient({ environment: 'prod' }).baseUrl).toBe('https://api.ksef.mf.gov.pl/v2');
  expect(createKsefClient({ environment: 'local' }).baseUrl).toBe(environments.local);
  expect(createKsefClient({ baseUrl: 'https://ksef.example:8443/x/v2/' }).baseUrl).toBe(
    'https://ksef.example:8443/x/v2',
  );
});

test.each([
  '',
  'localhost:4100',
  'ftp://localhost/v2',
  'https://user:secret@localhost/v2',
  'http://api.ksef.mf.gov.pl/v2',
])('the address %j is refused', (baseUrl) => {
  expect(() => createKsefClient({ baseUrl })).toThrow(KsefError);
});
