import { Notice, useTexts } from '@kwit/ui';
import type { ReactNode } from 'react';
import { loginTexts } from './texts.ts';

/** Browsers sign and encrypt only on pages that nobody can have changed on the way. */
export function SecureContextOnly({ children }: { children: ReactNode }) {
  const texts = useTexts(loginTexts);
  if (isSecureContext) return children;
  const secure = location.href.replace(/^http:/, 'https:');
  return (
    <Notice tone="wrong" title={texts.insecure} action={<a href={secure}>{texts.insecureLink}</a>}>
      {texts.insecureText}
    </Notice>
  );
}
