import { ErrorNotice, Notice, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Group, Stack } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import { fieldErrorsOf } from '../../../api/failure.ts';
import { useApiAction } from '../../../api/use-api.ts';
import { permissionNames } from '../../../session/permissions/texts.ts';
import { useIdentity } from '../../../session/session.ts';
import { forgetLists } from '../lists/sources.ts';
import { type RunningOperation, useOperation, usePermissionFailure } from '../operation.ts';
import type { GrantKind } from '../search.ts';
import { identifierTexts, permissionsTexts } from '../texts.ts';
import { GrantField } from './fields.tsx';
import classes from './grant-page.module.css';
import { fieldsInTheApiOf, holderOf, sendGrant } from './request.ts';
import { grantTexts } from './texts.ts';
import { faultsOf } from './validate.ts';
import { type GrantValues, initialValuesOf, sectionsOf } from './values.ts';

const route = getRouteApi('/shell/permissions/grant');

/** The form of one kind, and in its place what became of the grant. */
export function GrantForm({ kind }: { kind: GrantKind }) {
  const { operation: referenceNumber } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const operation = useOperation(referenceNumber);
  const words = { grant: useTexts(grantTexts), identifier: useTexts(identifierTexts) };
  const [granted, setGranted] = useState<string>();
  const summary = useSummary(kind);
  const { context } = useIdentity();
  const form = useDraftForm<GrantValues>({
    draft: `permissions.grant.${kind}`,
    initialValues: initialValuesOf(kind),
    validate: (values) => faultsOf(kind, values, words),
    validateInputOnBlur: true,
  });
  const follow = (reference: string | undefined) =>
    void navigate({
      search: reference === undefined ? { kind } : { kind, operation: reference },
      replace: true,
    });
  const sending = useApiAction(
    (client, values: GrantValues) => sendGrant(client, { kind, values, nip: context.value.slice(0, 10) }),
    { onDone: (answer) => follow(answer.referenceNumber) },
  );
  const isDone = operation.state === 'done';
  // biome-ignore lint/correctness/useExhaustiveDependencies: what was typed is given up once it was granted, and not again
  useEffect(() => {
    if (!isDone) return;
    forgetLists(queries);
    form.clearDraft();
  }, [isDone]);
  if (isDone)
    return <Granted granted={granted} reference={referenceNumber} onMore={() => follow(undefined)} />;
  const grant = form.onSubmit((values) => {
    setGranted(summary(values));
    sending.mutate(values, {
      onError: (error) => form.setErrors(fieldErrorsOf(error, fieldsInTheApiOf(kind))),
    });
  });
  const isUnderWay = sending.isPending || operation.state === 'running';
  return (
    <form onSubmit={grant} noValidate className={classes.form}>
      <Stack gap="xl">
        {sectionsOf(kind, form.values).map(({ heading, fields }) => (
          <section key={heading}>
            <h2 className={classes.heading}>{words.grant.headings[heading]}</h2>
            <Stack>
              {fields.map((name) => (
                <GrantField key={name} name={name} kind={kind} form={form} />
              ))}
            </Stack>
          </section>
        ))}
        {!sending.isPending && (
          <Outcome
            operation={operation}
            error={sending.error}
            isAtFields={Object.keys(form.errors).length > 0}
          />
        )}
        <div>
          <Button type="submit" loading={isUnderWay}>
            {words.grant.submit}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

interface OutcomeProps {
  readonly operation: RunningOperation;
  /** Why it was not sent. */
  readonly error: Error | null;
  /** Whether the fields say it already. */
  readonly isAtFields: boolean;
}

/** Above the button: that it is under way, or why nothing came of it. */
function Outcome({ operation, error, isAtFields }: OutcomeProps) {
  const texts = useTexts(grantTexts);
  const failure = usePermissionFailure(error ?? operation.error);
  if (operation.state === 'running') {
    return (
      <Notice tone="waiting" title={texts.running}>
        {texts.runningText}
      </Notice>
    );
  }
  if (!failure || (error && isAtFields)) return null;
  return <ErrorNotice title={texts.notGranted} failure={failure} />;
}

interface GrantedProps {
  /** To whom and what; unknown after a reload. */
  readonly granted: string | undefined;
  readonly reference: string | undefined;
  readonly onMore: () => void;
}

function Granted({ granted, reference, onMore }: GrantedProps) {
  const texts = useTexts(grantTexts);
  const { toList } = useTexts(permissionsTexts);
  return (
    <Stack className={classes.form} gap="lg">
      <Notice tone="right" title={texts.doneTitle}>
        <Stack gap="xs">
          <span>{granted ?? texts.doneShort}</span>
          <span>
            {texts.reference}: <span className={classes.reference}>{reference}</span>
          </span>
        </Stack>
      </Notice>
      <Group>
        <Button renderRoot={(props) => <Link to="/permissions" {...props} />}>{toList}</Button>
        <Button variant="default" onClick={onMore}>
          {texts.another}
        </Button>
      </Group>
    </Stack>
  );
}

/** To whom and what, in words. */
function useSummary(kind: GrantKind): (values: GrantValues) => string {
  const texts = useTexts(grantTexts);
  const names = useTexts(permissionNames);
  const what: Partial<Record<GrantKind, (values: GrantValues) => string>> = {
    subunit: () => texts.unitAdministrator,
    euAdministration: () => texts.euAdministrator,
    authorization: ({ authorization }) => (authorization === '' ? '' : names[authorization]),
  };
  return (values) => {
    const chosen = what[kind]?.(values) ?? values.permissions.map((one) => names[one]).join(', ');
    return texts.doneText(holderOf(kind, values), chosen);
  };
}
