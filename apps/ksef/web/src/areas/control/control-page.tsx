import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { controlTexts } from './texts.ts';

export const ControlPage = () => <Unfinished title={useTexts(controlTexts).title} />;
