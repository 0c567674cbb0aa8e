/** Test data; the production environment has none of these. */
import { json, none, operation } from '../define.ts';
import {
  PersonCreateRequest,
  PersonRemoveRequest,
  SubjectCreateRequest,
  SubjectRemoveRequest,
  TestDataPermissionsGrantRequest,
  TestDataPermissionsRevokeRequest,
} from '../schemas/test-data.ts';

const shared = {
  method: 'POST',
  bearer: 'none',
  rateGroup: 'anonymous',
  answer: { status: 200, content: none },
} as const;

export const testDataOperations = {
  createTestSubject: operation({
    ...shared,
    path: '/testdata/subject',
    summary: 'Makes up a subject with its subunits.',
    request: json(SubjectCreateRequest),
    errors: [30001, 21405],
  }),
  removeTestSubject: operation({
    ...shared,
    path: '/testdata/subject/remove',
    summary: 'Removes a made-up subject.',
    request: json(SubjectRemoveRequest),
    errors: [21405],
  }),
  createTestPerson: operation({
    ...shared,
    path: '/testdata/person',
    summary: 'Makes up a person whose NIP and PESEL belong together.',
    request: json(PersonCreateRequest),
    errors: [30001, 21405],
  }),
  removeTestPerson: operation({
    ...shared,
    path: '/testdata/person/remove',
    summary: 'Removes a made-up person.',
    request: json(PersonRemoveRequest),
    errors: [21405],
  }),
  grantTestPermissions: operation({
    ...shared,
    path: '/testdata/permissions',
    summary: 'Grants permissions in a context, with nobody asked.',
    request: json(TestDataPermissionsGrantRequest),
    errors: [21405],
  }),
  revokeTestPermissions: operation({
    ...shared,
    path: '/testdata/permissions/revoke',
    summary: 'Takes all permissions that test data granted.',
    request: json(TestDataPermissionsRevokeRequest),
    errors: [21405],
  }),
};
