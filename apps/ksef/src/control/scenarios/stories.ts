/** The scenarios, each as what happens in it. */

import { isInternalId } from '@kwit/invoice/facts';
import { registerPeppolProvider } from '../../engine/peppol-providers.ts';
import {
  authorizationOrder,
  entityOrder,
  euAdministrationOrder,
  euRepresentativeOrder,
  indirectOrder,
  personOrder,
  subunitOrder,
} from '../../engine/permissions/grant-requests.ts';
import { newCredential } from './credentials.ts';
import { internalIdOf } from './numbers.ts';
import type { ScenarioName } from './operations.ts';
import {
  addLogin,
  byFingerprint,
  company,
  grant,
  inNip,
  person,
  type Stage,
  testPerson,
  testSubject,
} from './stage.ts';

const issuing = ['InvoiceRead', 'InvoiceWrite'] as const;
const description = 'Scenariusz testowy';
const address = 'ul. Testowa 1, 00-001 Warszawa';

const personDetails = (name: string) => {
  const [firstName = name, lastName = name] = name.split(' ');
  return { subjectDetailsType: 'PersonByIdentifier' as const, personById: { firstName, lastName } };
};

type Story = (stage: Stage, options: { clients: number }) => Promise<void>;

export const stories: Readonly<Record<ScenarioName, Story>> = {
  async company(stage) {
    const nip = await company(stage, 'owner', 'Firma Przykładowa sp. z o.o.', 0);
    await letIn(stage, nip, { role: 'accountant', name: 'Anna Księgowa' }, 0);
  },

  async 'vat-group'(stage) {
    const group = await company(stage, 'group', 'Grupa VAT Przykładowa', 0);
    const members = await memberCompanies(stage, 'member', 'Członek Grupy VAT', 3);
    await testSubject(stage, { subjectNip: group, subjectType: 'VatGroup', description, subunits: members });
    for (const [index, { subjectNip }] of members.entries())
      await administer(stage, group, inNip(subjectNip), `Administrator Członka ${index + 1}`, index);
  },

  async municipality(stage) {
    const municipality = await company(stage, 'municipality', 'Gmina Przykładowa', 0);
    const units = await memberCompanies(stage, 'unit', 'Jednostka Gminy', 2);
    await testSubject(stage, { subjectNip: municipality, subjectType: 'JST', description, subunits: units });
    for (const [index, { subjectNip }] of units.entries())
      await administer(stage, municipality, inNip(subjectNip), `Administrator Jednostki ${index + 1}`, index);
    const school = { type: 'InternalId' as const, value: internalIdOf(municipality, 1) };
    await administer(stage, municipality, school, 'Dyrektor Szkoły', units.length, 'Szkoła Podstawowa nr 1');
  },

  async bailiff(stage) {
    const nip = stage.numbers.nip(0);
    const login = { role: 'bailiff', name: 'Jan Komornik', context: inNip(nip), permissions: ['Owner'] };
    const pesel = await person(stage, login, 0);
    await testPerson(stage, { nip, pesel, isBailiff: true, description });
    const authority = await company(stage, 'authority', 'Organ Egzekucyjny', 1);
    await testSubject(stage, { subjectNip: authority, subjectType: 'EnforcementAuthority', description });
    await letIn(stage, authority, { role: 'officer', name: 'Ewa Poborca' }, 1, ['EnforcementOperations']);
  },

  async 'eu-entity'(stage) {
    const nip = await company(stage, 'company', 'Firma Polska sp. z o.o.', 0);
    const context = { type: 'NipVatUe' as const, value: `${nip}-${stage.numbers.euVatNumber()}` };
    const administrator = await byFingerprint(stage, {
      role: 'administrator',
      name: 'Hans Verwalter',
      context,
      permissions: ['VatUeManage'],
    });
    const entity = { fullName: 'Beispiel GmbH', address: 'Hauptstrasse 1, Berlin' };
    const subjectDetails = { subjectDetailsType: 'EntityByFingerprint' as const, entityByFp: entity };
    await grant(
      stage,
      euAdministrationOrder({
        subjectIdentifier: { type: 'Fingerprint', value: administrator },
        contextIdentifier: context,
        description,
        euEntityName: 'Beispiel GmbH, Berlin',
        subjectDetails,
        euEntityDetails: entity,
      }),
      inNip(nip),
    );
    const representative = await byFingerprint(stage, {
      role: 'representative',
      name: 'Greta Vertreterin',
      context,
      permissions: issuing,
    });
    await grant(
      stage,
      euRepresentativeOrder({
        subjectIdentifier: { type: 'Fingerprint', value: representative },
        permissions: [...issuing],
        description,
        subjectDetails,
      }),
      context,
      { type: 'Fingerprint', value: administrator },
    );
  },

  async peppol(stage) {
    const { engine } = stage.core;
    const context = { type: 'PeppolId' as const, value: stage.numbers.peppolId() };
    const name = 'Dostawca Usług Peppol';
    // A provider is known by the common name of its certificate.
    const attributes = { commonName: context.value, organizationName: name, countryName: 'PL' };
    const credential = await newCredential(engine, attributes, null);
    addLogin(stage, credential, { role: 'provider', name, context, permissions: ['PefInvoiceWrite'] });
    await registerPeppolProvider(engine.store.db, context.value, name, engine.clock.nowMs());
    const nip = await company(stage, 'company', 'Firma Przykładowa PEF sp. z o.o.', 0);
    const subjectIdentifier = { type: 'PeppolId' as const, value: context.value };
    const subjectDetails = { fullName: name };
    await grant(
      stage,
      authorizationOrder({ subjectIdentifier, permission: 'PefInvoicing', description, subjectDetails }),
      inNip(nip),
    );
  },

  async office(stage, { clients }) {
    const office = await company(stage, 'office', 'Biuro Rachunkowe Przykładowe', 0);
    const pesel = await letIn(stage, office, { role: 'employee', name: 'Ola Księgowa' }, 0);
    for (let index = 1; index <= clients; index += 1) {
      const client = await company(stage, 'client', `Klient ${index} sp. z o.o.`, index);
      const permissions = issuing.map((type) => ({ type, canDelegate: true }));
      const subjectDetails = { fullName: 'Biuro Rachunkowe Przykładowe' };
      const subjectIdentifier = { type: 'Nip' as const, value: office };
      await grant(
        stage,
        entityOrder({ subjectIdentifier, permissions, description, subjectDetails }),
        inNip(client),
      );
    }
    const request = {
      subjectIdentifier: { type: 'Pesel' as const, value: pesel },
      targetIdentifier: { type: 'AllPartners' as const },
      permissions: [...issuing],
      description,
      subjectDetails: personDetails('Ola Księgowa'),
    };
    await grant(stage, indirectOrder(request), inNip(office));
  },
};

