/** The fields of a grant. */
import {
  authorizationPermissions,
  type EntityAuthorizationPermissionType,
  type Permission,
} from '@kwit/ksef-contract';
import { type DraftForm, goesToButton, useTexts } from '@kwit/ui';
import { Checkbox, Radio, Stack, Textarea, TextInput } from '@mantine/core';
import type { FocusEvent, ReactNode } from 'react';
import { permissionNames } from '../../../session/permissions/texts.ts';
import type { GrantKind } from '../search.ts';
import classes from './grant-page.module.css';
import { grantTexts } from './texts.ts';
import { type FieldName, type GrantValues, knownByOf, offeredPermissions, subjectTypeOf } from './values.ts';

export interface FieldProps {
  readonly name: FieldName;
  readonly kind: GrantKind;
  readonly form: DraftForm<GrantValues>;
}

/** A field by its name. */
export function GrantField(props: FieldProps) {
  const Special = specialFields[props.name];
  return Special ? <Special {...props} /> : <TextField {...props} />;
}

/** What a field gets from the form, which judges it once it is left. */
function inputProps(form: DraftForm<GrantValues>, name: FieldName) {
  const props = form.getInputProps(name);
  const judge = (event: FocusEvent) => {
    if (!goesToButton(event)) props.onBlur(event);
  };
  return { ...props, onBlur: judge };
}

const digits: readonly FieldName[] = ['number'];

function TextField({ name, kind, form }: FieldProps) {
  const label = useLabel(name, kind, form.values);
  const hint = useHint(name, kind, form.values);
  return (
    <TextInput
      label={label}
      {...(hint !== undefined && { description: hint })}
      withAsterisk
      autoComplete="off"
      spellCheck={false}
      inputMode={digits.includes(name) || isOfDigits(name, kind, form.values) ? 'numeric' : 'text'}
      {...inputProps(form, name)}
    />
  );
}

const isOfDigits = (name: FieldName, kind: GrantKind, values: GrantValues): boolean =>
  name === 'subject' && ['Nip', 'Pesel'].includes(subjectTypeOf(kind, values));

function useLabel(name: FieldName, kind: GrantKind, values: GrantValues): string {
  const texts = useTexts(grantTexts);
  const numbers = { Nip: texts.nip, Pesel: texts.pesel };
  if (name === 'number') return numbers[values.numberType];
  if (name !== 'subject') return texts.fields[name];
  const type = subjectTypeOf(kind, values);
  if (type === 'Nip' || type === 'Pesel') return numbers[type];
  return type === 'PeppolId' ? texts.peppol : texts.fingerprint;
}

function useHint(name: FieldName, kind: GrantKind, values: GrantValues): string | undefined {
  const { hints } = useTexts(grantTexts);
  if (name === 'subject') {
    return subjectTypeOf(kind, values) === 'Fingerprint' ? hints.subjectFingerprint : undefined;
  }
  if (name === 'unit') return values.unitType === 'Nip' ? hints.unitNip : hints.unitInternalId;
  return name === 'documentType' || name === 'documentCountry' || name === 'euVat' ? hints[name] : undefined;
}

interface ChoiceProps<Value extends string> extends FieldProps {
  readonly label: string;
  readonly options: readonly (readonly [value: Value, label: string])[];
  /** Fields that mean something else after another choice. */
  readonly empties?: readonly FieldName[];
}

