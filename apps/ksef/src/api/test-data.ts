import type { Core } from '../core.ts';
import type { HandlersOf } from './handlers.ts';

export function testDataHandlers({
  testData,
}: Core): HandlersOf<
  | 'createTestSubject'
  | 'removeTestSubject'
  | 'createTestPerson'
  | 'removeTestPerson'
  | 'grantTestPermissions'
  | 'revokeTestPermissions'
> {
  return {
    createTestSubject: ({ body }) => testData.createSubject(body),
    removeTestSubject: ({ body }) => testData.removeSubject(body.subjectNip),
    createTestPerson: ({ body }) => testData.createPerson(body),
    removeTestPerson: ({ body }) => testData.removePerson(body.nip),
    grantTestPermissions: ({ body }) => testData.grant(body),
    revokeTestPermissions: ({ body }) => testData.revoke(body),
  };
}
