/** Granting, revoking and listing permissions over HTTP, for tests. */
import { type Credential, certificateIdentity } from '@kwit/crypto';
import type {
  AnswerOf,
  EntityPermissionsGrantRequest,
  EuEntityAdministrationPermissionsGrantRequest,
  IndirectPermissionsGrantRequest,
  OperationName,
  Operations,
  PersonPermissionsGrantRequest,
  RequestOf,
  SubunitPermissionsGrantRequest,
} from '@kwit/ksef-contract';
import type { Ksef } from '../src/index.ts';
import { call, decided, type LoginOptions, logIn, personWith, sealOf, submitSigned } from './api.ts';
import { until } from './until.ts';

type Changing =
  | 'grantPersonPermissions'
  | 'grantEntityPermissions'
  | 'grantAuthorizations'
  | 'grantIndirectPermissions'
  | 'grantSubunitPermissions'
  | 'grantEuEntityAdministration'
  | 'grantEuEntityPermissions'
  | 'revokePermission'
  | 'revokeAuthorization';

/** Whoever is logged in, with the calls that a test of permissions makes. */
export class Actor {
  readonly ksef: Ksef;
  readonly bearer: string;

  constructor(ksef: Ksef, bearer: string) {
    this.ksef = ksef;
    this.bearer = bearer;
  }

  call<Name extends OperationName>(name: Name, request: RequestOf<Operations[Name]>) {
    return call(this.ksef, name, request, { bearer: this.bearer });
  }

  /** Grants and waits. @returns the code with which the operation ends */
  async grant<Name extends Changing>(name: Name, request: RequestOf<Operations[Name]>): Promise<number> {
    const { status, body } = await this.call(name, request);
    if (status !== 202) throw new Error(`${name} was refused: ${status} ${JSON.stringify(body)}`);
    const { referenceNumber } = body as { referenceNumber: string };
    return this.outcome(referenceNumber);
  }

  outcome(referenceNumber: string): Promise<number> {
    return until(async () => {
      const { body } = await this.call('getPermissionOperationStatus', { path: { referenceNumber } });
      return body.status.code === 100 ? undefined : body.status.code;
    });
  }

  revoke(permissionId: string): Promise<number> {
    return this.grant('revokePermission', { path: { permissionId } });
  }

  /** A list, which must be given. */
  async list<Name extends ListName>(
    name: Name,
    request: RequestOf<Operations[Name]>,
  ): Promise<AnswerOf<Operations[Name]>> {
    const { status, body } = await this.call(name, request);
    if (status !== 200) throw new Error(`${name} was refused: ${status} ${JSON.stringify(body)}`);
    return body;
  }

  /** What the access token says was granted. */
  get granted(): string[] {
    return JSON.parse(JSON.parse(Buffer.from(this.bearer.split('.')[1] ?? '', 'base64url').toString()).per);
  }
}

type ListName = Extract<OperationName, `query${string}`>;

/** The owner of a firm, by its seal. */
export async function ownerOf(ksef: Ksef, nip: string): Promise<Actor> {
  return new Actor(ksef, (await logIn(ksef, await sealOf(nip), nip)).access);
}

/** Somebody in a context, which is XML (`<Nip>…</Nip>`). */
export async function actorIn(
  ksef: Ksef,
  credential: Credential,
  context: string,
  options: LoginOptions = {},
): Promise<Actor> {
  return new Actor(ksef, (await logIn(ksef, credential, '', { ...options, context })).access);
}

/** The code with which a log-in in a context ends. */
export async function loginCode(
  ksef: Ksef,
  credential: Credential,
  context: string,
  options: LoginOptions = {},
): Promise<number> {
  const { body } = await submitSigned(ksef, credential, '', { ...options, context });
  return (await decided(ksef, body)).status.code;
}

export const inNip = (nip: string) => `<Nip>${nip}</Nip>`;
export const inUnit = (id: string) => `<InternalId>${id}</InternalId>`;
export const inPair = (id: string) => `<NipVatUe>${id}</NipVatUe>`;

