import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';
import { nothingBut } from '../../search.ts';
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
    validateSearch: (given: Record<string, unknown>): { created?: true } =>
      nothingBut(given, given.created === true ? { created: given.created } : {}),
    component: lazyRouteComponent(() => import('./details-page.tsx'), 'CollectiveIdentifierPage'),
  }),
] as const;
