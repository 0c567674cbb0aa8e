import { createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { rootRoute } from '../../routes.ts';
import { takeLeave } from '../../shell/leave.ts';
import { faultOf } from './context-value.ts';
import {
  type ContextSearch,
  certificateSearch,
  contextSearch,
  type Method,
  methodSearch,
  nextSearch,
} from './search-schemas.ts';

/** Nobody can sign for a context that is none: it is asked for first. */
function askForContext(method: Method, { type, value, next }: ContextSearch): void {
  if (faultOf(type, value) === undefined) return;
  throw redirect({ to: '/login/context', search: { method, ...(next !== undefined && { next }) } });
}

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
    beforeLoad: ({ search }) => askForContext('trusted-profile', search),
    component: lazyRouteComponent(() => import('./trusted-profile-page.tsx'), 'TrustedProfilePage'),
  }),
  createRoute({
    getParentRoute: () => rootRoute,
    path: '/login/certificate',
    validateSearch: certificateSearch,
    beforeLoad: ({ search }) => askForContext(search.method, search),
    component: lazyRouteComponent(() => import('./certificate-page.tsx'), 'CertificatePage'),
  }),
] as const;
