import type { SubjectType } from '@kwit/ksef-contract';
import { Section, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Group, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { fieldErrorsOf } from '../../../api/failure.ts';
import { nipFault } from '../../../session/identifier-faults.ts';
import { withoutSeparators } from '../../../session/identifiers.ts';
import { currentClient } from '../../../session/session.ts';
import formClasses from '../form.module.css';
import { useToldAction } from '../side/use-told-action.tsx';
import { useChecks } from './checks.ts';
import { DrawnInput } from './drawn-input.tsx';
import { peopleTexts } from './texts.ts';

const subjectTypes: readonly SubjectType[] = ['VatGroup', 'JST', 'EnforcementAuthority'];

const none = { nip: '', subjectType: 'VatGroup' as SubjectType, description: '', members: '' };

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,;]/)
    .map(withoutSeparators)
    .filter((line) => line !== '');

/** Makes up a VAT group, a unit of local government or an enforcement authority. */
export function CreateSubject() {
  const texts = useTexts(peopleTexts);
  const { nip, description } = useChecks();
  const form = useDraftForm({
    draft: 'control.subject',
    initialValues: none,
    validate: {
      nip,
      description,
      members: (typed, { subjectType }) => {
        const lines = linesOf(typed);
        if (subjectType === 'EnforcementAuthority') return lines.length > 0 ? texts.membersNone : null;
        const wrong = lines.filter((line) => nipFault(line) !== undefined);
        return wrong.length > 0 ? texts.membersWrong(wrong.join(', ')) : null;
      },
    },
  });
  const creating = useToldAction({
    act: (values: typeof none) => {
      const subunits = linesOf(values.members).map((subjectNip) => ({
        subjectNip,
        description: values.description,
      }));
      return currentClient().operations.createTestSubject({
        body: {
          subjectNip: values.nip,
          subjectType: values.subjectType,
          description: values.description,
          ...(subunits.length > 0 && { subunits }),
        },
      });
    },
    done: (_, values) => texts.subjectCreated(values.nip),
    failed: texts.subjectNotCreated,
  });
  const create = form.onSubmit((values) =>
    creating.run(
      { ...values, nip: withoutSeparators(values.nip), description: values.description.trim() },
      {
        onSuccess: form.clearDraft,
        onError: (error) =>
          form.setErrors(
            fieldErrorsOf(error, { subunits: 'members', subjectNip: 'nip', description: 'description' }),
          ),
      },
    ),
  );
  return (
    <Section title={texts.subject} lead={texts.subjectText}>
      <form onSubmit={create} noValidate className={formClasses.form}>
        <NativeSelect
          label={texts.subjectType}
          data={subjectTypes.map((value) => ({ value, label: texts.subjectTypes[value] }))}
          {...form.getInputProps('subjectType')}
        />
        <DrawnInput
          kind="nip"
          label={texts.nip}
          onDrawn={(value) => form.setFieldValue('nip', value)}
          {...form.getInputProps('nip')}
        />
        <TextInput
          label={texts.description}
          description={texts.descriptionHelp}
          withAsterisk
          autoComplete="off"
          maxLength={256}
          {...form.getInputProps('description')}
        />
        {form.values.subjectType !== 'EnforcementAuthority' && (
          <Textarea
            label={texts.members}
            description={texts.membersHelp}
            rows={3}
            {...form.getInputProps('members')}
          />
        )}
        {creating.outcome}
        <Group>
          <Button type="submit" variant="default" loading={creating.isPending}>
            {texts.createSubject}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
