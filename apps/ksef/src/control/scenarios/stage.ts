/** What the scenarios are made with: people who can log in, subjects of test data, permissions as if granted over the API. */
import type { Credential } from '@kwit/crypto';
import type { PersonCreateRequest, SubjectCreateRequest } from '@kwit/ksef-contract';
import type { Core } from '../../core.ts';
import type { ContextIdentifier, SubjectIdentifier } from '../../engine/identifiers.ts';
import type { GrantOrder } from '../../engine/permissions/grant.ts';
import { carryOutGrant } from '../../engine/permissions/permission-operations.ts';
import { BadRequest } from '../../errors.ts';
import { companySubject, fingerprintOf, newCredential, personSubject } from './credentials.ts';
import type { Numbers } from './numbers.ts';
import type { Login } from './operations.ts';

export const inNip = (value: string) => ({ type: 'Nip' as const, value });
const byNip = (value: string): SubjectIdentifier => ({ type: 'Nip', value });

export interface Stage {
  readonly core: Core;
  readonly numbers: Numbers;
  readonly logins: Login[];
}

/** Adds a log-in with what is told of it. */
export function addLogin(
  { logins }: Stage,
  credential: Credential,
  login: Omit<Login, 'certificate' | 'privateKey' | 'subjectIdentifierType'> &
    Partial<Pick<Login, 'subjectIdentifierType'>>,
): void {
  logins.push({
    subjectIdentifierType: 'certificateSubject',
    ...login,
    certificate: credential.certificate.toString(),
    privateKey: credential.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  });
}

/** A company that logs in with its seal, as the owner of its context. */
export async function company(stage: Stage, role: string, name: string, index: number): Promise<string> {
  const nip = stage.numbers.nip(index);
  const credential = await newCredential(stage.core.engine, companySubject(name, nip), byNip(nip));
  addLogin(stage, credential, { role, name, nip, context: inNip(nip), permissions: ['Owner'] });
  return nip;
}

/** A person who logs in somewhere with a certificate of their PESEL. */
export async function person(
  stage: Stage,
  login: { role: string; name: string; context: ContextIdentifier; permissions: readonly string[] },
  index: number,
): Promise<string> {
  const pesel = stage.numbers.pesel(index);
  const attributes = personSubject(login.name, `PNOPL-${pesel}`);
  const credential = await newCredential(stage.core.engine, attributes, { type: 'Pesel', value: pesel });
  addLogin(stage, credential, { ...login, permissions: [...login.permissions], pesel });
  return pesel;
}

/** Somebody who is known by the fingerprint of their certificate. */
export async function byFingerprint(
  stage: Stage,
  login: { role: string; name: string; context: ContextIdentifier; permissions: readonly string[] },
): Promise<string> {
  const credential = await newCredential(stage.core.engine, personSubject(login.name), null);
  const fingerprint = fingerprintOf(credential);
  addLogin(stage, credential, {
    ...login,
    permissions: [...login.permissions],
    fingerprint,
    subjectIdentifierType: 'certificateFingerprint',
  });
  return fingerprint;
}

/** Grants as an author does it in a context, with every check of it. A refusal is a defect of the scenario. */
export async function grant(
  { core }: Stage,
  order: GrantOrder,
  granter: ContextIdentifier,
  author: SubjectIdentifier = byNip(granter.value),
): Promise<void> {
  const { store, clock } = core.engine;
  const outcome = await store.db
    .transaction()
    .execute((db) => carryOutGrant(db, order, granter, { author, ksefToken: null }, clock.nowMs()));
  if (outcome !== 'succeeded') throw new Error(`a scenario cannot grant: ${outcome}`);
}

export const testSubject = ({ core }: Stage, request: SubjectCreateRequest): Promise<void> =>
  unlessThere(core.testData.createSubject(request));

export const testPerson = ({ core }: Stage, request: PersonCreateRequest): Promise<void> =>
  unlessThere(core.testData.createPerson(request));

const isThereAlready = 30001;

/** What a scenario that was cut off has made is not made again. */
async function unlessThere(making: Promise<void>): Promise<void> {
  await making.catch((error: unknown) => {
    const isThere = error instanceof BadRequest && error.faults.some(({ code }) => code === isThereAlready);
    if (!isThere) throw error;
  });
}
