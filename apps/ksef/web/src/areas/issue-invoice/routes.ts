import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';

export const issueInvoiceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/issue-invoice',
    component: lazyRouteComponent(() => import('./issue-invoice-page.tsx'), 'IssueInvoicePage'),
  }),
] as const;
