import type { TestDataAuthenticationContextIdentifier } from '@kwit/ksef-contract';
import { Section, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { fieldErrorsOf } from '../../../api/failure.ts';
import { withoutSeparators } from '../../../session/identifiers.ts';
import { currentClient } from '../../../session/session.ts';
import formClasses from '../form.module.css';
import { useChecks } from '../people/checks.ts';
import { useToldAction } from '../side/use-told-action.tsx';
import { attachmentTexts } from './texts.ts';

type Context = TestDataAuthenticationContextIdentifier;

const types: readonly Context['type'][] = ['Nip', 'InternalId', 'NipVatUe', 'PeppolId'];

/** Lets nobody log in to a context, or everybody again. */
export function ContextBlocks() {
  const texts = useTexts(attachmentTexts);
  const { nip } = useChecks();
  const form = useDraftForm({
    draft: 'control.block',
    initialValues: { type: 'Nip' as Context['type'], value: '' },
    validate: {
      value: (typed, { type }) => {
        if (type === 'Nip') return nip(typed);
        return typed.trim() === '' ? texts.valueRequired : null;
      },
    },
  });
  const contextOf = ({ type, value }: Context): Context => ({
    type,
    value: type === 'Nip' ? withoutSeparators(value) : value.trim(),
  });
  const blocking = useToldAction({
    act: (contextIdentifier: Context) =>
      currentClient().operations.blockTestContext({ body: { contextIdentifier } }),
    done: (_, { value }) => texts.blocked(value),
    failed: texts.notBlocked,
  });
  const unblocking = useToldAction({
    act: (contextIdentifier: Context) =>
      currentClient().operations.unblockTestContext({ body: { contextIdentifier } }),
    done: (_, { value }) => texts.unblocked(value),
    failed: texts.notUnblocked,
  });
  const onError = (error: Error) => form.setErrors(fieldErrorsOf(error, { contextIdentifier: 'value' }));
  const block = form.onSubmit((values) => blocking.run(contextOf(values), { onError }));
  const unblock = form.onSubmit((values) => unblocking.run(contextOf(values), { onError }));
  return (
    <Section title={texts.blocks} lead={texts.blocksText}>
      <form onSubmit={block} noValidate className={formClasses.form}>
        <div className={formClasses.columns}>
          <NativeSelect
            label={texts.type}
            data={types.map((value) => ({ value, label: texts.types[value] }))}
            {...form.getInputProps('type')}
          />
          <TextInput label={texts.value} withAsterisk autoComplete="off" {...form.getInputProps('value')} />
        </div>
        {blocking.outcome}
        {unblocking.outcome}
        <Group>
          <Button type="submit" variant="default" loading={blocking.isPending}>
            {texts.block}
          </Button>
          <Button variant="default" loading={unblocking.isPending} onClick={() => unblock()}>
            {texts.unblock}
          </Button>
        </Group>
      </form>
    </Section>
  );
}
