import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { tokensTexts } from './texts.ts';

export const GenerateTokenPage = () => <Unfinished title={useTexts(tokensTexts).generateTitle} />;
