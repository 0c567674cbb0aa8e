import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { sessionsTexts } from './texts.ts';

export const SessionsPage = () => <Unfinished title={useTexts(sessionsTexts).title} />;
