/** All routes of the application. */
import { createRouter } from '@tanstack/react-router';
import { basePath } from './addresses.ts';
import { certificateRoutes } from './areas/certificates/routes.ts';
import { collectiveIdentifierRoutes } from './areas/collective-identifiers/routes.ts';
import { controlRoutes } from './areas/control/routes.ts';
import { invoiceRoutes } from './areas/invoices/routes.ts';
import { issueInvoiceRoutes } from './areas/issue-invoice/routes.ts';
import { loginRoutes } from './areas/login/routes.ts';
import { permissionRoutes } from './areas/permissions/routes.ts';
import { sessionRoutes } from './areas/sessions/routes.ts';
import { settingsRoutes } from './areas/settings/routes.ts';
import { tokenRoutes } from './areas/tokens/routes.ts';
import { PageFailure } from './page-failure.tsx';
import { openRoute, rootRoute, shellRoute } from './routes.ts';
import { takeControlKey } from './session/control-key.ts';

// Before the router looks at the address, which may hold the key.
takeControlKey();

const routeTree = rootRoute.addChildren([
  ...loginRoutes,
  openRoute.addChildren([...settingsRoutes, ...controlRoutes]),
  shellRoute.addChildren([
    ...invoiceRoutes,
    ...sessionRoutes,
    ...permissionRoutes,
    ...tokenRoutes,
    ...certificateRoutes,
    ...issueInvoiceRoutes,
    ...collectiveIdentifierRoutes,
  ]),
]);

export const router = createRouter({
  routeTree,
  basepath: basePath,
  defaultPreload: 'intent',
  scrollRestoration: true,
  defaultErrorComponent: PageFailure,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
