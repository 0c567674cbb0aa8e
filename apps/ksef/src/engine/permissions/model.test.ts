import type { Credential } from '@kwit/crypto';
import type { PersonPermission } from '@kwit/ksef-contract';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newNip } from '../../../test/api.ts';
import {
  type Actor,
  actorIn,
  byNip,
  byPesel,
  entity,
  indirect,
  inNip,
  inUnit,
  loginCode,
  newPesel,
  person,
  subunit,
  unitOf,
} from '../../../test/permissions.ts';
import { Random } from '../../../test/random.ts';
import { type Ksef, startKsef } from '../../index.ts';
import { keyOf, type ModelGrant, PermissionModel, required } from './reference-model.testing.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

const isNip = (value: string) => value.length === 10;
const identifier = (value: string) => ({ type: isNip(value) ? ('Nip' as const) : ('Pesel' as const), value });
const unit = (value: string) => ({ type: isNip(value) ? ('Nip' as const) : ('InternalId' as const), value });
const contextXml = (value: string) => (isNip(value) ? inNip(value) : inUnit(value));

/** A handful of firms, a unit of one, and people: few enough to meet again and again. */
class World {
  readonly model = new PermissionModel();
  readonly firms = [newNip(), newNip(), newNip()];
  readonly contexts = [...this.firms, unitOf(this.firms[0] ?? '')];
  readonly people = [newPesel(), newPesel()];
  readonly #credentials = new Map<string, Credential>();
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  pick<T>(list: readonly T[]): T {
    return this.#random.pick(list);
  }

  async credentialOf(subject: string): Promise<Credential> {
    const known = this.#credentials.get(subject);
    if (known) return known;
    const made = await (isNip(subject) ? byNip(subject) : byPesel(subject));
    this.#credentials.set(subject, made);
    return made;
  }

  get subjects(): string[] {
    return [...this.firms, ...this.people];
  }

  /** Somebody who may grant this kind in a context, by the model; undefined where nobody may. */
  granterIn(context: string, kind: ModelGrant['kind']): string | undefined {
    const able = this.subjects.filter((subject) => this.model.may(subject, context, required[kind]));
    return able.length > 0 ? this.pick(able) : undefined;
  }

  async actor(subject: string, context: string): Promise<Actor> {
    return actorIn(ksef, await this.credentialOf(subject), contextXml(context));
  }
}

const invoicePermissions = ['InvoiceRead', 'InvoiceWrite'] as const;
const personPermissions = [...invoicePermissions, 'CredentialsManage', 'SubunitManage'] as const;

/** Grants something at random; both sides must agree on whether that can be. */
async function grantSomething(world: World): Promise<void> {
  const kind = world.pick(['person', 'entity', 'indirect', 'subunit'] as const);
  const context = world.pick(kind === 'person' || kind === 'entity' ? world.contexts : world.firms);
  const granter = world.granterIn(context, kind);
  if (granter === undefined) return;
  const actor = await world.actor(granter, context);
  const { grant, code } = await grants[kind](world, actor, context);
  const isItself = kind === 'entity' ? grant.subject === context : grant.context === context;
  const foreignUnit = kind === 'subunit' && !grant.context.startsWith(context);
  const expected = foreignUnit ? 410 : isItself && (kind === 'entity' || kind === 'indirect') ? 440 : 200;
  expect(code, JSON.stringify({ granter, grant })).toBe(expected);
  if (code === 200) world.model.add(grant);
}

type Made = Promise<{ grant: ModelGrant; code: number }>;

