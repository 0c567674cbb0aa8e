import { PageHeader, useTexts, useWide } from '@kwit/ui';
import { Button, NativeSelect, Stack } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useIdentity } from '../../../session/session.ts';
import { type Tab, tabsOf } from '../search.ts';
import { permissionsTexts } from '../texts.ts';
import { ClearFilters, Filters } from './filters.tsx';
import { GrantList } from './grant-list.tsx';
import classes from './lists.module.css';
import { Members } from './members.tsx';
import { MyPermissions } from './my-permissions.tsx';
import { listTexts } from './texts.ts';

const route = getRouteApi('/shell/permissions');

/** Who may do what here, by kinds; and what whoever is logged in may do. */
export function PermissionsPage() {
  const texts = useTexts(listTexts);
  const { title } = useTexts(permissionsTexts);
  const { context } = useIdentity();
  const { tab: asked } = route.useSearch();
  const tabs = tabsOf[context.type];
  const tab = tabs.find((one) => one === asked) ?? tabs[0] ?? 'mine';
  return (
    <>
      <PageHeader title={title} lead={texts.leads[tab]} action={<GrantLink />} />
      <Tabs tabs={tabs} tab={tab} />
      {tab === 'mine' ? <MyPermissions /> : <OneList key={tab} tab={tab} />}
    </>
  );
}

function GrantLink() {
  const { grant } = useTexts(permissionsTexts);
  return <Button renderRoot={(props) => <Link to="/permissions/grant" {...props} />}>{grant}</Button>;
}

function OneList({ tab }: { tab: Tab }) {
  const search = route.useSearch();
  return (
    <Stack gap="lg">
      {tab === 'subunits' && <Members />}
      <Filters tab={tab} />
      <ClearFilters />
      <GrantList tab={tab} search={search} />
    </Stack>
  );
}

/** Links where there is room, a choice on a phone. */
function Tabs({ tabs, tab }: { tabs: readonly Tab[]; tab: Tab }) {
  const texts = useTexts(listTexts);
  const navigate = route.useNavigate();
  const wide = useWide();
  if (!wide) {
    return (
      <NativeSelect
        label={texts.tabsLabel}
        size="md"
        mb="lg"
        value={tab}
        onChange={(event) => void navigate({ search: { tab: event.currentTarget.value as Tab } })}
        data={tabs.map((one) => ({ value: one, label: texts.tabs[one] }))}
      />
    );
  }
  return (
    <nav aria-label={texts.tabsLabel}>
      <ul className={classes.tabs}>
        {tabs.map((one) => (
          <li key={one}>
            <Link
              to="/permissions"
              search={{ tab: one }}
              className={classes.tab}
              aria-current={one === tab ? 'page' : undefined}
            >
              {texts.tabs[one]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
