import type { CertificateListItem } from '@kwit/ksef-contract';
import { EmptyState, PageHeader, useDebouncedValue, useTexts } from '@kwit/ui';
import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useFailure } from '../../api/failure.ts';
import { PagedList } from '../../api/paged-list.tsx';
import { useServerTime } from '../../api/server-time.ts';
import { asksForAnything } from '../../search.ts';
import { CertificateLimits } from './certificate-limits.tsx';
import { CertificateCard, useCertificateColumns } from './certificate-row.tsx';
import {
  type CertificateSearch,
  certificateSearch,
  certificateStatuses,
  certificateTypes,
} from './certificate-search.ts';
import { EndingReminder } from './ending-reminder.tsx';
import { certificatesTexts } from './texts.ts';
import { useCertificates } from './use-certificates.ts';

const route = getRouteApi('/shell/certificates');

export function CertificateListPage() {
  const texts = useTexts(certificatesTexts);
  const filters = route.useSearch();
  const navigate = route.useNavigate();
  const show = (chosen: Readonly<Record<string, unknown>>) =>
    void navigate({ search: certificateSearch(chosen), replace: true });
  return (
    <>
      <PageHeader title={texts.listTitle} lead={texts.listLead} action={<ApplyLink />} />
      <Stack gap="md" align="stretch">
        <EndingReminder />
        <CertificateLimits />
        <Filters filters={filters} onFilters={show} />
        <Certificates filters={filters} onShowAll={() => show({})} />
      </Stack>
    </>
  );
}

const ApplyLink = () => (
  <Button renderRoot={(props) => <Link to="/certificates/generate-internal-certificate" {...props} />}>
    {useTexts(certificatesTexts).applyTitle}
  </Button>
);

interface FiltersProps {
  readonly filters: CertificateSearch;
  readonly onFilters: (filters: Readonly<Record<string, unknown>>) => void;
}

/** Whoever types a name has it looked for once they pause. */
const typingPauseMs = 300;

function Filters({ filters, onFilters }: FiltersProps) {
  const texts = useTexts(certificatesTexts);
  const { status = '', type = '', name = '' } = filters;
  const [typed, setTyped] = useState(name);
  const [settled] = useDebouncedValue(typed, typingPauseMs);
  // biome-ignore lint/correctness/useExhaustiveDependencies: only what was typed acts, not the other filters
  useEffect(() => {
    if (settled !== name) onFilters({ ...filters, name: settled });
  }, [settled]);
  // «Show all» empties the field as well.
  useEffect(() => {
    if (name === '') setTyped('');
  }, [name]);
  const options = <Value extends string>(
    values: readonly Value[],
    words: Readonly<Record<Value, string>>,
  ) => [{ value: '', label: texts.all }, ...values.map((value) => ({ value, label: words[value] }))];
  return (
    <Group align="flex-end">
      <NativeSelect
        label={texts.status}
        size="md"
        flex="1 1 180px"
        value={status}
        onChange={(event) => onFilters({ ...filters, status: event.currentTarget.value })}
        data={options(certificateStatuses, texts.statuses)}
      />
      <NativeSelect
        label={texts.purpose}
        size="md"
        flex="2 1 260px"
        value={type}
        onChange={(event) => onFilters({ ...filters, type: event.currentTarget.value })}
        data={options(certificateTypes, texts.usages)}
      />
      <TextInput
        type="search"
        label={texts.name}
        flex="2 1 260px"
        autoComplete="off"
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
    </Group>
  );
}

function Certificates({ filters, onShowAll }: { filters: CertificateSearch; onShowAll: () => void }) {
  const texts = useTexts(certificatesTexts);
  const certificates = useCertificates(filters);
  const failure = useFailure(certificates.error);
  const { nowMs } = useServerTime();
  const columns = useCertificateColumns(nowMs);
  const rows = useMemo<readonly CertificateListItem[]>(
    () => certificates.data?.pages.flatMap((page) => page.certificates) ?? [],
    [certificates.data],
  );
  return (
    <PagedList
      query={certificates}
      failure={failure}
      notLoaded={texts.notLoaded}
      label={texts.listTitle}
      rows={rows}
      columns={columns}
      rowKey={({ certificateSerialNumber }) => certificateSerialNumber}
      card={(certificate) => <CertificateCard certificate={certificate} nowMs={nowMs} />}
    >
      <NoCertificates isFiltered={asksForAnything(filters)} onShowAll={onShowAll} />
    </PagedList>
  );
}

function NoCertificates({ isFiltered, onShowAll }: { isFiltered: boolean; onShowAll: () => void }) {
  const texts = useTexts(certificatesTexts);
  if (!isFiltered) {
    return (
      <EmptyState title={texts.none} action={<ApplyLink />}>
        {texts.noneText}
      </EmptyState>
    );
  }
  const all = (
    <Button variant="default" onClick={onShowAll}>
      {texts.showAll}
    </Button>
  );
  return <EmptyState title={texts.noneFound} action={all} />;
}