const grants: Record<ModelGrant['kind'], (world: World, actor: Actor, context: string) => Made> = {
  person: async (world, actor, granter) => {
    const [subject, permission] = [world.pick(world.subjects), world.pick(personPermissions)];
    const code = await actor.grant('grantPersonPermissions', person(identifier(subject), permission));
    return {
      grant: { kind: 'person', granter, context: granter, subject, permission, canDelegate: false },
      code,
    };
  },
  entity: async (world, actor, granter) => {
    const [subject, type] = [world.pick(world.firms), world.pick(invoicePermissions)];
    const canDelegate = world.pick([true, true, false]);
    const code = await actor.grant('grantEntityPermissions', entity(subject, [{ type, canDelegate }]));
    return {
      grant: { kind: 'entity', granter, context: granter, subject, permission: type, canDelegate },
      code,
    };
  },
  indirect: async (world, actor, granter) => {
    const [subject, permission] = [world.pick(world.people), world.pick(invoicePermissions)];
    const context = world.pick([...world.contexts, '*']);
    const target = context === '*' ? { type: 'AllPartners' as const } : unit(context);
    const request = indirect(identifier(subject), target, permission);
    const code = await actor.grant('grantIndirectPermissions', request);
    return { grant: { kind: 'indirect', granter, context, subject, permission, canDelegate: false }, code };
  },
  subunit: async (world, actor, granter) => {
    const [subject, context] = [world.pick(world.subjects), world.contexts.at(-1) ?? ''];
    const request = subunit(identifier(subject), unit(context));
    const code = await actor.grant('grantSubunitPermissions', request);
    const permission = 'CredentialsManage';
    return { grant: { kind: 'subunit', granter, context, subject, permission, canDelegate: false }, code };
  },
};

const listed = (body: PersonPermission, granter: string): string => {
  const context = body.targetIdentifier ?? body.contextIdentifier;
  const kind = body.targetIdentifier
    ? 'indirect'
    : body.contextIdentifier
      ? 'subunit'
      : body.subjectEntityDetails
        ? 'entity'
        : 'person';
  const where = context?.type === 'AllPartners' ? '*' : (context?.value ?? granter);
  const subject = body.authorizedIdentifier.value;
  return keyOf({
    kind,
    granter,
    context: where,
    subject,
    permission: body.permissionScope,
    canDelegate: false,
  });
};

/** All that was granted in a context, by the lists of both sides. @returns identifiers by key */
async function compareLists(world: World, owner: Actor, context: string): Promise<Map<string, string>> {
  const found: PersonPermission[] = [];
  for (let pageOffset = 0, hasMore = true; hasMore; pageOffset += 1) {
    const page = await owner.list('queryPersonGrants', {
      body: { queryType: 'PermissionsGrantedInCurrentContext' },
      query: { pageOffset, pageSize: 10 },
    });
    found.push(...page.permissions);
    hasMore = page.hasMore;
  }
  const expected = world.model.grants.filter(({ granter }) => granter === context);
  const states = (list: [string, boolean][]) => Object.fromEntries(list.sort());
  expect(states(found.map((one) => [listed(one, context), one.permissionState === 'Active']))).toEqual(
    states(expected.map((one) => [keyOf(one), world.model.isActive(one)])),
  );
  return new Map(found.map((one) => [listed(one, context), one.id]));
}

async function revokeSomething(world: World): Promise<void> {
  const context = world.pick(world.firms);
  const owner = await world.actor(context, context);
  const ids = await compareLists(world, owner, context);
  const granted = world.model.grants.filter(({ granter }) => granter === context);
  if (granted.length === 0) return;
  const grant = world.pick(granted);
  expect(await owner.revoke(ids.get(keyOf(grant)) ?? '')).toBe(200);
  world.model.remove(grant);
}

async function logInSomebody(world: World): Promise<void> {
  const [subject, context] = [world.pick(world.subjects), world.pick(world.contexts)];
  const expected = world.model.granted(subject, context);
  const hint = JSON.stringify({ subject, context, grants: world.model.grants });
  if (expected.length === 0) {
    const code = await loginCode(ksef, await world.credentialOf(subject), contextXml(context));
    expect(code, hint).toBe(415);
    return;
  }
  const actor = await world.actor(subject, context);
  expect([...actor.granted].sort(), hint).toEqual(expected);
}

it.each([1, 2, 3, 4])(
  'a random life of permissions goes as the model says (seed %i)',
  async (seed) => {
    const world = new World(seed);
    const steps = [
      grantSomething,
      grantSomething,
      grantSomething,
      revokeSomething,
      logInSomebody,
      logInSomebody,
    ];
    for (let step = 0; step < 60; step += 1) await world.pick(steps)(world);
    for (const subject of world.subjects) {
      for (const context of world.contexts) {
        const expected = world.model.granted(subject, context).length > 0 ? 200 : 415;
        const code = await loginCode(ksef, await world.credentialOf(subject), contextXml(context));
        expect(code, JSON.stringify({ subject, context, grants: world.model.grants })).toBe(expected);
      }
    }
  },
  60_000,
);
