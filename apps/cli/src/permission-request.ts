/** From the options of `kwit permissions grant` to a grant as the client takes it. */
import type { KsefClient } from '@kwit/ksef-client';
import type { permissionLists } from './catalogue.ts';
import { readInput } from './files.ts';
import { wrongUsage } from './usage-error.ts';

export interface GrantOptions {
  to?: string;
  name?: string;
  description?: string;
  permission?: string[];
  delegate?: boolean;
  for?: string;
  subunit?: string;
  subunitName?: string;
  request?: string;
}

type Permissions = KsefClient['permissions'];
type Waiting = { signal: AbortSignal };
type Grant = (
  permissions: Permissions,
  request: never,
  waiting: Waiting,
) => Promise<{ referenceNumber: string }>;

/**
 * Each kind of grant: how it is asked for, which list shows it, and how its request is made of the options (not of all:
 * some need a file).
 */
interface Kind {
  readonly grant: Grant;
  readonly list: (typeof permissionLists)[number];
  readonly requestOf?: (options: GrantOptions) => object;
}

export const kinds: Readonly<Record<string, Kind>> = {
  person: {
    grant: (permissions, request, waiting) => permissions.grantPerson(request, waiting),
    list: 'persons',
    requestOf: (options) => ({ ...toPerson(options), permissions: permissionsOf(options) }),
  },
  entity: {
    grant: (permissions, request, waiting) => permissions.grantEntity(request, waiting),
    list: 'persons',
    requestOf: (options) => ({
      ...toEntity(options),
      permissions: permissionsOf(options).map((type) => ({ type, canDelegate: options.delegate ?? false })),
    }),
  },
  authorization: {
    grant: (permissions, request, waiting) => permissions.grantAuthorization(request, waiting),
    list: 'authorizations-granted',
    requestOf: (options) => {
      const [permission, ...others] = permissionsOf(options);
      if (others.length > 0) throw wrongUsage('usage.one-permission');
      return { ...toEntity(options), permission };
    },
  },
  indirect: {
    grant: (permissions, request, waiting) => permissions.grantIndirect(request, waiting),
    list: 'persons',
    requestOf: (options) => ({
      ...toPerson(options),
      targetIdentifier:
        options.for === undefined
          ? { type: 'AllPartners' }
          : { type: unitType(options.for), value: options.for },
      permissions: permissionsOf(options),
    }),
  },
  subunit: {
    grant: (permissions, request, waiting) => permissions.grantSubunit(request, waiting),
    list: 'subunits',
    requestOf: (options) => {
      const value = needed(options.subunit, '--subunit');
      const { subunitName } = options;
      return {
        ...toPerson(options),
        contextIdentifier: { type: unitType(value), value },
        ...(subunitName !== undefined && { subunitName }),
      };
    },
  },
  'eu-administrator': {
    grant: (permissions, request, waiting) => permissions.grantEuEntityAdministration(request, waiting),
    list: 'eu-entities',
  },
  'eu-representative': {
    grant: (permissions, request, waiting) => permissions.grantEuEntity(request, waiting),
    list: 'eu-entities',
  },
};

/** The request: the file's, where one is named, else made of the options. Throws {@link CliError}. */
export function requestOf(kind: string, options: GrantOptions): object {
  const { requestOf: make } = kinds[kind] ?? {};
  if (options.request !== undefined) return requestFromFile(options.request);
  if (!make) throw wrongUsage('usage.request-needed', { kind });
  return make(options);
}

function requestFromFile(file: string): object {
  const text = Buffer.from(readInput(file)).toString('utf8');
  try {
    const value: unknown = JSON.parse(text.replace(/^\uFEFF/, ''));
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // told below, as every other text that is no object
  }
  throw wrongUsage('usage.bad-request', { file });
}

function needed(value: string | undefined, option: string): string {
  if (value === undefined) throw wrongUsage('usage.option-needed', { option });
  return value.trim();
}

const permissionsOf = ({ permission }: GrantOptions): string[] => {
  const given = (permission ?? []).flatMap((list) => list.split(',')).map((name) => name.trim());
  if (given.length === 0) throw wrongUsage('usage.option-needed', { option: '--permission' });
  return [...new Set(given)];
};

const unitType = (value: string): string => (value.includes('-') ? 'InternalId' : 'Nip');

/** A person by PESEL (11 digits), NIP (10) or the fingerprint of a certificate (64 hexadecimal digits). */
function toPerson(options: GrantOptions): object {
  const value = needed(options.to, '--to').replace(/[\s-]/g, '');
  const type = /^\d{11}$/.test(value)
    ? 'Pesel'
    : /^\d{10}$/.test(value)
      ? 'Nip'
      : /^[0-9a-f]{64}$/i.test(value)
        ? 'Fingerprint'
        : undefined;
  // Of a person known by a certificate, KSeF wants to know more than options can hold.
  if (type === 'Fingerprint') throw wrongUsage('usage.request-needed', { kind: 'Fingerprint' });
  if (type === undefined) throw wrongUsage('usage.bad-holder', { value });
  const name = needed(options.name, '--name');
  const at = name.lastIndexOf(' ');
  if (at < 0) throw wrongUsage('usage.first-and-last-name');
  const personById = { firstName: name.slice(0, at).trim(), lastName: name.slice(at + 1) };
  return {
    subjectIdentifier: { type, value },
    description: options.description ?? name,
    subjectDetails: { subjectDetailsType: 'PersonByIdentifier', personById },
  };
}

/** An entity by NIP, or a Peppol provider by its identifier. */
function toEntity(options: GrantOptions): object {
  const given = needed(options.to, '--to');
  const isProvider = /^P[A-Z]{2}\d{6}$/.test(given);
  const value = isProvider ? given : given.replace(/[\s-]/g, '');
  if (!isProvider && !/^\d{10}$/.test(value)) throw wrongUsage('usage.bad-holder', { value });
  const fullName = needed(options.name, '--name');
  return {
    subjectIdentifier: { type: isProvider ? 'PeppolId' : 'Nip', value },
    description: options.description ?? fullName,
    subjectDetails: { fullName },
  };
}
