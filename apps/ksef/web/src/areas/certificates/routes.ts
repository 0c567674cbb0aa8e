import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';
import { certificateSearch } from './certificate-search.ts';

export const certificateRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/certificates/generate-internal-certificate',
    component: lazyRouteComponent(() => import('./apply-page.tsx'), 'ApplyPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/certificates',
    validateSearch: certificateSearch,
    component: lazyRouteComponent(() => import('./certificate-list-page.tsx'), 'CertificateListPage'),
  }),
] as const;
