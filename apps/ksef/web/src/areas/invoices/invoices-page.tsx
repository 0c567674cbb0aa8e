import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { invoicesTexts } from './texts.ts';

export const InvoicesPage = () => <Unfinished title={useTexts(invoicesTexts).title} />;
