import { personPermissions, type TestDataPermissionType } from '@kwit/ksef-contract';
import { Section, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Checkbox, Group, NativeSelect, TextInput } from '@mantine/core';
import { fieldErrorsOf } from '../../../api/failure.ts';
import { withoutSeparators } from '../../../session/identifiers.ts';
import { inOrderOfGuide } from '../../../session/permissions/order.ts';
import { permissionNames } from '../../../session/permissions/texts.ts';
import { currentClient } from '../../../session/session.ts';
import formClasses from '../form.module.css';
import { useToldAction } from '../side/use-told-action.tsx';
import { useChecks } from './checks.ts';
import { peopleTexts } from './texts.ts';

const authorizedTypes = ['Pesel', 'Nip', 'Fingerprint'] as const;
type AuthorizedType = (typeof authorizedTypes)[number];

const none = {
  company: '',
  type: 'Pesel' as AuthorizedType,
  value: '',
  description: '',
  permissions: [] as TestDataPermissionType[],
};
type Values = typeof none;

const identifiersOf = ({ company, type, value }: Values) => ({
  contextIdentifier: { type: 'Nip' as const, value: withoutSeparators(company) },
  authorizedIdentifier: {
    type,
    value: type === 'Fingerprint' ? value.trim().toUpperCase() : withoutSeparators(value),
  },
});

const fields = {
  contextIdentifier: 'company',
  authorizedIdentifier: 'value',
  permissions: 'permissions',
  description: 'description',
} as const;

/** Grants permissions as the tax office does, with nobody of the company asked. */
export function OfficePermissions() {
  const texts = useTexts(peopleTexts);
  const words = useTexts(permissionNames);
  const checks = useChecks();
  const form = useDraftForm<Values>({
    draft: 'control.zaw-fa',
    initialValues: none,
    validate: {
      company: checks.nip,
      value: (typed, { type }) =>
        ({ Pesel: checks.pesel, Nip: checks.nip, Fingerprint: checks.fingerprint })[type](typed),
      description: checks.description,
      permissions: (chosen) => (chosen.length === 0 ? texts.permissionsRequired : null),
    },
  });
  const granting = useToldAction({
    act: (values: Values) => {
      const description = values.description.trim();
      const permissions = values.permissions.map((permissionType) => ({ permissionType, description }));
      return currentClient().operations.grantTestPermissions({
        body: { ...identifiersOf(values), permissions },
      });
    },
    done: (_, values) => texts.granted(values.value, values.company),
    failed: texts.notGranted,
  });
  const revoking = useToldAction({
    act: (values: Values) =>
      currentClient().operations.revokeTestPermissions({ body: identifiersOf(values) }),
    done: (_, values) => texts.revoked(values.value, values.company),
    failed: texts.notRevoked,
  });
  const onError = (error: Error) => form.setErrors(fieldErrorsOf(error, fields));
  const grant = form.onSubmit((values) => granting.run(values, { onError }));
  const revoke = () => {
    const wrong = [form.validateField('company'), form.validateField('value')].some(
      ({ hasError }) => hasError,
    );
    if (!wrong) revoking.run(form.values, { onError });
  };
  return (
    <Section title={texts.zawFa} lead={texts.zawFaText}>
      <form onSubmit={grant} noValidate className={formClasses.form}>
        <TextInput
          label={texts.company}
          withAsterisk
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('company')}
        />
        <div className={formClasses.columns}>
          <NativeSelect
            label={texts.authorizedType}
            data={authorizedTypes.map((value) => ({ value, label: texts.authorizedTypes[value] }))}
            {...form.getInputProps('type')}
          />
          <TextInput
            label={texts.authorized}
            withAsterisk
            autoComplete="off"
            {...form.getInputProps('value')}
          />
        </div>
        <Checkbox.Group label={texts.permissionsField} withAsterisk {...form.getInputProps('permissions')}>
          <div className={formClasses.columns}>
            {inOrderOfGuide(personPermissions).map((permission) => (
              <Checkbox key={permission} value={permission} label={words[permission]} />
            ))}
          </div>
        </Checkbox.Group>
        <TextInput
          label={texts.description}
          description={texts.descriptionHelp}
          withAsterisk
          autoComplete="off"
          maxLength={256}
          {...form.getInputProps('description')}
        />
        {granting.outcome}
        {revoking.outcome}
        <Group>
          <Button type="submit" variant="default" loading={granting.isPending}>
            {texts.grant}
          </Button>
          <Button variant="default" loading={revoking.isPending} onClick={revoke}>
            {texts.revoke}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