export const byPesel = (pesel: string) => personWith(`PNOPL-${pesel}`);
export const byNip = (nip: string) => personWith(`TINPL-${nip}`);
export const fingerprintOf = (credential: Credential): string =>
  certificateIdentity(credential.certificate).fingerprint;

const pesels = new Set<string>();
/** A PESEL with the right check digit, another one each time. */
export function newPesel(): string {
  const body = `80${String(1 + Math.floor(Math.random() * 12)).padStart(2, '0')}${String(1 + Math.floor(Math.random() * 28)).padStart(2, '0')}${String(Math.floor(Math.random() * 10_000)).padStart(4, '0')}`;
  const sum = [...body].reduce(
    (total, digit, index) => total + Number(digit) * ([1, 3, 7, 9][index % 4] ?? 0),
    0,
  );
  const pesel = body + String((10 - (sum % 10)) % 10);
  if (pesels.has(pesel)) return newPesel();
  pesels.add(pesel);
  return pesel;
}

/** An internal identifier of a firm with the right check digit. */
export function unitOf(nip: string, number = 1): string {
  const body = `${nip}${String(number).padStart(4, '0')}`;
  const sum = [...body].reduce((total, digit, index) => total + Number(digit) * (index % 2 === 0 ? 1 : 3), 0);
  return `${body.slice(0, 10)}-${body.slice(10)}${sum % 10}`;
}

const personDetails = {
  subjectDetailsType: 'PersonByIdentifier' as const,
  personById: { firstName: 'Anna', lastName: 'Testowa' },
};

export const person = (
  subject: PersonPermissionsGrantRequest['subjectIdentifier'],
  ...permissions: PersonPermissionsGrantRequest['permissions']
): { body: PersonPermissionsGrantRequest } => ({
  body: {
    subjectIdentifier: subject,
    permissions,
    description: 'praca w firmie',
    subjectDetails:
      subject.type === 'Fingerprint'
        ? {
            subjectDetailsType: 'PersonByFingerprintWithIdentifier',
            personByFpWithId: {
              firstName: 'Anna',
              lastName: 'Testowa',
              identifier: { type: 'Pesel', value: '80010100000' },
            },
          }
        : personDetails,
  },
});

export const entity = (
  nip: string,
  permissions: EntityPermissionsGrantRequest['permissions'],
): { body: EntityPermissionsGrantRequest } => ({
  body: {
    subjectIdentifier: { type: 'Nip', value: nip },
    permissions,
    description: 'obsługa faktur',
    subjectDetails: { fullName: `Podmiot ${nip}` },
  },
});

export const indirect = (
  subject: IndirectPermissionsGrantRequest['subjectIdentifier'],
  target: IndirectPermissionsGrantRequest['targetIdentifier'],
  ...permissions: IndirectPermissionsGrantRequest['permissions']
): { body: IndirectPermissionsGrantRequest } => ({
  body: {
    subjectIdentifier: subject,
    ...(target === undefined ? {} : { targetIdentifier: target }),
    permissions,
    description: 'praca dla klienta',
    subjectDetails: personDetails,
  },
});

export const subunit = (
  subject: SubunitPermissionsGrantRequest['subjectIdentifier'],
  context: SubunitPermissionsGrantRequest['contextIdentifier'],
): { body: SubunitPermissionsGrantRequest } => ({
  body: {
    subjectIdentifier: subject,
    contextIdentifier: context,
    description: 'administrator jednostki',
    subunitName: 'Przedszkole nr 1',
    subjectDetails: personDetails,
  },
});

export const euAdministration = (
  fingerprint: string,
  pair: string,
): { body: EuEntityAdministrationPermissionsGrantRequest } => ({
  body: {
    subjectIdentifier: { type: 'Fingerprint', value: fingerprint },
    contextIdentifier: { type: 'NipVatUe', value: pair },
    description: 'administrator podmiotu unijnego',
    euEntityName: 'Firma GmbH, Berlin',
    subjectDetails: {
      subjectDetailsType: 'EntityByFingerprint',
      entityByFp: { fullName: 'Biuro GmbH', address: 'Berlin, Hauptstrasse 1' },
    },
    euEntityDetails: { fullName: 'Firma GmbH', address: 'Berlin, Hauptstrasse 2' },
  },
});
