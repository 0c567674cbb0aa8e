/** Test data; the production environment has none of these. */
import Type from 'typebox';
import { json, none, operation } from '../define.ts';
import { CertificateSerialNumber } from '../schemas/identifiers.ts';
import {
  AttachmentPermissionGrantRequest,
  AttachmentPermissionRevokeRequest,
  BlockContextAuthenticationRequest,
  PersonCreateRequest,
  PersonRemoveRequest,
  SubjectCreateRequest,
  SubjectRemoveRequest,
  TestDataPermissionsGrantRequest,
  TestDataPermissionsRevokeRequest,
  TestDataUpdateCertificateRequest,
  UnblockContextAuthenticationRequest,
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
  grantTestAttachmentConsent: operation({
    ...shared,
    path: '/testdata/attachment',
    summary: 'Lets a subject send invoices with attachments.',
    request: json(AttachmentPermissionGrantRequest),
    errors: [21405],
    repeatable: true,
  }),
  revokeTestAttachmentConsent: operation({
    ...shared,
    path: '/testdata/attachment/revoke',
    summary: 'Ends the consent to attachments, at once or on a given day.',
    request: json(AttachmentPermissionRevokeRequest),
    errors: [21405],
    repeatable: true,
  }),
  blockTestContext: operation({
    ...shared,
    path: '/testdata/context/block',
    summary: 'Lets nobody log in to a context: log-ins end in 480.',
    rateGroup: 'other',
    request: json(BlockContextAuthenticationRequest),
    errors: [21405],
    repeatable: true,
  }),
  unblockTestContext: operation({
    ...shared,
    path: '/testdata/context/unblock',
    summary: 'Lets callers log in to a context again.',
    rateGroup: 'other',
    request: json(UnblockContextAuthenticationRequest),
    errors: [21405],
    repeatable: true,
  }),
  updateTestCertificate: operation({
    method: 'PUT',
    path: '/testdata/certificates/{serialNumber}',
    summary: 'Lets a KSeF certificate of the caller end earlier.',
    pathParameters: Type.Object({ serialNumber: CertificateSerialNumber }),
    request: json(TestDataUpdateCertificateRequest),
    answer: { status: 200, content: none },
    errors: [25008, 21405],
    repeatable: true,
  }),
};
