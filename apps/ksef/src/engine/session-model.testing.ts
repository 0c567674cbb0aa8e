/** The rules of log-ins, tokens, certificates and sessions of one firm once more, as short as they can be said. */
import { type OperationName, operations, type Permission } from '@kwit/ksef-contract';

export const grantable = [
  'InvoiceRead',
  'InvoiceWrite',
  'CredentialsRead',
  'CredentialsManage',
  'Introspection',
] as const satisfies readonly Permission[];
export type Grantable = (typeof grantable)[number];
export type Who = 'owner' | 'clerk';

export interface ModelLogin {
  who: Who;
  /** Place of the KSeF token that opened it. */
  token: number | null;
  isEnded: boolean;
  /** What its newest access token may do. */
  may: ReadonlySet<Permission>;
}

interface ModelToken {
  author: Who;
  given: readonly Permission[];
  isRevoked: boolean;
}

interface ModelSession {
  author: Who;
  isOpen: boolean;
}

const all: ReadonlySet<Permission> = new Set([...grantable, 'SubunitManage', 'CollectiveIdentifierManage']);

export class SessionModel {
  readonly clerkHas = new Set<Permission>();
  readonly logins: ModelLogin[] = [];
  readonly tokens: ModelToken[] = [];
  readonly sessions: ModelSession[] = [];
  /** Certificates of the owner. */
  readonly certificates: { isRevoked: boolean }[] = [];

  /** What somebody may do, or whoever has a token of theirs. */
  current(who: Who, token: number | null): ReadonlySet<Permission> {
    const own = who === 'owner' ? all : new Set(this.clerkHas);
    const by = token === null ? null : this.tokens[token];
    if (by === null) return own;
    if (!by || by.isRevoked) return new Set();
    return new Set(by.given.filter((permission) => own.has(permission)));
  }

  /** The code with which a log-in ends. */
  logIn(who: Who, token: number | null): 200 | 415 | 450 {
    if (token !== null && this.tokens[token]?.isRevoked) return 450;
    const may = this.current(who, token);
    if (may.size === 0) return 415;
    this.logins.push({ who, token, isEnded: false, may });
    return 200;
  }

  /** Whoever lost every permission still gets a token, which may do nothing. */
  refresh(login: ModelLogin): 200 | 21301 {
    if (login.isEnded || (login.token !== null && this.tokens[login.token]?.isRevoked)) return 21301;
    login.may = this.current(login.who, login.token);
    return 200;
  }

  makeToken({ who, token, may }: ModelLogin, given: readonly Permission[]): 202 | 403 | 26001 {
    if (token !== null) return 403;
    if (given.some((permission) => !may.has(permission))) return 26001;
    this.tokens.push({ author: who, given, isRevoked: false });
    return 202;
  }

  revokeToken(login: ModelLogin, place: number): 204 | 403 {
    const token = this.tokens[place];
    const isOwn = login.token === null ? token?.author === login.who : login.token === place;
    if (!token || !(login.may.has('CredentialsManage') || isOwn)) return 403;
    token.isRevoked = true;
    return 204;
  }

  /** Certificates are the business of whoever they were issued to, logged in with a signature. */
  revokeCertificate({ who, token }: ModelLogin, certificate: { isRevoked: boolean }): number {
    if (token !== null) return 403;
    if (who !== 'owner') return 25008;
    if (certificate.isRevoked) return 25009;
    certificate.isRevoked = true;
    return 204;
  }

  openSession(login: ModelLogin): 201 | 403 {
    if (!isAllowed('openOnlineSession', login)) return 403;
    this.sessions.push({ author: login.who, isOpen: true });
    return 201;
  }

  readSession(login: ModelLogin, { author }: ModelSession): 200 | 403 {
    if (!isAllowed('getSessionStatus', login)) return 403;
    return login.may.has('Introspection') || author === login.who ? 200 : 403;
  }

  /** Sending and closing alike. */
  change(name: 'sendInvoice' | 'closeOnlineSession', login: ModelLogin, session: ModelSession) {
    const owns = login.who === 'owner' && login.token === null;
    if (!isAllowed(name, login) || !(owns || session.author === login.who)) return 403;
    if (!session.isOpen) return 21180;
    if (name === 'sendInvoice') return 202;
    session.isOpen = false;
    return 204;
  }
}

const isAllowed = (name: OperationName, { may }: ModelLogin): boolean => {
  const asked: readonly Permission[] = operations[name].permissions;
  return asked.length === 0 || asked.some((permission) => may.has(permission));
};
