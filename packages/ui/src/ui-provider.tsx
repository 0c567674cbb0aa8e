import { MantineProvider } from '@mantine/core';
import type { ReactNode } from 'react';
import './mantine.css';
import './fonts.css';
import './theme.css';
import { LanguageProvider } from './language.tsx';
import { theme, variables } from './theme.ts';

/** What every page stands in: theme, language. The nonce comes from `<meta property="csp-nonce">`, where there is one. */
export function UiProvider({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <LanguageProvider>{children}</LanguageProvider>
    </MantineProvider>
  );
}

const styleNonce = (): string =>
  document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';

// What keeps the page from scrolling below a dialog makes a style element of its own, and finds its nonce here.
Object.assign(globalThis, { __webpack_nonce__: styleNonce() });
