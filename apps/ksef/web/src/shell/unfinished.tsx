import { Notice, PageHeader, useTexts } from '@kwit/ui';
import { shellTexts } from './texts.ts';

/** Stands where a screen is still being made. */
export function Unfinished({ title }: { title: string }) {
  const texts = useTexts(shellTexts);
  return (
    <>
      <PageHeader title={title} />
      <Notice tone="neutral" title={texts.unfinished}>
        {texts.unfinishedText}
      </Notice>
    </>
  );
}
