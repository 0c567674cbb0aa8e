import { useTexts } from '@kwit/ui';
import { Unfinished } from '../../shell/unfinished.tsx';
import { issueInvoiceTexts } from './texts.ts';

export const IssueInvoicePage = () => <Unfinished title={useTexts(issueInvoiceTexts).title} />;
