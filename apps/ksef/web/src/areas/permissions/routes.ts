import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';
import { grantSearch, permissionSearch } from './search.ts';

export const permissionRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/permissions',
    validateSearch: permissionSearch,
    component: lazyRouteComponent(() => import('./lists/permissions-page.tsx'), 'PermissionsPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/permissions/grant',
    validateSearch: grantSearch,
    component: lazyRouteComponent(() => import('./grant/grant-page.tsx'), 'GrantPage'),
  }),
] as const;
