import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';
import { identifierSearch } from './search.ts';

export const collectiveIdentifierRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/collective-identifiers',
    validateSearch: identifierSearch,
    component: lazyRouteComponent(() => import('./list-page.tsx'), 'CollectiveIdentifiersPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/collective-identifiers/create',
    component: lazyRouteComponent(() => import('./create/create-page.tsx'), 'CreateIdentifierPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/collective-identifiers/$number',
    validateSearch: ({ created }: Record<string, unknown>): { created?: true } =>
      created === true ? { created } : {},
    component: lazyRouteComponent(() => import('./details-page.tsx'), 'CollectiveIdentifierPage'),
  }),
] as const;
