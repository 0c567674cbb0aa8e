import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';

/** `similarTo`: KSeF number of the invoice that the new one begins as. */
const issueSearch = ({ similarTo }: Record<string, unknown>): { similarTo?: string } =>
  typeof similarTo === 'string' && similarTo !== '' ? { similarTo } : {};

export const issueInvoiceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/issue-invoice',
    validateSearch: issueSearch,
    component: lazyRouteComponent(() => import('./issue-invoice-page.tsx'), 'IssueInvoicePage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/issue-invoice/full',
    component: lazyRouteComponent(() => import('./full/full-form-page.tsx'), 'FullFormPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/issue-invoice/files',
    component: lazyRouteComponent(() => import('./upload/upload-page.tsx'), 'UploadPage'),
  }),
] as const;