type PersonalPermission = Parameters<typeof personOrder>[0]['permissions'][number];

/** A person who works in the context of a company. @returns their PESEL */
async function letIn(
  stage: Stage,
  nip: string,
  who: { role: string; name: string },
  index: number,
  permissions: readonly PersonalPermission[] = issuing,
): Promise<string> {
  const pesel = await person(stage, { ...who, context: inNip(nip), permissions }, index);
  const subjectIdentifier = { type: 'Pesel' as const, value: pesel };
  const subjectDetails = personDetails(who.name);
  const order = personOrder({
    subjectIdentifier,
    permissions: [...permissions],
    description,
    subjectDetails,
  });
  await grant(stage, order, inNip(nip));
  return pesel;
}

/** Companies with their own NIP below another one. */
async function memberCompanies(stage: Stage, role: string, name: string, count: number) {
  const members: { subjectNip: string; description: string }[] = [];
  for (let index = 1; index <= count; index += 1) {
    const subjectNip = await company(stage, role, `${name} ${index}`, index);
    members.push({ subjectNip, description: `${name} ${index}, ${address}` });
  }
  return members;
}

/** A person who administers a member or unit. */
async function administer(
  stage: Stage,
  parent: string,
  context: Parameters<typeof subunitOrder>[0]['contextIdentifier'],
  name: string,
  index: number,
  subunitName?: string,
): Promise<void> {
  const permissions = ['CredentialsManage'];
  const pesel = await person(stage, { role: 'administrator', name, context, permissions }, index);
  const request = {
    subjectIdentifier: { type: 'Pesel' as const, value: pesel },
    contextIdentifier: context,
    description,
    ...(subunitName === undefined ? {} : { subunitName }),
    subjectDetails: personDetails(name),
  };
  await grant(stage, subunitOrder(request, isInternalId), inNip(parent));
}
