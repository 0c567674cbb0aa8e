import { documentLayout, documentStyles, type InvoiceLayoutOptions, renderHtmlBody } from '@kwit/documents';
import { type DocumentOf, type FormatName, read } from '@kwit/formats';
import { useLanguage } from '@kwit/ui';
import { useComputedColorScheme } from '@mantine/core';
import { useLayoutEffect, useMemo, useRef } from 'react';

export interface DocumentViewProps extends Omit<InvoiceLayoutOptions, 'language'> {
  /** The document: an invoice or a receipt, of any format that people read. */
  readonly bytes: Uint8Array;
}

type Shown = Parameters<typeof documentLayout>[0];

/**
 * A document as people read it, in a shadow root: neither the page nor the document touches the other.
 * To be loaded when it is needed (`lazy-document-view.ts`): it brings all of `@kwit/documents`.
 * @throws {FormatError} while rendering, where the bytes cannot be read
 */
export function DocumentView({ bytes, ksefNumber, codes, state }: DocumentViewProps) {
  const { language } = useLanguage();
  const theme = useComputedColorScheme('light');
  const host = useRef<HTMLDivElement>(null);
  const html = useMemo(() => {
    const document = read(bytes) as DocumentOf<FormatName> as Shown;
    return renderHtmlBody(documentLayout(document, { language, ksefNumber, codes, state }));
  }, [bytes, language, ksefNumber, codes, state]);
  useLayoutEffect(() => {
    if (host.current) show(host.current, html, documentStyles({}, theme));
  }, [html, theme]);
  return <div ref={host} />;
}

function show(host: HTMLElement, html: string, styles: string): void {
  const root = host.shadowRoot ?? host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  root.adoptedStyleSheets = [sheet];
  root.replaceChildren(...nodesOf(html));
}

/** An attribute `style` of a tag; text has no `<` of its own, so that it cannot look like one. */
const styleAttribute = /(<[a-z]+(?: [a-z-]+(?:="[^"]*")?)*) style="/g;

/** The page's policy takes styles from scripts alone, so attributes of them are set one by one. */
function nodesOf(html: string): Node[] {
  const parsed = new DOMParser().parseFromString(
    html.replace(styleAttribute, '$1 data-style="'),
    'text/html',
  );
  for (const element of parsed.querySelectorAll<HTMLElement | SVGElement>('[data-style]')) {
    element.style.cssText = element.dataset.style ?? '';
    element.removeAttribute('data-style');
  }
  return [...parsed.body.childNodes];
}
