import { PageHeader, useTexts } from '@kwit/ui';
import { Button, PasswordInput, Stack } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useMutation } from '@tanstack/react-query';
import { setControlKey, useControlKey } from '../../../session/control-key.ts';
import { ControlRefusal, callControl } from '../side/call-control.ts';
import { ControlFailure } from '../side/control-failure.tsx';
import classes from './control-frame.module.css';
import { frameTexts } from './texts.ts';

/** Asks for the key where the link did not bring it. */
export function KeyForm() {
  const texts = useTexts(frameTexts);
  const { wrong } = useControlKey();
  const form = useForm({
    mode: 'controlled',
    initialValues: { key: '' },
    initialErrors: wrong ? { key: texts.keyWrong } : {},
    validate: { key: (value) => (value.trim() === '' ? texts.keyRequired : null) },
  });
  const isWrong = (error: unknown) => error instanceof ControlRefusal && error.status === 401;
  const trying = useMutation({
    mutationFn: async (key: string) => {
      await callControl('readClock', {}, { key });
      return key;
    },
    onSuccess: setControlKey,
    onError: (error) => {
      if (isWrong(error)) form.setErrors({ key: texts.keyWrong });
    },
  });
  return (
    <>
      <PageHeader title={texts.title} lead={texts.keyLead} />
      <form onSubmit={form.onSubmit(({ key }) => trying.mutate(key.trim()))} noValidate>
        <Stack className={classes.form} align="stretch">
          <PasswordInput
            label={texts.key}
            description={texts.keyHelp}
            withAsterisk
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('key')}
          />
          {!isWrong(trying.error) && <ControlFailure title={texts.notOpened} error={trying.error} />}
          <Button type="submit" loading={trying.isPending} className={classes.submit}>
            {texts.open}
          </Button>
        </Stack>
      </form>
    </>
  );
}
