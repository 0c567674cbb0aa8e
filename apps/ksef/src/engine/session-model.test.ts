/** Random lives of a firm: log-ins, tokens and sessions go as a model of their rules says. */
import type { Credential } from '@kwit/crypto';
import type { SendInvoiceRequest } from '@kwit/ksef-contract';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  call,
  callLoosely,
  decided,
  newNip,
  type Reply,
  redeemed,
  sealOf,
  submitSigned,
  submitToken,
} from '../../test/api.ts';
import { Company, type OpenSession, sendRequest } from '../../test/company.ts';
import { enroll } from '../../test/enrollment.ts';
import { type Actor, byPesel, newPesel, ownerOf, person } from '../../test/permissions.ts';
import { sampleInvoice } from '../../test/sample-invoice.ts';
import { until } from '../../test/until.ts';
import { type Ksef, startKsef } from '../index.ts';
import { type Grantable, grantable, SessionModel, type Who } from './session-model.testing.ts';

let ksef: Ksef;
let clerk: Credential;
const pesel = newPesel();
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
  clerk = await byPesel(pesel);
});
afterAll(() => ksef.close());

/** A step with two choices, each taken from as many as there are at that moment. */
interface Step {
  kind: (typeof kinds)[number];
  first: number;
  second: number;
}
const kinds = [
  // First, so that steps which do not matter shrink to it.
  'nothing',
  'grant',
  'grant',
  'revoke',
  'logIn',
  'logIn',
  'logInByToken',
  'logInByToken',
  'refresh',
  'refresh',
  'endLogin',
  'makeToken',
  'revokeToken',
  'enrol',
  'logInByCertificate',
  'revokeCertificate',
  'open',
  'open',
  'read',
  'send',
  'close',
] as const;
const steps = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), first: fc.nat(999), second: fc.nat(999) }),
  { minLength: 50, maxLength: 80, size: 'max' },
);

/** The code of a refusal, or else its status. */
const outcomeOf = ({ status, codes }: Reply<unknown>): number => codes[0] ?? status;
const pick = <Item>(list: readonly Item[], choice: number): Item | undefined => list[choice % list.length];

/** The firm as it is, beside the model of it. */
class Firm {
  readonly model = new SessionModel();
  readonly nip = newNip();
  readonly granted = new Map<string, string>();
  readonly logins: { access: string; refresh: string }[] = [];
  readonly tokens: { referenceNumber: string; token: string }[] = [];
  readonly sessions: OpenSession[] = [];
  readonly certificates: Awaited<ReturnType<typeof enroll>>[] = [];
  owner!: Actor;
  seal!: Credential;

  async start(): Promise<this> {
    this.seal = await sealOf(this.nip);
    this.owner = await ownerOf(ksef, this.nip);
    return this;
  }

  async run(step: Step): Promise<void> {
    await this[step.kind](step.first, step.second);
  }

  async nothing(): Promise<void> {}

  async grant(choice: number): Promise<void> {
    const permission = pick(grantable, choice) as Grantable;
    expect(
      await this.owner.grant('grantPersonPermissions', person({ type: 'Pesel', value: pesel }, permission)),
    ).toBe(200);
    this.model.clerkHas.add(permission);
    const { permissions } = await this.owner.list('queryPersonGrants', {
      body: { queryType: 'PermissionsGrantedInCurrentContext' },
    });
    for (const one of permissions) this.granted.set(one.permissionScope, one.id);
    expect(new Set(permissions.map(({ permissionScope }) => permissionScope))).toEqual(this.model.clerkHas);
  }

  async revoke(choice: number): Promise<void> {
    const permission = pick([...this.model.clerkHas], choice);
    if (permission === undefined) return;
    expect(await this.owner.revoke(this.granted.get(permission) ?? '')).toBe(200);
    this.model.clerkHas.delete(permission);
  }

  async logIn(choice: number): Promise<void> {
    const who: Who = choice % 2 === 0 ? 'owner' : 'clerk';
    const { body } = await submitSigned(ksef, who === 'owner' ? this.seal : clerk, this.nip);
    await this.#loggedIn(body, this.model.logIn(who, null));
  }

  async logInByToken(choice: number): Promise<void> {
    const token = pick(this.tokens, choice);
    const place = choice % this.tokens.length;
    const author = this.model.tokens[place]?.author;
    if (!token || !author) return;
    const { body } = await submitToken(ksef, token.token, this.nip);
    await this.#loggedIn(body, this.model.logIn(author, place));
  }

  /** A few certificates of the owner: their number has a limit. */
  async enrol(): Promise<void> {
    if (this.certificates.length === 2) return;
    this.certificates.push(await enroll(ksef, this.owner.bearer));
    this.model.certificates.push({ isRevoked: false });
  }

  async logInByCertificate(choice: number): Promise<void> {
    const certificate = pick(this.certificates, choice);
    const model = pick(this.model.certificates, choice);
    if (!certificate || !model) return;
    const { body } = await submitSigned(ksef, certificate.credential, this.nip);
    await this.#loggedIn(body, model.isRevoked ? 460 : this.model.logIn('owner', null));
  }

