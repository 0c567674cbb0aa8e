import { TextFilter, useTexts, useWide } from '@kwit/ui';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { asksForAnything } from '../../search.ts';
import classes from './collective-identifiers.module.css';
import { isIdentifierNumber, ksefNumberFault, normalizedNumber } from './numbers.ts';
import { type IdentifierSearch, identifierSearch } from './search.ts';
import { collectiveIdentifierTexts } from './texts.ts';
import { daysIn, mostDays, rangeOf } from './use-identifiers.ts';

const route = getRouteApi('/shell/collective-identifiers');

/** Folded on a phone, so that the list is in sight. */
export function IdentifierFilters({ nowMs }: { nowMs: number }) {
  const texts = useTexts(collectiveIdentifierTexts);
  const search = route.useSearch();
  const wide = useWide();
  const filters = <AllFilters nowMs={nowMs} />;
  if (wide) return filters;
  return (
    <details className={classes.more} open={asksForAnything(search)}>
      <summary>{texts.filters}</summary>
      {filters}
    </details>
  );
}

function AllFilters({ nowMs }: { nowMs: number }) {
  const texts = useTexts(collectiveIdentifierTexts);
  const search = route.useSearch();
  const navigate = route.useNavigate();
  const change = (changed: Partial<Record<keyof IdentifierSearch, string>>) =>
    void navigate({ search: identifierSearch({ ...search, ...changed }), replace: true });
  const textOf = (name: keyof IdentifierSearch, judge: (value: string) => string | undefined) => (
    <TextFilter
      key={`${name}.${search[name] ?? ''}`}
      label={texts[name]}
      value={search[name] ?? ''}
      className={classes.filter}
      normalize={normalizedNumber}
      judge={judge}
      onChange={(value) => change({ [name]: value })}
    />
  );
  const numberFault = (value: string) => {
    const fault = ksefNumberFault(value);
    return fault && texts.numberFaults[fault];
  };
  const countFault = (value: string) => (/^\d{1,5}$/.test(value) ? undefined : texts.countForm);
  const identifierFault = (value: string) => (isIdentifierNumber(value) ? undefined : texts.identifierForm);
  return (
    <div className={classes.filters}>
      {textOf('invoice', numberFault)}
      {search.invoice === undefined && (
        <>
          {textOf('number', identifierFault)}
          <Days nowMs={nowMs} onChange={change} />
          {textOf('atLeast', countFault)}
          {textOf('atMost', countFault)}
          <NativeSelect
            label={texts.made}
            size="md"
            className={classes.filter ?? ''}
            value={search.made ?? ''}
            onChange={(event) => change({ made: event.currentTarget.value })}
            data={[
              { value: '', label: texts.all },
              { value: 'here', label: texts.madeHere },
              { value: 'elsewhere', label: texts.madeElsewhere },
            ]}
          />
        </>
      )}
      {asksForAnything(search) && (
        <div className={classes.clear}>
          <Button
            variant="default"
            size="sm"
            h={44}
            onClick={() => void navigate({ search: {}, replace: true })}
          >
            {texts.clear}
          </Button>
        </div>
      )}
    </div>
  );
}

interface DaysProps {
  readonly nowMs: number;
  readonly onChange: (changed: { from: string; to: string }) => void;
}

/** The days of the search; what KSeF would not search is said here, and not asked. */
function Days({ nowMs, onChange }: DaysProps) {
  const texts = useTexts(collectiveIdentifierTexts);
  const range = rangeOf(route.useSearch(), nowMs);
  const days = daysIn(range);
  const fault = days < 1 ? texts.rangeOrder : days > mostDays ? texts.rangeLength : undefined;
  return (
    <>
      {(['from', 'to'] as const).map((end) => (
        <TextInput
          key={end}
          type="date"
          label={texts[end]}
          className={classes.filter ?? ''}
          value={range[end]}
          error={end === 'to' ? fault : fault !== undefined}
          onChange={(event) => {
            const { value } = event.currentTarget;
            if (value !== '') onChange({ ...range, [end]: value });
          }}
        />
      ))}
    </>
  );
}
