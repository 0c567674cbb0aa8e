import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { certificatesTexts } from './texts.ts';

export const ApplyPage = () => <Unfinished title={useTexts(certificatesTexts).applyTitle} />;
