/** Granting and revoking permissions to their end, and the lists of them. Source: the official page on permissions. */
import type { Text } from '@kwit/formats';
import type { AnswerOf, Operations, RequestOf } from '@kwit/ksef-contract';
import { KsefError } from './errors.ts';
import { messages } from './messages.ts';
import type { CallOptions } from './operations.ts';
import { itemsOfPages } from './pages.ts';
import { permissionStatusInWords } from './permission-words.ts';
import { poll, type WaitOptions } from './polling.ts';
import type { SessionTools } from './session.ts';

type Body<Name extends keyof Operations> = NonNullable<RequestOf<Operations[Name]>['body']>;
type Answer<Name extends keyof Operations> = AnswerOf<Operations[Name]>;
type Item<
  Name extends keyof Operations,
  List extends keyof Answer<Name>,
> = Answer<Name>[List] extends readonly (infer One)[] ? One : never;

/** A grant or a revocation that has been carried out. */
export interface PermissionOperation {
  readonly referenceNumber: string;
  readonly status: Answer<'getPermissionOperationStatus'>['status'];
  /** The status in words. */
  readonly text: Text;
}

/** Items a page: the most that KSeF gives. */
const pageSize = 100;

/**
 * Permissions in the context of the log-in (`client.permissions`). Each change waits until KSeF has carried it out;
 * each list is read page by page as it is taken.
 */
export class Permissions {
  readonly #tools: SessionTools;

  constructor(tools: SessionTools) {
    this.#tools = tools;
  }

