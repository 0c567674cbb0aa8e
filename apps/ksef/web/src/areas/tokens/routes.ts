import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';
import { tokenSearch } from './token-search.ts';

export const tokenRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/tokens/generate-token',
    component: lazyRouteComponent(() => import('./generate-token-page.tsx'), 'GenerateTokenPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/tokens',
    validateSearch: tokenSearch,
    component: lazyRouteComponent(() => import('./token-list-page.tsx'), 'TokenListPage'),
  }),
] as const;
