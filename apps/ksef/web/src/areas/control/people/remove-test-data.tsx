import { Section, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Group, TextInput } from '@mantine/core';
import { withoutSeparators } from '../../../session/identifiers.ts';
import { currentClient } from '../../../session/session.ts';
import formClasses from '../form.module.css';
import { useToldAction } from '../side/use-told-action.tsx';
import { useChecks } from './checks.ts';
import { peopleTexts } from './texts.ts';

/** Takes away what was made up for a NIP. */
export function RemoveTestData() {
  const texts = useTexts(peopleTexts);
  const { nip } = useChecks();
  const form = useDraftForm({ draft: 'control.remove', initialValues: { nip: '' }, validate: { nip } });
  const removing = useToldAction({
    act: ({ value, what }: { value: string; what: 'subject' | 'person' }) => {
      const { operations } = currentClient();
      return what === 'subject'
        ? operations.removeTestSubject({ body: { subjectNip: value } })
        : operations.removeTestPerson({ body: { nip: value } });
    },
    done: (_, { value, what }) =>
      what === 'subject' ? texts.subjectRemoved(value) : texts.personRemoved(value),
    failed: texts.notRemoved,
  });
  const remove = (what: 'subject' | 'person') => {
    if (form.validate().hasErrors) return;
    removing.run({ value: withoutSeparators(form.values.nip), what }, { onSuccess: form.clearDraft });
  };
  return (
    <Section title={texts.removing} lead={texts.removingText}>
      <div className={formClasses.form}>
        <TextInput
          label={texts.nip}
          withAsterisk
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('nip')}
        />
        {removing.outcome}
        <Group>
          <Button variant="default" disabled={removing.isPending} onClick={() => remove('subject')}>
            {texts.removeSubject}
          </Button>
          <Button variant="default" disabled={removing.isPending} onClick={() => remove('person')}>
            {texts.removePerson}
          </Button>
        </Group>
      </div>
    </Section>
  );
}