  /**
   * Lets a person work in the context.
   * @throws {KsefError} `failed-status` where KSeF does not carry it out, with the reason in words; `forbidden` without
   *   the right to grant
   *
   * @example
   * await client.permissions.grantPerson({
   *   subjectIdentifier: { type: 'Pesel', value: '44051401359' },
   *   permissions: ['InvoiceRead', 'InvoiceWrite'],
   *   description: 'Księgowa',
   *   subjectDetails: {
   *     subjectDetailsType: 'PersonByIdentifier',
   *     personById: { firstName: 'Anna', lastName: 'Nowak' },
   *   },
   * });
   */
  grantPerson(
    request: Body<'grantPersonPermissions'>,
    options: WaitOptions = {},
  ): Promise<PermissionOperation> {
    return this.#finished(
      (call) => this.#tools.operations.grantPersonPermissions({ body: request }, call),
      options,
    );
  }

  /**
   * Lets another entity, such as an accounting office, handle the invoices of the context.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * await client.permissions.grantEntity({
   *   subjectIdentifier: { type: 'Nip', value: '2222222222' },
   *   permissions: [{ type: 'InvoiceRead', canDelegate: true }],
   *   description: 'Biuro rachunkowe',
   *   subjectDetails: { fullName: 'Biuro Rachunkowe Sp. z o.o.' },
   * });
   */
  grantEntity(
    request: Body<'grantEntityPermissions'>,
    options: WaitOptions = {},
  ): Promise<PermissionOperation> {
    return this.#finished(
      (call) => this.#tools.operations.grantEntityPermissions({ body: request }, call),
      options,
    );
  }

  /**
   * Lets another entity act in the name of the context: self-invoicing, VAT RR, tax representative, PEF.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * await client.permissions.grantAuthorization({
   *   subjectIdentifier: { type: 'Nip', value: '2222222222' },
   *   permission: 'SelfInvoicing',
   *   description: 'Samofakturowanie',
   *   subjectDetails: { fullName: 'Nabywca Sp. z o.o.' },
   * });
   */
  grantAuthorization(
    request: Body<'grantAuthorizations'>,
    options: WaitOptions = {},
  ): Promise<PermissionOperation> {
    return this.#finished(
      (call) => this.#tools.operations.grantAuthorizations({ body: request }, call),
      options,
    );
  }

  /**
   * Passes on to a person what clients granted the entity of the context.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * await client.permissions.grantIndirect({
   *   subjectIdentifier: { type: 'Pesel', value: '44051401359' },
   *   targetIdentifier: { type: 'AllPartners' },
   *   permissions: ['InvoiceRead'],
   *   description: 'Pracownica biura',
   *   subjectDetails: {
   *     subjectDetailsType: 'PersonByIdentifier',
   *     personById: { firstName: 'Anna', lastName: 'Nowak' },
   *   },
   * });
   */
  grantIndirect(
    request: Body<'grantIndirectPermissions'>,
    options: WaitOptions = {},
  ): Promise<PermissionOperation> {
    return this.#finished(
      (call) => this.#tools.operations.grantIndirectPermissions({ body: request }, call),
      options,
    );
  }

  /**
   * Makes somebody the administrator of a subunit.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * await client.permissions.grantSubunit({
   *   subjectIdentifier: { type: 'Pesel', value: '44051401359' },
   *   contextIdentifier: { type: 'InternalId', value: '1111111111-12345' },
   *   subunitName: 'Oddział w Krakowie',
   *   description: 'Kierowniczka oddziału',
   *   subjectDetails: {
   *     subjectDetailsType: 'PersonByIdentifier',
   *     personById: { firstName: 'Anna', lastName: 'Nowak' },
   *   },
   * });
   */
  grantSubunit(
    request: Body<'grantSubunitPermissions'>,
    options: WaitOptions = {},
  ): Promise<PermissionOperation> {
    return this.#finished(
      (call) => this.#tools.operations.grantSubunitPermissions({ body: request }, call),
      options,
    );
  }

  /**
   * Makes somebody the administrator of an EU entity that issues invoices for the context.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * await client.permissions.grantEuEntityAdministration({
   *   subjectIdentifier: { type: 'Fingerprint', value: 'A'.repeat(64) },
   *   contextIdentifier: { type: 'NipVatUe', value: '1111111111-DE123456789' },
   *   description: 'Oddział niemiecki',
   *   euEntityName: 'Firma GmbH, Berlin',
   *   subjectDetails: {
   *     subjectDetailsType: 'EntityByFingerprint',
   *     entityByFp: { fullName: 'Firma GmbH', address: 'Berlin' },
   *   },
   *   euEntityDetails: { fullName: 'Firma GmbH', address: 'Berlin' },
   * });
   */
  grantEuEntityAdministration(
    request: Body<'grantEuEntityAdministration'>,
    options: WaitOptions = {},
  ): Promise<PermissionOperation> {
    return this.#finished(
      (call) => this.#tools.operations.grantEuEntityAdministration({ body: request }, call),
      options,
    );
  }

  /**
   * Lets somebody handle the invoices of the EU entity of the context.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * await client.permissions.grantEuEntity({
   *   subjectIdentifier: { type: 'Fingerprint', value: 'A'.repeat(64) },
   *   permissions: ['InvoiceRead'],
   *   description: 'Przedstawiciel',
   *   subjectDetails: {
   *     subjectDetailsType: 'EntityByFingerprint',
   *     entityByFp: { fullName: 'Firma GmbH', address: 'Berlin' },
   *   },
   * });
   */
  grantEuEntity(
    request: Body<'grantEuEntityPermissions'>,
    options: WaitOptions = {},
  ): Promise<PermissionOperation> {
    return this.#finished(
      (call) => this.#tools.operations.grantEuEntityPermissions({ body: request }, call),
      options,
    );
  }

  /**
   * Takes a permission away, by the `id` that the lists give.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * for await (const { id, description } of client.permissions.persons({ queryType: 'PermissionsInCurrentContext' })) {
   *   if (description === 'Księgowa') await client.permissions.revoke(id);
   * }
   */
  revoke(permissionId: string, options: WaitOptions = {}): Promise<PermissionOperation> {
    const path = { permissionId };
    return this.#finished((call) => this.#tools.operations.revokePermission({ path }, call), options);
  }

  /**
   * Takes away what another entity may do in the name of the context.
   * @throws {KsefError} as {@link grantPerson}
   *
   * @example
   * for await (const { id } of client.permissions.authorizations({ queryType: 'Granted' })) {
   *   await client.permissions.revokeAuthorization(id);
   * }
   */
  revokeAuthorization(permissionId: string, options: WaitOptions = {}): Promise<PermissionOperation> {
    const path = { permissionId };
    return this.#finished((call) => this.#tools.operations.revokeAuthorization({ path }, call), options);
  }

  /**
   * Waits until a grant or a revocation of an earlier run has been carried out.
   * @throws {KsefError} as {@link grantPerson}; `timeout` after the deadline
   *
   * @example
   * const { text } = await client.permissions.waitFor('20250515-EG-333C814000-C529F710D8-D2');
   * console.log(text.pl);
   */
  async waitFor(referenceNumber: string, options: WaitOptions = {}): Promise<PermissionOperation> {
    const { operations, pace } = this.#tools;
    const { signal, deadlineMs = pace.deadlineMs } = options;
    const operation = 'getPermissionOperationStatus';
    const what = messages.permissionOperation(referenceNumber);
    const { status } = await poll(
      () => operations.getPermissionOperationStatus({ path: { referenceNumber } }, { signal }),
      (answer) => answer.status.code >= 200,
      { operation, what, pace: { ...pace, deadlineMs }, signal },
    );
    const text = permissionStatusInWords(status);
    if (status.code < 300) return { referenceNumber, status, text };
    const reason = { code: status.code, description: status.description, details: status.details ?? [] };
    throw new KsefError({
      kind: 'failed-status',
      operation,
      codes: [reason],
      text: messages.permissionFailed(what, reason, text),
    });
  }

  /**
   * What the caller may do in the context.
   *
   * @example
   * for await (const { permissionScope } of client.permissions.personal()) console.log(permissionScope);
   */
  personal(
    filter: Body<'queryPersonalGrants'> = {},
    options: CallOptions = {},
  ): AsyncGenerator<Item<'queryPersonalGrants', 'permissions'>, void, void> {
    return itemsOfPages(
      (pageOffset) =>
        this.#tools.operations.queryPersonalGrants(
          { query: { pageSize, pageOffset }, body: filter },
          options,
        ),
      ({ permissions }) => permissions,
    );
  }

  /**
   * Who may work in the context, or whom the caller let in.
   *
   * @example
   * for await (const grant of client.permissions.persons({ queryType: 'PermissionsInCurrentContext' })) {
   *   console.log(grant.authorizedIdentifier.value, grant.permissionScope);
   * }
   */
  persons(
    filter: Body<'queryPersonGrants'>,
    options: CallOptions = {},
  ): AsyncGenerator<Item<'queryPersonGrants', 'permissions'>, void, void> {
    return itemsOfPages(
      (pageOffset) =>
        this.#tools.operations.queryPersonGrants({ query: { pageSize, pageOffset }, body: filter }, options),
      ({ permissions }) => permissions,
    );
  }

  /**
   * Who administers the subunits of the context.
   *
   * @example
   * for await (const { subunitIdentifier } of client.permissions.subunits()) console.log(subunitIdentifier.value);
   */
  subunits(
    filter: Body<'querySubunitGrants'> = {},
    options: CallOptions = {},
  ): AsyncGenerator<Item<'querySubunitGrants', 'permissions'>, void, void> {
    return itemsOfPages(
      (pageOffset) =>
        this.#tools.operations.querySubunitGrants({ query: { pageSize, pageOffset }, body: filter }, options),
      ({ permissions }) => permissions,
    );
  }

  /**
   * Whose invoices the entity of the context may handle.
   *
   * @example
   * for await (const { contextIdentifier } of client.permissions.entities()) console.log(contextIdentifier.value);
   */
  entities(
    filter: Body<'queryEntityGrants'> = {},
    options: CallOptions = {},
  ): AsyncGenerator<Item<'queryEntityGrants', 'permissions'>, void, void> {
    return itemsOfPages(
      (pageOffset) =>
        this.#tools.operations.queryEntityGrants({ query: { pageSize, pageOffset }, body: filter }, options),
      ({ permissions }) => permissions,
    );
  }

  /**
   * What the entity of the context is besides a taxpayer.
   *
   * @example
   * for await (const { role } of client.permissions.roles()) console.log(role);
   */
  roles(options: CallOptions = {}): AsyncGenerator<Item<'queryEntityRoles', 'roles'>, void, void> {
    return itemsOfPages(
      (pageOffset) => this.#tools.operations.queryEntityRoles({ query: { pageSize, pageOffset } }, options),
      ({ roles }) => roles,
    );
  }

  /**
   * Which entities belong to the one of the context.
   *
   * @example
   * for await (const { role } of client.permissions.subordinates()) console.log(role);
   */
  subordinates(
    filter: Body<'querySubordinateEntityRoles'> = {},
    options: CallOptions = {},
  ): AsyncGenerator<Item<'querySubordinateEntityRoles', 'roles'>, void, void> {
    return itemsOfPages(
      (pageOffset) =>
        this.#tools.operations.querySubordinateEntityRoles(
          { query: { pageSize, pageOffset }, body: filter },
          options,
        ),
      ({ roles }) => roles,
    );
  }

  /**
   * Who may act in the name of the entity of the context (`Granted`), or in whose name it may (`Received`).
   *
   * @example
   * for await (const grant of client.permissions.authorizations({ queryType: 'Received' })) {
   *   console.log(grant.authorizingEntityIdentifier.value, grant.authorizationScope);
   * }
   */
  authorizations(
    filter: Body<'queryAuthorizationGrants'>,
    options: CallOptions = {},
  ): AsyncGenerator<Item<'queryAuthorizationGrants', 'authorizationGrants'>, void, void> {
    return itemsOfPages(
      (pageOffset) =>
        this.#tools.operations.queryAuthorizationGrants(
          { query: { pageSize, pageOffset }, body: filter },
          options,
        ),
      ({ authorizationGrants }) => authorizationGrants,
    );
  }

  /**
   * Who administers and represents the EU entities of the context.
   *
   * @example
   * for await (const { euEntityName } of client.permissions.euEntities()) console.log(euEntityName);
   */
  euEntities(
    filter: Body<'queryEuEntityGrants'> = {},
    options: CallOptions = {},
  ): AsyncGenerator<Item<'queryEuEntityGrants', 'permissions'>, void, void> {
    return itemsOfPages(
      (pageOffset) =>
        this.#tools.operations.queryEuEntityGrants(
          { query: { pageSize, pageOffset }, body: filter },
          options,
        ),
      ({ permissions }) => permissions,
    );
  }

  async #finished(
    begin: (options: CallOptions) => Promise<{ referenceNumber: string }>,
    options: WaitOptions,
  ): Promise<PermissionOperation> {
    const { referenceNumber } = await begin({ signal: options.signal });
    return this.waitFor(referenceNumber, options);
  }
}
