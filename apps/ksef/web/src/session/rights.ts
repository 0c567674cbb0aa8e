/** Who is logged in by which identifier, and what they may do: as their access token tells it, by which KSeF judges. */
import {
  type AuthenticationMethod,
  type OperationName,
  operations,
  type Permission,
  permissions,
} from '@kwit/ksef-contract';
import { inOrderOfGuide } from './permissions/order.ts';
import { currentClient, useSession } from './session.ts';

export interface SubjectIdentifier {
  readonly type: 'Nip' | 'Pesel' | 'Fingerprint';
  readonly value: string;
}

export interface Rights {
  /** Absent where the token does not tell: then KSeF is asked, and may refuse. */
  readonly subject?: SubjectIdentifier | undefined;
  readonly method?: AuthenticationMethod | undefined;
  /** As granted: `Owner`, or permissions by name. */
  readonly granted: readonly string[];
  readonly isOwner: boolean;
  /** What follows from that, in the order of the guide. */
  readonly permissions: readonly Permission[];
  /** Whether KSeF lets the caller use an operation. */
  readonly may: (operation: OperationName) => boolean;
}

/** What an owner has not by being one. */
const notOfOwners: readonly Permission[] = ['EnforcementOperations', 'VatUeManage', 'PefInvoiceWrite'];

/** @param accessToken a JWT; what is none tells nothing, and then nothing is held back */
export function rightsOf(accessToken: string | undefined): Rights {
  const claims = claimsOf(accessToken);
  if (!claims) return { granted: [], isOwner: false, permissions: [], may: () => true };
  const granted = listIn(claims.per);
  const isOwner = granted.includes('Owner');
  const has = (permission: Permission) =>
    granted.includes(permission) || (isOwner && !notOfOwners.includes(permission));
  return {
    subject: subjectIn(claims.sud),
    method: claims.aum as AuthenticationMethod | undefined,
    granted,
    isOwner,
    permissions: inOrderOfGuide(permissions.filter(has)),
    may: (operation) => {
      const { permissions: asked } = operations[operation];
      return asked.length === 0 || asked.some(has);
    },
  };
}

/** The rights of whoever is logged in. */
export function useRights(): Rights {
  useSession();
  return rightsOf(currentClient().tokens?.accessToken.token);
}

function claimsOf(token: string | undefined): Record<string, unknown> | undefined {
  try {
    const [, payload = ''] = (token ?? '').split('.');
    const bytes = Uint8Array.from(atob(payload.replaceAll('-', '+').replaceAll('_', '/')), (sign) =>
      sign.charCodeAt(0),
    );
    const claims: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return typeof claims === 'object' && claims !== null && 'per' in claims ? { ...claims } : undefined;
  } catch {
    return undefined;
  }
}

const parsed = (text: unknown): unknown => {
  try {
    return JSON.parse(String(text));
  } catch {
    return undefined;
  }
};

function listIn(claim: unknown): readonly string[] {
  const list = parsed(claim);
  return Array.isArray(list) ? list.map(String) : [];
}

const subjectIn = (claim: unknown): SubjectIdentifier | undefined =>
  (parsed(claim) as { subjectIdentifier?: SubjectIdentifier } | undefined)?.subjectIdentifier;
