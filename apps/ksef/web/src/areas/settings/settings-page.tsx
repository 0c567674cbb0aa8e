import { languages, PageHeader, Section, useLanguage, useTexts } from '@kwit/ui';
import { Radio, Stack, useMantineColorScheme } from '@mantine/core';
import { useSession } from '../../session/session.ts';
import { Limits } from './limits.tsx';
import { LoginSessions } from './login-sessions.tsx';
import { RateLimits } from './rate-limits.tsx';
import { settingsTexts } from './texts.ts';

const schemes = ['auto', 'light', 'dark'] as const;

/** Language and appearance for everybody; the log-in and the limits for whoever is logged in. */
export function SettingsPage() {
  const texts = useTexts(settingsTexts);
  const isLoggedIn = useSession().status === 'logged-in';
  return (
    <>
      <PageHeader title={texts.title} />
      <Stack gap="xl" align="stretch">
        <Appearance />
        {isLoggedIn && (
          <>
            <LoginSessions />
            <Limits />
            <RateLimits />
          </>
        )}
      </Stack>
    </>
  );
}

function Appearance() {
  const texts = useTexts(settingsTexts);
  const { language, choose } = useLanguage();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Section title={texts.appearanceTitle} lead={texts.kept}>
      <Stack gap="lg">
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
    </Section>
  );
}
