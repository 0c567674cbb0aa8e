import type { ReactNode } from 'react';
import classes from './frame.module.css';
import { Header } from './header.tsx';

/** A page without a menu: the counter before one is logged in. */
export const Frame = ({ children }: { children: ReactNode }) => (
  <>
    <Header />
    <main id="content" tabIndex={-1} className={classes.main}>
      {children}
    </main>
  </>
);
