import { ErrorNotice, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Fieldset, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useFailure } from '../../api/failure.ts';
import { nipFault, peselFault } from '../../session/identifier-faults.ts';
import { randomNip, randomPesel, withoutSeparators } from '../../session/identifiers.ts';
import { createTestPerson, type TestPerson } from '../../session/test-persons.ts';
import type { ContextType } from './search-schemas.ts';
import { loginTexts } from './texts.ts';

export interface NewPersonFormProps {
  readonly context: { readonly type: ContextType; readonly value: string };
  readonly onCreated: (person: TestPerson) => void;
  /** Absent where there is nobody to go back to. */
  readonly onCancel?: () => void;
}

const kinds = ['nip', 'pesel'] as const;
const names = ['givenName', 'surname'] as const;

/** Makes a test person; what is filled in beforehand makes the owner of the context. */
export function NewPersonForm({ context, onCreated, onCancel }: NewPersonFormProps) {
  const texts = useTexts(loginTexts);
  const ownNip = context.value.slice(0, 10);
  const form = useDraftForm({
    draft: `login.person.${context.value}`,
    initialValues: {
      givenName: '',
      surname: '',
      identifierType: 'nip' as (typeof kinds)[number],
      identifier: ownNip,
    },
    validate: {
      givenName: (value) => (value.trim() === '' ? texts.required : null),
      surname: (value) => (value.trim() === '' ? texts.required : null),
      identifier: (typed, { identifierType }) => {
        const value = withoutSeparators(typed);
        if (value === '') return texts.required;
        const fault = identifierType === 'nip' ? nipFault(value) : peselFault(value);
        return fault ? texts[fault] : null;
      },
    },
  });
  const creating = useMutation({
    mutationFn: createTestPerson,
    onSuccess: (person) => {
      form.clearDraft();
      onCreated(person);
    },
  });
  const failure = useFailure(creating.error);
  const { identifierType, identifier } = form.values;
  const isOwner = identifierType === 'nip' && withoutSeparators(identifier) === ownNip;
  const create = form.onSubmit((values) =>
    creating.mutate({
      ...values,
      givenName: values.givenName.trim(),
      surname: values.surname.trim(),
      identifier: withoutSeparators(values.identifier),
    }),
  );
  return (
    <form onSubmit={create} noValidate>
      <Fieldset legend={texts.newPerson}>
        <Stack align="stretch">
          {names.map((name) => (
            <TextInput
              key={name}
              label={texts[name]}
              withAsterisk
              autoComplete="off"
              maxLength={60}
              {...form.getInputProps(name)}
            />
          ))}
          <Radio.Group
            label={texts.identifierKind}
            value={identifierType}
            onChange={(kind) => {
              form.setFieldValue('identifierType', kind as (typeof kinds)[number]);
              form.setFieldValue('identifier', kind === 'nip' ? ownNip : '');
              form.clearErrors();
            }}
          >
            <Group mt="xs">
              {kinds.map((kind) => (
                <Radio key={kind} value={kind} label={texts[kind]} />
              ))}
            </Group>
          </Radio.Group>
          <Group align="flex-end">
            <TextInput
              label={texts[identifierType]}
              description={isOwner ? texts.ownerHint(ownNip) : texts.otherHint}
              withAsterisk
              inputMode="numeric"
              autoComplete="off"
              flex="1 1 260px"
              {...form.getInputProps('identifier')}
            />
            <Button
              variant="default"
              flex="none"
              onClick={() =>
                form.setFieldValue('identifier', identifierType === 'nip' ? randomNip() : randomPesel())
              }
            >
              {texts.draw}
            </Button>
          </Group>
          {failure && <ErrorNotice failure={failure} />}
          <Group>
            <Button type="submit" loading={creating.isPending}>
              {texts.create}
            </Button>
            {onCancel && (
              <Button variant="default" onClick={onCancel}>
                {texts.back}
              </Button>
            )}
          </Group>
        </Stack>
      </Fieldset>
    </form>
  );
}
