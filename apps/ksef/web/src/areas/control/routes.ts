import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute } from '../../routes.ts';

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
] as const;

export const controlRoutes = [controlRoute.addChildren([...pages])] as const;
