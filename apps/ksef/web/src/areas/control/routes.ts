import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute } from '../../routes.ts';

export const controlRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/control',
    component: lazyRouteComponent(() => import('./control-page.tsx'), 'ControlPage'),
  }),
] as const;