/** One of a few. */
function Choice<Value extends string>({ name, form, label, options, empties = [] }: ChoiceProps<Value>) {
  return (
    <Radio.Group
      label={label}
      withAsterisk
      value={String(form.values[name])}
      error={form.errors[name]}
      onChange={(chosen) => {
        form.setFieldValue(name, chosen as never);
        for (const field of empties) form.setFieldValue(field, '' as never);
        for (const field of [name, ...empties]) form.clearFieldError(field);
      }}
    >
      <Stack mt="xs" gap="xs">
        {options.map(([value, text]) => (
          <Radio key={value} value={value} label={text} />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function SubjectTypeField(props: FieldProps) {
  const texts = useTexts(grantTexts);
  const options = [
    ['Pesel', texts.pesel],
    ['Nip', texts.nip],
    ['Fingerprint', texts.fingerprint],
  ] as const;
  return <Choice {...props} label={texts.fields.subjectType} options={options} empties={['subject']} />;
}

function KnownByField(props: FieldProps) {
  const texts = useTexts(grantTexts);
  const options = knownByOf(props.kind).map((known) => [known, texts.known[known]] as const);
  return <Choice {...props} label={texts.fields.knownBy} options={options} />;
}

function NumberTypeField(props: FieldProps) {
  const texts = useTexts(grantTexts);
  const options = [
    ['Pesel', texts.pesel],
    ['Nip', texts.nip],
  ] as const;
  return <Choice {...props} label={texts.fields.numberType} options={options} empties={['number']} />;
}

const targetTypes = ['AllPartners', 'Nip', 'InternalId'] as const;

function TargetTypeField(props: FieldProps) {
  const texts = useTexts(grantTexts);
  const options = targetTypes.map((type) => [type, texts.targets[type]] as const);
  return <Choice {...props} label={texts.fields.targetType} options={options} empties={['target']} />;
}

const unitTypes = ['InternalId', 'Nip'] as const;

function UnitTypeField(props: FieldProps) {
  const texts = useTexts(grantTexts);
  const options = unitTypes.map((type) => [type, texts.units[type]] as const);
  return <Choice {...props} label={texts.fields.unitType} options={options} empties={['unit']} />;
}

function AuthorizationField(props: FieldProps) {
  const texts = useTexts(grantTexts);
  const names = useTexts(permissionNames);
  const options = authorizationPermissions.map(
    (one: EntityAuthorizationPermissionType) => [one, names[one]] as const,
  );
  return <Choice {...props} label={texts.fields.authorization} options={options} empties={['subject']} />;
}

function DateField({ name, form }: FieldProps) {
  const { fields } = useTexts(grantTexts);
  return (
    <TextInput
      type="date"
      label={fields.birthDate}
      withAsterisk
      className={classes.short ?? ''}
      {...inputProps(form, name)}
    />
  );
}

function DescriptionField({ name, form }: FieldProps) {
  const { fields, hints } = useTexts(grantTexts);
  return (
    <Textarea
      label={fields.description}
      description={hints.description}
      withAsterisk
      rows={2}
      {...inputProps(form, name)}
    />
  );
}

function PermissionsField({ kind, form }: FieldProps) {
  const texts = useTexts(grantTexts);
  const names = useTexts(permissionNames);
  const { permissions, passedOn } = form.values;
  const choose = (chosen: string[]) => {
    form.setFieldValue('permissions', chosen as Permission[]);
    form.setFieldValue(
      'passedOn',
      passedOn.filter((one) => chosen.includes(one)),
    );
    form.clearFieldError('permissions');
  };
  const passOn = (permission: Permission, wanted: boolean) =>
    form.setFieldValue('passedOn', [
      ...passedOn.filter((one) => one !== permission),
      ...(wanted ? [permission] : []),
    ]);
  return (
    <Checkbox.Group
      label={texts.fields.permissions}
      withAsterisk
      value={permissions}
      onChange={choose}
      error={form.errors.permissions}
    >
      <div className={classes.permissions}>
        {offeredPermissions[kind]?.map((permission) => (
          <div key={permission} className={classes.permission}>
            <Checkbox
              value={permission}
              label={names[permission]}
              {...(permission === 'EnforcementOperations' && { description: texts.hints.enforcement })}
            />
            {kind === 'entity' && permissions.includes(permission) && (
              <PassOn
                permission={names[permission]}
                checked={passedOn.includes(permission)}
                onChange={(wanted) => passOn(permission, wanted)}
              />
            )}
          </div>
        ))}
      </div>
    </Checkbox.Group>
  );
}

interface PassOnProps {
  readonly permission: string;
  readonly checked: boolean;
  readonly onChange: (wanted: boolean) => void;
}

/** Whether a permission may be passed on. It is no permission itself, and so not one of the group around it. */
function PassOn({ permission, checked, onChange }: PassOnProps) {
  const { hints } = useTexts(grantTexts);
  const label: ReactNode = (
    <>
      <span className="visually-hidden">{permission} </span>
      {hints.passOn}
    </>
  );
  return (
    <label className={classes.passOn}>
      <input
        type="checkbox"
        className={classes.passOnBox}
        checked={checked}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      {label}
    </label>
  );
}

const specialFields: Readonly<Partial<Record<FieldName, (props: FieldProps) => ReactNode>>> = {
  subjectType: SubjectTypeField,
  knownBy: KnownByField,
  numberType: NumberTypeField,
  targetType: TargetTypeField,
  unitType: UnitTypeField,
  authorization: AuthorizationField,
  birthDate: DateField,
  description: DescriptionField,
  permissions: PermissionsField,
};
