import { CodeIcon, ConfirmDialog, useTexts, useWide } from '@kwit/ui';
import { Button, Drawer } from '@mantine/core';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, Suspense, useState } from 'react';
import { useSession } from '../session/session.ts';
import { type Unsent, unsentInvoice } from '../session/unsent.ts';
import { Header } from './header.tsx';
import { leaving } from './leave.ts';
import { Navigation } from './navigation.tsx';
import { SessionOver } from './session-over.tsx';
import classes from './shell.module.css';
import { shellTexts } from './texts.ts';

const CallsDrawer = lazy(() =>
  import('./calls-drawer.tsx').then((module) => ({ default: module.CallsDrawer })),
);

/** Header, menu, and the page. */
export function Shell() {
  const texts = useTexts(shellTexts);
  const wide = useWide();
  const [menuOpened, setMenuOpened] = useState(false);
  const [callsOpened, setCallsOpened] = useState(false);
  return (
    <>
      <Header onMenu={() => setMenuOpened(true)}>{wide && <WhoAmI />}</Header>
      <div className={classes.columns}>
        {wide ? (
          <div className={classes.side}>
            <Navigation />
          </div>
        ) : (
          <Drawer
            opened={menuOpened}
            onClose={() => setMenuOpened(false)}
            title={texts.menu}
            size={300}
            padding={0}
            closeButtonProps={{ 'aria-label': texts.closeMenu, size: 44 }}
            classNames={{ header: classes.drawerHeader ?? '' }}
          >
            <WhoAmI />
            <Navigation onChosen={() => setMenuOpened(false)} />
          </Drawer>
        )}
        <main id="content" tabIndex={-1} className={classes.main}>
          <Outlet />
          <footer className={classes.foot}>
            <Button
              variant="subtle"
              color="gray"
              leftSection={<CodeIcon size={18} />}
              onClick={() => setCallsOpened(true)}
            >
              {texts.calls}
            </Button>
          </footer>
        </main>
      </div>
      {callsOpened && (
        <Suspense>
          <CallsDrawer onClose={() => setCallsOpened(false)} />
        </Suspense>
      )}
      <SessionOver />
    </>
  );
}

function WhoAmI() {
  const session = useSession();
  const texts = useTexts(shellTexts);
  const navigate = useNavigate();
  const [unsent, setUnsent] = useState<Unsent>();
  if (session.status === 'anonymous') return null;
  const { person, context } = session.identity;
  const leave = () => {
    setUnsent(undefined);
    void navigate({ to: '/', state: leaving() });
  };
  const ask = () => {
    const found = session.status === 'logged-in' ? unsentInvoice() : undefined;
    if (found === undefined) leave();
    else setUnsent(found);
  };
  return (
    <div className={classes.who}>
      <div className={classes.whoWords}>
        <span className="visually-hidden">{texts.loggedIn} </span>
        <span className={classes.person}>{person}</span>
        <span className="visually-hidden"> {texts.context} </span>
        <span className={classes.context}>
          {texts.contexts[context.type]} {context.value}
        </span>
      </div>
      <Button variant="default" size="sm" h={44} onClick={ask}>
        {texts.logOut}
      </Button>
      <ConfirmDialog
        opened={unsent !== undefined}
        title={texts.logOutQuestion}
        confirm={texts.logOutConfirm}
        danger
        onConfirm={leave}
        onCancel={() => setUnsent(undefined)}
      >
        {unsent && texts.unsent[unsent]}
      </ConfirmDialog>
    </div>
  );
}
