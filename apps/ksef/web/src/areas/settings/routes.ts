import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { openRoute } from '../../routes.ts';

export const settingsRoutes = [
  createRoute({
    getParentRoute: () => openRoute,
    path: '/settings',
    component: lazyRouteComponent(() => import('./settings-page.tsx'), 'SettingsPage'),
  }),
] as const;
