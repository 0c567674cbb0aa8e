/**
 * Test persons of this browser: each has a key that cannot be taken out of it, and a certificate that signs itself, as
 * KSeF takes it on its test environment. A local stand-in for Profil Zaufany; nobody real is behind it.
 */
import { createSelfSignedWebCredential, type WebCredential } from '@kwit/crypto/web';

export interface TestPerson {
  readonly id: string;
  readonly givenName: string;
  readonly surname: string;
  readonly identifierType: 'nip' | 'pesel';
  readonly identifier: string;
  readonly credential: WebCredential;
}

export type NewTestPerson = Pick<TestPerson, 'givenName' | 'surname' | 'identifierType' | 'identifier'>;

const databaseName = 'kwit-test-persons';
const storeName = 'persons';

function opened(): Promise<IDBDatabase> {
  return new Promise((done, fail) => {
    const request = indexedDB.open(databaseName, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(storeName, { keyPath: 'id' });
    request.onsuccess = () => done(request.result);
    request.onerror = () => fail(request.error);
    request.onblocked = () => fail(new Error('another tab keeps an older version of the data open'));
  });
}

async function inStore<Result>(
  mode: IDBTransactionMode,
  act: (store: IDBObjectStore) => IDBRequest<Result>,
): Promise<Result> {
  const database = await opened();
  try {
    return await new Promise((done, fail) => {
      const transaction = database.transaction(storeName, mode);
      const request = act(transaction.objectStore(storeName));
      transaction.oncomplete = () => done(request.result);
      transaction.onabort = () => fail(transaction.error);
    });
  } finally {
    database.close();
  }
}

export async function listTestPersons(): Promise<TestPerson[]> {
  const persons: TestPerson[] = await inStore('readonly', (store) => store.getAll());
  return persons.toSorted((a, b) =>
    `${a.surname} ${a.givenName}`.localeCompare(`${b.surname} ${b.givenName}`, 'pl'),
  );
}

/** The clock of a local KSeF can be set to any day: a test person can log in on each. */
const validity = { validFrom: new Date('2020-01-01T00:00:00Z'), validTo: new Date('2090-01-01T00:00:00Z') };

/** Makes the person's key and certificate here, and keeps them in this browser. */
export async function createTestPerson(person: NewTestPerson): Promise<TestPerson> {
  const { givenName, surname, identifierType, identifier } = person;
  const credential = await createSelfSignedWebCredential({
    subject: {
      givenNames: [givenName],
      surname,
      serialNumber: `${identifierType === 'nip' ? 'TINPL' : 'PNOPL'}-${identifier}`,
      commonName: `${givenName} ${surname}`,
      countryName: 'PL',
    },
    ...validity,
  });
  const created = { ...person, id: crypto.randomUUID(), credential };
  await inStore('readwrite', (store) => store.put(created));
  return created;
}

export const removeTestPerson = async (id: string): Promise<void> => {
  await inStore('readwrite', (store) => store.delete(id));
};
