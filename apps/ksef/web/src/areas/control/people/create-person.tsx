import { Section, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Checkbox, Group, TextInput } from '@mantine/core';
import { fieldErrorsOf } from '../../../api/failure.ts';
import { withoutSeparators } from '../../../session/identifiers.ts';
import { currentClient } from '../../../session/session.ts';
import formClasses from '../form.module.css';
import { useToldAction } from '../side/use-told-action.tsx';
import { useChecks } from './checks.ts';
import { DrawnInput } from './drawn-input.tsx';
import { peopleTexts } from './texts.ts';

const none = { nip: '', pesel: '', description: '', isBailiff: false, isDeceased: false };

/** Makes up a person whose NIP and PESEL belong together. */
export function CreatePerson() {
  const texts = useTexts(peopleTexts);
  const { nip, pesel, description } = useChecks();
  const form = useDraftForm({
    draft: 'control.person',
    initialValues: none,
    validate: { nip, pesel, description },
  });
  const creating = useToldAction({
    act: (body: typeof none) => currentClient().operations.createTestPerson({ body }),
    done: (_, body) => texts.personCreated(body.nip, body.pesel),
    failed: texts.personNotCreated,
  });
  const create = form.onSubmit((values) =>
    creating.run(
      {
        ...values,
        nip: withoutSeparators(values.nip),
        pesel: withoutSeparators(values.pesel),
        description: values.description.trim(),
      },
      {
        onSuccess: form.clearDraft,
        onError: (error) =>
          form.setErrors(fieldErrorsOf(error, { nip: 'nip', pesel: 'pesel', description: 'description' })),
      },
    ),
  );
  return (
    <Section title={texts.person} lead={texts.personText}>
      <form onSubmit={create} noValidate className={formClasses.form}>
        <div className={formClasses.columns}>
          <DrawnInput
            kind="nip"
            label={texts.nip}
            onDrawn={(value) => form.setFieldValue('nip', value)}
            {...form.getInputProps('nip')}
          />
          <DrawnInput
            kind="pesel"
            label={texts.pesel}
            onDrawn={(value) => form.setFieldValue('pesel', value)}
            {...form.getInputProps('pesel')}
          />
        </div>
        <TextInput
          label={texts.description}
          description={texts.descriptionHelp}
          withAsterisk
          autoComplete="off"
          maxLength={256}
          {...form.getInputProps('description')}
        />
        <Group>
          <Checkbox label={texts.isBailiff} {...form.getInputProps('isBailiff', { type: 'checkbox' })} />
          <Checkbox label={texts.isDeceased} {...form.getInputProps('isDeceased', { type: 'checkbox' })} />
        </Group>
        {creating.outcome}
        <Group>
          <Button type="submit" variant="default" loading={creating.isPending}>
            {texts.createPerson}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
