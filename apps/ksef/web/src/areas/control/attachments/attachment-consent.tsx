import { dateText, Section, useDraftForm, useLanguage, useTexts } from '@kwit/ui';
import { Button, Group, TextInput } from '@mantine/core';
import { fieldErrorsOf } from '../../../api/failure.ts';
import { withoutSeparators } from '../../../session/identifiers.ts';
import { currentClient } from '../../../session/session.ts';
import formClasses from '../form.module.css';
import { useChecks } from '../people/checks.ts';
import { useToldAction } from '../side/use-told-action.tsx';
import { attachmentTexts } from './texts.ts';

/** Lets a company send invoices with attachments, or no longer. */
export function AttachmentConsent() {
  const texts = useTexts(attachmentTexts);
  const { language } = useLanguage();
  const { nip } = useChecks();
  const form = useDraftForm({
    draft: 'control.attachments',
    initialValues: { nip: '', endDate: '' },
    validate: { nip },
  });
  const allowing = useToldAction({
    act: (value: string) => currentClient().operations.grantTestAttachmentConsent({ body: { nip: value } }),
    done: (_, value) => texts.allowed(value),
    failed: texts.notAllowed,
  });
  const withdrawing = useToldAction({
    act: ({ value, endDate }: { value: string; endDate: string }) =>
      currentClient().operations.revokeTestAttachmentConsent({
        body: { nip: value, ...(endDate !== '' && { expectedEndDate: endDate }) },
      }),
    done: (_, { value, endDate }) =>
      endDate === '' ? texts.withdrawn(value) : texts.withdrawnFrom(value, dateText(endDate, language)),
    failed: texts.notWithdrawn,
  });
  const onError = (error: Error) =>
    form.setErrors(fieldErrorsOf(error, { nip: 'nip', expectedEndDate: 'endDate' }));
  const allow = form.onSubmit(({ nip: typed }) => allowing.run(withoutSeparators(typed), { onError }));
  const withdraw = form.onSubmit(({ nip: typed, endDate }) =>
    withdrawing.run({ value: withoutSeparators(typed), endDate }, { onError }),
  );
  return (
    <Section title={texts.consent} lead={texts.consentText}>
      <form onSubmit={allow} noValidate className={formClasses.form}>
        <TextInput
          label={texts.nip}
          withAsterisk
          inputMode="numeric"
          autoComplete="off"
          {...form.getInputProps('nip')}
        />
        <Group>
          <Button type="submit" loading={allowing.isPending}>
            {texts.allow}
          </Button>
        </Group>
        {allowing.outcome}
        <TextInput
          type="date"
          label={texts.endDate}
          description={texts.endDateHelp}
          {...form.getInputProps('endDate')}
        />
        <Group>
          <Button variant="default" loading={withdrawing.isPending} onClick={() => withdraw()}>
            {texts.withdraw}
          </Button>
        </Group>
        {withdrawing.outcome}
      </form>
    </Section>
  );
}
