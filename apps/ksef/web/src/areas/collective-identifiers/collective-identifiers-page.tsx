import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { collectiveIdentifiersTexts } from './texts.ts';

export const CollectiveIdentifiersPage = () => (
  <Unfinished title={useTexts(collectiveIdentifiersTexts).title} />
);
