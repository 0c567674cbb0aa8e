import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';

export const collectiveIdentifierRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/collective-identifiers',
    component: lazyRouteComponent(
      () => import('./collective-identifiers-page.tsx'),
      'CollectiveIdentifiersPage',
    ),
  }),
] as const;
