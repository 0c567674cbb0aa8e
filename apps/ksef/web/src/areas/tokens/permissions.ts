import { personPermissions, type TokenPermissionType } from '@kwit/ksef-contract';
import { inOrderOfGuide } from '../../session/permissions/order.ts';

/** Permissions of tokens: those of persons. */
export const tokenPermissions: readonly TokenPermissionType[] = inOrderOfGuide(personPermissions);
