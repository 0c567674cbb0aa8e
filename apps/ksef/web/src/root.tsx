import { Outlet } from '@tanstack/react-router';
import { ConnectionBanner } from './shell/connection-banner.tsx';

export const Root = () => (
  <>
    <ConnectionBanner />
    <Outlet />
  </>
);
