import { ErrorNotice, PageHeader, RowsSkeleton, useDraft, useTexts } from '@kwit/ui';
import { Button, Group, Stack, Tabs } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useFailure } from '../../../api/failure.ts';
import { polishDayOf, useServerTime } from '../../../api/server-time.ts';
import { invoicesTexts } from '../texts.ts';
import { Conditions } from './conditions.tsx';
import { FilterDrawer } from './filter-drawer.tsx';
import { type InvoiceSearch, invoiceSearch, subjectTypes } from './invoice-search.ts';
import { Invoices } from './invoices.tsx';
import { lastListDraft, noSearch } from './last-list.ts';
import { OwnRange, PeriodBar } from './period-bar.tsx';
import { rangeProblem } from './range-problem.ts';

const route = getRouteApi('/shell/invoices');

/** All invoices that the context is a party to, by the role that it has in them. */
export function InvoiceListPage() {
  const texts = useTexts(invoicesTexts);
  const search = route.useSearch();
  const { subject = 'Subject1' } = search;
  const navigate = route.useNavigate();
  const [, remember] = useDraft<InvoiceSearch>(lastListDraft, noSearch);
  useEffect(() => remember(search), [remember, search]);
  const show = (next: InvoiceSearch) =>
    void navigate({ search: invoiceSearch({ ...next }), replace: true, resetScroll: false });
  const { nowMs, error, refetch } = useServerTime();
  const failure = useFailure(error);
  const today = nowMs === undefined ? undefined : polishDayOf(nowMs);
  return (
    <>
      <PageHeader title={texts.title} action={<IssueLink />} />
      <Tabs
        value={subject}
        onChange={(chosen) =>
          show(invoiceSearch({ ...search, subject: chosen === 'Subject1' ? undefined : chosen }))
        }
      >
        <Tabs.List aria-label={texts.subjectsLabel}>
          {subjectTypes.map((one) => (
            <Tabs.Tab key={one} value={one} h={44}>
              {texts.subjects[one]}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Tabs.Panel value={subject} pt="md">
          {failure && <ErrorNotice title={texts.notLoaded} failure={failure} onRetry={refetch} />}
          {today === undefined ? (
            !failure && <RowsSkeleton />
          ) : (
            <Stack gap="md">
              <Group gap="sm" align="flex-end">
                <PeriodBar search={search} today={today} onChange={show} />
                <FilterDrawer search={search} onApply={show} />
                <ExportLink search={search} />
              </Group>
              <OwnRange search={search} today={today} onChange={show} />
              <Conditions search={search} onChange={show} />
              {rangeProblem(search, today) === undefined && (
                <Invoices key={subject} search={search} today={today} onChange={show} />
              )}
            </Stack>
          )}
        </Tabs.Panel>
      </Tabs>
    </>
  );
}

const ExportLink = ({ search }: { search: InvoiceSearch }) => (
  <Button variant="default" renderRoot={(props) => <Link to="/invoices/export" search={search} {...props} />}>
    {useTexts(invoicesTexts).export}
  </Button>
);

const IssueLink = () => (
  <Button renderRoot={(props) => <Link to="/issue-invoice" {...props} />}>
    {useTexts(invoicesTexts).issue}
  </Button>
);
