import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';

export const permissionRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/permissions',
    component: lazyRouteComponent(() => import('./permissions-page.tsx'), 'PermissionsPage'),
  }),
] as const;
