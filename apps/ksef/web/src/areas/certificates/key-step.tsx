import type { KeyKind } from '@kwit/crypto/web';
import { ErrorNotice, Notice, PageHeader, useDraftForm, useTexts } from '@kwit/ui';
import { Button, PasswordInput, Radio, Stack, TextInput } from '@mantine/core';
import { useFailure } from '../../api/failure.ts';
import { useApiAction, useApiQuery } from '../../api/use-api.ts';
import { type MadeKey, makeKey } from './application.ts';
import { PasswordRequirements } from './password-requirements.tsx';
import { isAllowed } from './password-rules.ts';
import { certificatesTexts } from './texts.ts';

const allowedName = /^[a-zA-Z0-9_\- ąćęłńóśźżĄĆĘŁŃÓŚŹŻ]+$/;
const keyKinds = ['EC', 'RSA'] as const satisfies readonly KeyKind[];

/** «1 z 2»: name and password, then the key and the request are made in the page. */
export function KeyStep({ onMade }: { onMade: (key: MadeKey) => void }) {
  const texts = useTexts(certificatesTexts);
  const limits = useApiQuery('getCertificateLimits', {});
  const form = useDraftForm({
    draft: 'certificates.key',
    initialValues: { name: '', password: '', repeated: '', keyKind: 'EC' as KeyKind },
    secret: ['password', 'repeated'],
    validate: {
      name: (typed) => {
        const name = typed.trim();
        if (name === '') return texts.required;
        if (name.length < 5 || name.length > 100) return texts.nameLength;
        return allowedName.test(name) ? null : texts.nameCharacters;
      },
      password: (password) => {
        if (password === '') return texts.required;
        return isAllowed(password) ? null : texts.passwordNotAllowed;
      },
      repeated: (repeated, { password }) => {
        if (repeated === '') return texts.required;
        return repeated === password ? null : texts.passwordsDiffer;
      },
    },
  });
  const making = useApiAction(makeKey, {
    onDone: (made) => {
      form.clearDraft();
      onMade(made);
    },
  });
  const failure = useFailure(making.error);
  const generate = form.onSubmit(({ name, password, keyKind }) =>
    making.mutate({ name: name.trim(), password, keyKind }),
  );
  return (
    <>
      <PageHeader step={`${texts.applyTitle} · ${texts.step(1)}`} title={texts.keyTitle} />
      <form onSubmit={generate} noValidate>
        <Stack gap="lg" align="stretch" maw={720}>
          {limits.data?.canRequest === false && (
            <Notice tone="waiting" title={texts.noneLeft}>
              {texts.noneLeftText}
            </Notice>
          )}
          <TextInput
            label={texts.name}
            description={`${texts.nameText} ${texts.nameHint}`}
            withAsterisk
            autoComplete="off"
            {...form.getInputProps('name')}
          />
          <PasswordInput
            label={texts.password}
            withAsterisk
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
            {...form.getInputProps('password')}
          />
          <PasswordRequirements password={form.values.password} />
          <PasswordInput
            label={texts.repeat}
            description={texts.passwordText}
            withAsterisk
            autoComplete="new-password"
            visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
            {...form.getInputProps('repeated')}
          />
          <Radio.Group label={texts.keyKind} {...form.getInputProps('keyKind')}>
            <Stack mt="xs" gap="xs">
              {keyKinds.map((kind) => (
                <Radio key={kind} value={kind} label={texts.keyKinds[kind]} />
              ))}
            </Stack>
          </Radio.Group>
          {failure && <ErrorNotice failure={failure} title={texts.notGenerated} />}
          <div>
            <Button type="submit" loading={making.isPending}>
              {texts.generate}
            </Button>
          </div>
        </Stack>
      </form>
    </>
  );
}
