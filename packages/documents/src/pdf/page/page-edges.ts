/** What stands at the upper and lower edge of every page; programs that read aloud pass over it. */
import type { Layout } from '../../layout/layout.ts';
import { type Setting, textPiece, wordSpans } from '../blocks/setting.ts';
import { pageNumber } from '../messages.ts';
import { colours, contentWidth, margins, thickness } from '../theme.ts';
import { type PageContent, pageHeight } from './page-content.ts';
import { paint } from './pieces.ts';

/** From the lower edge of the paper to the rule above the foot, in points. */
const footHeight = 42;

export function paintEdges(setting: Setting, layout: Layout, pages: readonly PageContent[]): void {
  const { theme, structure } = setting;
  const words = (text: Parameters<typeof wordSpans>[0]) =>
    wordSpans(text, structure.root, theme.small, theme.smallAlso);
  pages.forEach((page, index) => {
    const number = textPiece(
      words(pageNumber(layout.language, index + 1, pages.length)),
      contentWidth / 3,
      'end',
    );
    const foot = textPiece(words(layout.foot), (contentWidth * 2) / 3 - 12);
    const top = pageHeight - footHeight;
    page.fill(margins.left, top, contentWidth, thickness.hair, colours.hairline);
    page.artifact('Footer', () => {
      paint(page, foot, margins.left, top + 5);
      paint(page, number, margins.left + (contentWidth * 2) / 3, top + 5);
    });
  });
}
