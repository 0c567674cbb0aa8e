import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute } from '../../routes.ts';
import { journalSearch } from './journal/journal-search.ts';

/** Menu, key and warnings of the control room, around each of its pages. */
const controlRoute = createRoute({
  getParentRoute: () => openRoute,
  path: '/control',
  component: lazyRouteComponent(() => import('./frame/control-frame.tsx'), 'ControlFrame'),
});

const pages = [
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/',
    component: lazyRouteComponent(() => import('./overview/overview-page.tsx'), 'OverviewPage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/clock',
    component: lazyRouteComponent(() => import('./clock/clock-page.tsx'), 'ClockPage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/faults',
    component: lazyRouteComponent(() => import('./faults/faults-page.tsx'), 'FaultsPage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/journal',
    validateSearch: journalSearch,
    component: lazyRouteComponent(() => import('./journal/journal-page.tsx'), 'JournalPage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/journal/$id',
    component: lazyRouteComponent(() => import('./journal/exchange-page.tsx'), 'ExchangePage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/people',
    component: lazyRouteComponent(() => import('./people/people-page.tsx'), 'PeoplePage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/attachments',
    component: lazyRouteComponent(() => import('./attachments/attachments-page.tsx'), 'AttachmentsPage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/limits',
    component: lazyRouteComponent(() => import('./limits/limits-page.tsx'), 'LimitsPage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/latarnia',
    component: lazyRouteComponent(() => import('./latarnia/latarnia-page.tsx'), 'LatarniaPage'),
  }),
  createRoute({
    getParentRoute: () => controlRoute,
    path: '/keys',
    component: lazyRouteComponent(() => import('./keys/keys-page.tsx'), 'KeysPage'),
  }),
] as const;

export const controlRoutes = [controlRoute.addChildren([...pages])] as const;
