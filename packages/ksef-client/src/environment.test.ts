import { inspect } from 'node:util';
import { expect, test } from 'vitest';
import { createKsefClient, createLatarniaClient, environments, KsefError } from './index.ts';

function errorOf(make: () => unknown): unknown {
  try {
    make();
  } catch (error) {
    return error;
  }
  return undefined;
}

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

test.each([
  'https://user:s3cret@host/v2',
  'https://:s3cret@127.0.0.1:1/v2',
  'https://s3cret@host/v2',
  'https://host/v2?token=s3cret',
  'https://host/v2#s3cret',
  'http://user:s3cret@api.ksef.mf.gov.pl/v2?s3cret',
  'ftp://user:s3cret@host/v2',
  'user:s3cret@host',
  'https://user:s3/cret@host',
])('the address %j is refused, and no secret of it is told', (baseUrl) => {
  for (const options of [{ baseUrl }, { environment: baseUrl as never }]) {
    const failures = [() => createKsefClient(options), () => createLatarniaClient(options)].map(errorOf);
    for (const error of failures) {
      expect(error).toMatchObject({ kind: 'refused' });
      const told = `${inspect(error, { depth: 20, showHidden: true })} ${JSON.stringify((error as KsefError).text)}`;
      expect(told).not.toMatch(/s3|cret@/);
    }
  }
});

test('a refused address names where it leads', () => {
  expect(() => createKsefClient({ baseUrl: 'https://user:s3cret@host:8443/v2' })).toThrow(
    'The address of KSeF "https://host:8443" is wrong. Give an http(s) address without user name, password and query',
  );
});

test.each(['http://localhost:4711', 'toString', ''])(
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
