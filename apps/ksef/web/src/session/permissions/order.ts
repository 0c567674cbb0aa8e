import { type PermissionName, permissionNames } from './texts.ts';

/** Permissions of a list of the contract in the order of the guide. */
export const inOrderOfGuide = <Name extends PermissionName>(wanted: readonly Name[]): readonly Name[] =>
  (Object.keys(permissionNames.pl) as PermissionName[]).filter((name): name is Name =>
    wanted.some((one) => one === name),
  );
