/** Who may do what. */
import { json, operation } from '../define.ts';
import { PageParameters } from '../schemas/paging.ts';
import {
  EntityAuthorizationPermissionsQueryRequest,
  EntityPermissionsQueryRequest,
  EuEntityPermissionsQueryRequest,
  PersonalPermissionsQueryRequest,
  PersonPermissionsQueryRequest,
  QueryEntityAuthorizationPermissionsResponse,
  QueryEntityPermissionsResponse,
  QueryEntityRolesResponse,
  QueryEuEntityPermissionsResponse,
  QueryPersonalPermissionsResponse,
  QueryPersonPermissionsResponse,
  QuerySubordinateEntityRolesResponse,
  QuerySubunitPermissionsResponse,
  SubordinateEntityRolesQueryRequest,
  SubunitPermissionsQueryRequest,
} from '../schemas/permission-queries.ts';

const shared = { query: PageParameters, errors: [21405] } as const;
const query = { ...shared, method: 'POST', repeatable: true } as const;

export const permissionQueryOperations = {
  queryPersonalGrants: operation({
    ...query,
    path: '/permissions/query/personal/grants',
    summary: 'What the caller may do in the context.',
    request: json(PersonalPermissionsQueryRequest),
    answer: { status: 200, content: json(QueryPersonalPermissionsResponse) },
  }),
  queryPersonGrants: operation({
    ...query,
    path: '/permissions/query/persons/grants',
    summary: 'Who may work in the context, or whom the caller let in.',
    permissions: ['CredentialsManage', 'CredentialsRead', 'SubunitManage'],
    request: json(PersonPermissionsQueryRequest),
    answer: { status: 200, content: json(QueryPersonPermissionsResponse) },
  }),
  querySubunitGrants: operation({
    ...query,
    path: '/permissions/query/subunits/grants',
    summary: 'Who administers the subunits of the context.',
    permissions: ['CredentialsManage', 'CredentialsRead', 'SubunitManage'],
    request: json(SubunitPermissionsQueryRequest),
    answer: { status: 200, content: json(QuerySubunitPermissionsResponse) },
  }),
  queryEntityGrants: operation({
    ...query,
    path: '/permissions/query/entities/grants',
    summary: 'Whose invoices the entity of the context may handle.',
    permissions: ['CredentialsManage', 'CredentialsRead'],
    request: json(EntityPermissionsQueryRequest),
    answer: { status: 200, content: json(QueryEntityPermissionsResponse) },
  }),
  queryEntityRoles: operation({
    ...shared,
    method: 'GET',
    path: '/permissions/query/entities/roles',
    summary: 'What the entity of the context is besides a taxpayer.',
    permissions: ['CredentialsManage', 'CredentialsRead'],
    answer: { status: 200, content: json(QueryEntityRolesResponse) },
  }),
  querySubordinateEntityRoles: operation({
    ...query,
    path: '/permissions/query/subordinate-entities/roles',
    summary: 'Which entities belong to the one of the context.',
    permissions: ['CredentialsManage', 'CredentialsRead', 'SubunitManage'],
    request: json(SubordinateEntityRolesQueryRequest),
    answer: { status: 200, content: json(QuerySubordinateEntityRolesResponse) },
  }),
  queryAuthorizationGrants: operation({
    ...query,
    path: '/permissions/query/authorizations/grants',
    summary: 'Who may act in the name of the entity of the context, or in whose name it may.',
    permissions: ['CredentialsManage', 'CredentialsRead', 'PefInvoiceWrite'],
    request: json(EntityAuthorizationPermissionsQueryRequest),
    answer: { status: 200, content: json(QueryEntityAuthorizationPermissionsResponse) },
  }),
  queryEuEntityGrants: operation({
    ...query,
    path: '/permissions/query/eu-entities/grants',
    summary: 'Who administers and represents the EU entities of the context.',
    permissions: ['CredentialsManage', 'CredentialsRead', 'VatUeManage'],
    request: json(EuEntityPermissionsQueryRequest),
    answer: { status: 200, content: json(QueryEuEntityPermissionsResponse) },
  }),
};
