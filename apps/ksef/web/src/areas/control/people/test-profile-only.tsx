import { Notice, useTexts } from '@kwit/ui';
import type { ReactNode } from 'react';
import { useAbout } from '../overview/use-about.ts';
import { peopleTexts } from './texts.ts';

/** What the operations of test data do; the other profiles have none, and are told so. */
export function TestProfileOnly({ children }: { children: ReactNode }) {
  const texts = useTexts(peopleTexts);
  const { data } = useAbout();
  if (!data || data.profile === 'test') return children;
  return (
    <Notice tone="neutral" title={texts.testOnly}>
      {texts.testOnlyText}
    </Notice>
  );
}
