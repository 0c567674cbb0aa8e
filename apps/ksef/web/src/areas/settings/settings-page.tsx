import { languages, PageHeader, useLanguage, useTexts } from '@kwit/ui';
import { Radio, Stack, useMantineColorScheme } from '@mantine/core';
import { settingsTexts } from './texts.ts';

const schemes = ['auto', 'light', 'dark'] as const;

export function SettingsPage() {
  const texts = useTexts(settingsTexts);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.kept} />
      <Stack gap="xl">
        <Radio.Group
          label={texts.language}
          value={language}
          onChange={(value) => choose(value as 'pl' | 'en')}
        >
          <Stack mt="xs" gap="xs">
            {languages.map((one) => (
              <Radio key={one} value={one} label={texts[one]} />
            ))}
          </Stack>
        </Radio.Group>
        <Radio.Group
          label={texts.appearance}
          value={colorScheme}
          onChange={(value) => setColorScheme(value as (typeof schemes)[number])}
        >
          <Stack mt="xs" gap="xs">
            {schemes.map((scheme) => (
              <Radio key={scheme} value={scheme} label={texts[scheme]} />
            ))}
          </Stack>
        </Radio.Group>
      </Stack>
    </>
  );
}
