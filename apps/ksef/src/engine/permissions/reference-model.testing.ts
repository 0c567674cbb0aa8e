/** The rules of permissions once more, as short as they can be said: what the real engine is compared with. */

export interface ModelGrant {
  kind: 'person' | 'entity' | 'indirect' | 'subunit';
  /** NIP or internal identifier of the context in which it was granted. */
  granter: string;
  /** Where it works; `*` for all clients. */
  context: string;
  /** NIP or PESEL. */
  subject: string;
  permission: string;
  canDelegate: boolean;
}

/** What each kind of grant takes of whoever grants it. */
export const required: Record<ModelGrant['kind'], string> = {
  person: 'CredentialsManage',
  entity: 'CredentialsManage',
  indirect: 'CredentialsManage',
  subunit: 'SubunitManage',
};

const ofOwner =
  'InvoiceRead InvoiceWrite CredentialsRead CredentialsManage SubunitManage Introspection'.split(' ');

export class PermissionModel {
  grants: ModelGrant[] = [];

  /** What the access token of a subject in a context says, in alphabetical order; nothing: no log-in. */
  granted(subject: string, context: string): string[] {
    const names = this.grants
      .filter((one) => one.subject === subject && this.#worksIn(one, context))
      .map(({ permission }) => permission);
    return [...new Set(subject === context ? ['Owner', ...names] : names)].sort();
  }

  may(subject: string, context: string, permission: string): boolean {
    const granted = this.granted(subject, context);
    return granted.includes(permission) || (granted.includes('Owner') && ofOwner.includes(permission));
  }

  #worksIn(grant: ModelGrant, context: string): boolean {
    if (grant.kind !== 'indirect') return grant.context === context;
    return [context, '*'].includes(grant.context) && this.#passesOn(context, grant);
  }

  #passesOn(client: string, { granter, permission }: ModelGrant): boolean {
    return this.grants.some(
      (one) =>
        one.kind === 'entity' &&
        one.context === client &&
        one.subject === granter &&
        one.permission === permission &&
        one.canDelegate,
    );
  }

  isActive(grant: ModelGrant): boolean {
    if (grant.kind !== 'indirect') return true;
    const clients = this.grants.filter(({ kind }) => kind === 'entity').map(({ context }) => context);
    return (grant.context === '*' ? clients : [grant.context]).some((one) => this.#passesOn(one, grant));
  }

  add(grant: ModelGrant): void {
    this.remove(grant);
    this.grants.push(grant);
  }

  remove(grant: ModelGrant): void {
    this.grants = this.grants.filter((one) => keyOf(one) !== keyOf(grant));
  }
}

/** What makes two grants the same one. */
export const keyOf = ({ kind, granter, context, subject, permission }: ModelGrant): string =>
  [kind, granter, context, subject, permission].join(' ');
