import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../routes.ts';
import { takeLeave } from '../../shell/leave.ts';
import { certificateSearch, contextSearch, methodSearch, nextSearch } from './search-schemas.ts';

export const loginRoutes = [
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/',
    beforeLoad: ({ location }) => takeLeave(location.state),
    component: lazyRouteComponent(() => import('./start-page.tsx'), 'StartPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/login',
    validateSearch: nextSearch,
    component: lazyRouteComponent(() => import('./method-page.tsx'), 'MethodPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/login/context',
    validateSearch: methodSearch,
    component: lazyRouteComponent(() => import('./context-page.tsx'), 'ContextPage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/login/trusted-profile',
    validateSearch: contextSearch,
    component: lazyRouteComponent(() => import('./trusted-profile-page.tsx'), 'TrustedProfilePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/login/certificate',
    validateSearch: certificateSearch,
    component: lazyRouteComponent(() => import('./certificate-page.tsx'), 'CertificatePage'),
  }),
] as const;