  async revokeCertificate(choice: number, second: number): Promise<void> {
    const login = this.#login(choice);
    const certificate = pick(this.certificates, second);
    const model = pick(this.model.certificates, second);
    if (!login || !certificate || !model) return;
    const path = { certificateSerialNumber: certificate.serialNumber };
    const reply = await call(ksef, 'revokeCertificate', { path, body: {} }, { bearer: login.bearer });
    expect(outcomeOf(reply)).toBe(this.model.revokeCertificate(login.model, model));
  }

  async #loggedIn(started: Parameters<typeof decided>[1], expected: number): Promise<void> {
    expect((await decided(ksef, started)).status.code).toBe(expected);
    if (expected !== 200) return;
    const { accessToken, refreshToken } = await redeemed(ksef, started);
    this.logins.push({ access: accessToken.token, refresh: refreshToken.token });
  }

  /** A log-in on both sides. */
  #login(choice: number) {
    const place = choice % this.logins.length;
    const [real, model] = [this.logins[place], this.model.logins[place]];
    return real && model ? { real, model, bearer: real.access } : undefined;
  }

  async refresh(choice: number): Promise<void> {
    const login = this.#login(choice);
    if (!login) return;
    const reply = await call(ksef, 'refreshAccessToken', {}, { bearer: login.real.refresh });
    expect(outcomeOf(reply)).toBe(this.model.refresh(login.model));
    if (reply.status === 200) login.real.access = reply.body.accessToken.token;
  }

  async endLogin(choice: number): Promise<void> {
    const login = this.#login(choice);
    if (!login) return;
    const bearer = choice % 3 === 0 ? login.real.refresh : login.bearer;
    expect((await call(ksef, 'revokeCurrentAuthenticationSession', {}, { bearer })).status).toBe(204);
    login.model.isEnded = true;
  }

  async makeToken(choice: number, second: number): Promise<void> {
    const login = this.#login(choice);
    if (!login) return;
    const permissions = grantable.filter((_, index) => ((second % 31) + 1) & (1 << index));
    const body = { permissions, description: 'token z próby' };
    const reply = await call(ksef, 'createToken', { body }, { bearer: login.bearer });
    expect(outcomeOf(reply)).toBe(this.model.makeToken(login.model, permissions));
    if (reply.status !== 202) return;
    this.tokens.push(reply.body);
    await this.#tokenStatus(reply.body.referenceNumber, 'Active');
  }

  async revokeToken(choice: number, second: number): Promise<void> {
    const login = this.#login(choice);
    const token = pick(this.tokens, second);
    if (!login || !token) return;
    const path = { referenceNumber: token.referenceNumber };
    const reply = await call(ksef, 'revokeToken', { path }, { bearer: login.bearer });
    expect(outcomeOf(reply)).toBe(this.model.revokeToken(login.model, second % this.tokens.length));
    if (reply.status === 204) await this.#tokenStatus(token.referenceNumber, 'Revoked');
  }

  #tokenStatus(referenceNumber: string, wanted: string): Promise<boolean> {
    return until(async () => {
      const { body } = await this.owner.call('getToken', { path: { referenceNumber } });
      return body.status === wanted;
    });
  }

  async open(choice: number): Promise<void> {
    const login = this.#login(choice);
    if (!login) return;
    const company = new Company(ksef.apiUrl, this.nip, login.bearer);
    const expected = this.model.openSession(login.model);
    const opened = await company.openSession().catch((error: Error) => error);
    if (opened instanceof Error) expect(opened.message).toContain(`not opened: ${expected}`);
    else expect(this.sessions.push(opened) > 0 && expected).toBe(201);
  }

  /** A log-in and a session on both sides. */
  #inSession(choice: number, second: number) {
    const login = this.#login(choice);
    const place = second % this.sessions.length;
    const [real, model] = [this.sessions[place], this.model.sessions[place]];
    if (!login || !real || !model) return undefined;
    return { login, real, model, path: { referenceNumber: real.reference }, bearer: login.bearer };
  }

  async read(choice: number, second: number): Promise<void> {
    const found = this.#inSession(choice, second);
    if (!found) return;
    const reply = await call(ksef, 'getSessionStatus', { path: found.path }, { bearer: found.bearer });
    expect(outcomeOf(reply)).toBe(this.model.readSession(found.login.model, found.model));
  }

  async send(choice: number, second: number): Promise<void> {
    const found = this.#inSession(choice, second);
    if (!found) return;
    const body: SendInvoiceRequest = sendRequest(sampleInvoice({ seller: this.nip }), found.real.key);
    const reply = await callLoosely(
      ksef,
      'sendInvoice',
      { path: found.path, body },
      { bearer: found.bearer },
    );
    expect(outcomeOf(reply)).toBe(this.model.change('sendInvoice', found.login.model, found.model));
  }

  async close(choice: number, second: number): Promise<void> {
    const found = this.#inSession(choice, second);
    if (!found) return;
    const reply = await call(ksef, 'closeOnlineSession', { path: found.path }, { bearer: found.bearer });
    expect(outcomeOf(reply)).toBe(this.model.change('closeOnlineSession', found.login.model, found.model));
  }
}

it('whatever happens in whatever order', async () => {
  await fc.assert(
    fc.asyncProperty(steps, async (life) => {
      const firm = await new Firm().start();
      for (const step of life) await firm.run(step);
    }),
    { numRuns: 40, seed: 20_260_301, endOnFailure: false },
  );
}, 120_000);
