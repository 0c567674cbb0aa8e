import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { shellRoute } from '../../routes.ts';
import { invoiceSearch } from './list/invoice-search.ts';

export const invoiceRoutes = [
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/invoices',
    validateSearch: invoiceSearch,
    component: lazyRouteComponent(() => import('./list/invoice-list-page.tsx'), 'InvoiceListPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/invoices/export',
    validateSearch: invoiceSearch,
    component: lazyRouteComponent(() => import('./export/export-page.tsx'), 'ExportPage'),
  }),
  createRoute({
    getParentRoute: () => shellRoute,
    path: '/invoices/$ksefNumber',
    component: lazyRouteComponent(() => import('./document/invoice-page.tsx'), 'InvoicePage'),
  }),
] as const;
