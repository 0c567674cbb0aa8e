import { PageHeader, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Radio, Stack, TextInput } from '@mantine/core';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { BackLink } from '../../shell/back-link.tsx';
import { Frame } from '../../shell/frame.tsx';
import { faultOf, normalized } from './context-value.ts';
import { type ContextType, contextTypes } from './search-schemas.ts';
import { loginTexts } from './texts.ts';

const route = getRouteApi('/login/context');

export function ContextPage() {
  const texts = useTexts(loginTexts);
  const { method, next } = route.useSearch();
  const navigate = useNavigate();
  const form = useDraftForm({
    draft: 'login.context',
    initialValues: { type: 'Nip' as ContextType, value: '' },
    validate: {
      value: (value, { type }) => {
        const fault = faultOf(type, value);
        return fault === undefined ? null : texts[fault];
      },
    },
  });
  const { type } = form.values;
  const goOn = form.onSubmit(({ value }) => {
    const context = { type, value: normalized(type, value), ...(next === undefined ? {} : { next }) };
    return method === 'trusted-profile'
      ? navigate({ to: '/login/trusted-profile', search: context })
      : navigate({ to: '/login/certificate', search: { method, ...context } });
  });
  return (
    <Frame>
      <BackLink label={texts.back} to="/login" search={next === undefined ? {} : { next }} />
      <PageHeader title={texts.contextTitle} lead={texts.contextLead} />
      <form onSubmit={goOn} noValidate>
        <Stack gap="lg" align="flex-start">
          <Radio.Group
            label={texts.identifier}
            withAsterisk
            value={type}
            onChange={(chosen) => {
              form.setFieldValue('type', chosen as ContextType);
              form.clearErrors();
            }}
          >
            <Stack mt="xs" gap="xs">
              {contextTypes.map((one) => (
                <Radio key={one} value={one} label={texts.types[one]} />
              ))}
            </Stack>
          </Radio.Group>
          <TextInput
            label={texts.types[type]}
            // The error says the same and more, in the same place.
            description={!form.errors.value && texts.hints[type]}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            withAsterisk
            w="100%"
            maw={400}
            inputMode={type === 'Nip' ? 'numeric' : 'text'}
            autoComplete="off"
            spellCheck={false}
            {...form.getInputProps('value')}
          />
          <Button type="submit">{texts.authenticate}</Button>
        </Stack>
      </form>
    </Frame>
  );
}
