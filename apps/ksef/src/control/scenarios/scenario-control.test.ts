import { loadCredential } from '@kwit/crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logIn } from '../../../test/api.ts';
import { controlCall } from '../../../test/control.ts';
import { Actor } from '../../../test/permissions.ts';
import { type Ksef, startKsef } from '../../index.ts';
import { type Scenario, scenarioNames } from './operations.ts';

let ksef: Ksef;
beforeAll(async () => {
  ksef = await startKsef({ port: 0, rateLimits: 'off' });
});
afterAll(() => ksef.close());

/** Logs in with nothing but what the scenario tells. */
async function enter(on: Ksef, login: Scenario['logins'][number]): Promise<Actor> {
  const credential = loadCredential({
    certificate: Buffer.from(login.certificate),
    key: Buffer.from(login.privateKey),
  });
  const { type, value } = login.context;
  const { access } = await logIn(on, credential, '', {
    context: `<${type}>${value}</${type}>`,
    subjectType: login.subjectIdentifierType,
  });
  return new Actor(on, access);
}

const byRole = ({ logins }: Scenario, role: string) => logins.filter((login) => login.role === role);

describe('scenarios', () => {
  it('are listed', async () => {
    const { body } = await controlCall(ksef, 'GET', '/scenarios');
    expect(body.scenarios.map(({ name }: { name: string }) => name)).toEqual(scenarioNames);
  });

  it.each(scenarioNames)('%s: everyone in it logs in, with what they were granted', async (name) => {
    const options = name === 'office' ? { clients: 3 } : {};
    const { status, body } = await controlCall(ksef, 'POST', `/scenarios/${name}`, options);
    expect(status).toBe(200);
    const scenario = body as Scenario;
    expect(scenario).toMatchObject({ name, variant: 0 });
    expect(scenario.logins.length).toBeGreaterThan(1);
    for (const login of scenario.logins) {
      const { granted } = await enter(ksef, login);
      expect([login.role, granted]).toEqual([login.role, expect.arrayContaining(login.permissions)]);
    }
    expect(await ksef.control.makeScenario({ name, ...options })).toEqual(scenario);
  });

  it('have other identifiers in another variant, and after a reset the same ones again', async () => {
    const identifiers = (scenario: Scenario) => scenario.logins.map(({ nip, pesel }) => nip ?? pesel);
    const first = await ksef.control.makeScenario({ name: 'company' });
    const other = await ksef.control.makeScenario({ name: 'company', variant: 7 });
    expect(identifiers(other)).not.toEqual(identifiers(first));
    await ksef.control.reset();
    const again = await ksef.control.makeScenario({ name: 'company' });
    expect(identifiers(again)).toEqual(identifiers(first));
    for (const login of again.logins) await enter(ksef, login);
  });

  it('give roles that the API tells: the group, its members, the bailiff', async () => {
    const group = await ksef.control.makeScenario({ name: 'vat-group', variant: 2 });
    const [owner] = byRole(group, 'group');
    if (!owner) throw new Error('no group');
    const members = await (await enter(ksef, owner)).list('querySubordinateEntityRoles', { body: {} });
    expect(members.roles).toHaveLength(3);
    const enforcement = await ksef.control.makeScenario({ name: 'bailiff', variant: 2 });
    const [bailiff] = byRole(enforcement, 'bailiff');
    if (!bailiff) throw new Error('no bailiff');
    const { roles } = await (await enter(ksef, bailiff)).list('queryEntityRoles', {});
    expect(roles.map(({ role }) => role)).toEqual(['CourtBailiff']);
  });

  it('have an office of a hundred clients whose employee works for all of them', async () => {
    const office = await ksef.control.makeScenario({ name: 'office' });
    const clients = byRole(office, 'client');
    expect(clients).toHaveLength(100);
    expect(new Set(clients.map(({ nip }) => nip)).size).toBe(100);
    const [employee] = byRole(office, 'employee');
    const last = clients.at(-1);
    if (!employee || !last) throw new Error('no employee');
    const there = await enter(ksef, { ...employee, context: last.context });
    expect(there.granted).toEqual(expect.arrayContaining(['InvoiceRead', 'InvoiceWrite']));
  });

  it('work whatever the clock shows', async () => {
    await ksef.control.setClock({ at: '2085-01-01T00:00:00Z' });
    const { logins } = await ksef.control.makeScenario({ name: 'company', variant: 3 });
    for (const login of logins) await enter(ksef, login);
    await ksef.control.setClock({ at: new Date().toISOString() });
  });

  it('have certificates of this KSeF on other profiles, and are refused where there are none such', async () => {
    const prod = await startKsef({ port: 0, rateLimits: 'off', profile: 'prod' });
    try {
      const { logins } = await prod.control.makeScenario({ name: 'company' });
      for (const login of logins)
        expect((await enter(prod, login)).granted).toEqual(expect.arrayContaining(login.permissions));
      await expect(prod.control.makeScenario({ name: 'eu-entity' })).rejects.toMatchObject({
        code: 'scenario-needs-test',
      });
    } finally {
      await prod.close();
    }
  });

  it.each([
    ['/scenarios/nothing', {}, 'not-allowed', 'name'],
    ['/scenarios/company', { variant: 1000 }, 'out-of-range', 'variant'],
    ['/scenarios/company', { clients: 5 }, 'office-only', 'clients'],
  ])('%s %j is refused', async (path, body, code, field) => {
    const reply = await controlCall(ksef, 'POST', path, body);
    expect(reply.status).toBe(400);
    expect(reply.body.errors[0]).toMatchObject({ code, path: field });
  });
});
