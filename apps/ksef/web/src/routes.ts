/** The frame of all routes. Areas add theirs: see README.md. */
import { createRootRoute, createRoute, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { sessionState } from './session/session.ts';

export const rootRoute = createRootRoute({
  component: lazyRouteComponent(() => import('./root.tsx'), 'Root'),
  notFoundComponent: lazyRouteComponent(() => import('./not-found.tsx'), 'NotFound'),
});

/** Pages with header and menu, for everybody. */
export const openRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'open',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
});

/** Pages with header and menu, for whoever is logged in; others are led to the log-in, and back afterwards. */
export const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  component: lazyRouteComponent(() => import('./shell/shell.tsx'), 'Shell'),
  beforeLoad: ({ location }) => {
    if (sessionState().status === 'anonymous')
      throw redirect({ to: '/login', search: { next: location.href } });
  },
});
