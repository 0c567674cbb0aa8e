import { expect, test } from 'vitest';
import { createKsefClient, createLatarniaClient, environments, KsefError } from './index.ts';

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

test.each(['http://localhost:4711/v2', 'toString', ''])(
  'the environment %j is not known: the refusal names it, those that are, and the way to an address',
  (name) => {
    const make = () => createKsefClient({ environment: name as never });
    expect(make).toThrow(KsefError);
    expect(make).toThrow(
      `There is no environment "${name}". Give one of these as "environment": local, test, demo, prod, or another address as "baseUrl".`,
    );
    expect(() => createLatarniaClient({ environment: name as never })).toThrow('local, test, prod,');
  },
);
