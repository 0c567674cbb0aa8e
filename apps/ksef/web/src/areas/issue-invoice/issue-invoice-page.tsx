export { ShortFormPage as IssueInvoicePage } from './short/short-form-page.tsx';
