/** The business invoice: JSON that a person or a shop can write, to FA(3) and back, and the rules that documents are held against. */
export { invoiceAudience, type Viewer, type Visibility } from './audience.ts';
export { type BegunInput, beginInvoice } from './begin-invoice.ts';
export { type BuildOptions, type BuiltInvoice, buildInvoice, buildInvoiceXml } from './build-invoice.ts';
export { invoiceSchema } from './check-input.ts';
export {
  hasKsefChecksum,
  isBankAccount,
  isGs1Number,
  isInternalId,
  isNip,
  isPesel,
  isRegon,
} from './checksums.ts';
export { type CountedLines, countLines } from './count-lines.ts';
export { addDays, isDate, todayInPoland } from './dates.ts';
export { type EuVatFault, euVatFault } from './eu-vat.ts';
export type { CorrectionInput, InvoiceInput, LineInput, OrderInput, OrderLineInput } from './input.ts';
export { type ParsedInvoice, parseInvoiceJson } from './json.ts';
export { InvoiceError, type JsonPath, type Locate, type Position } from './problems.ts';
export { netFields, vatFields } from './rates.ts';
export {
  type InvoiceFacts,
  type InvoiceParty,
  type InvoiceSummary,
  invoiceFacts,
  type PartyIdentifierType,
  readInvoice,
} from './read-invoice.ts';
export { type CheckOptions, checkDocument } from './rules/check-document.ts';
export type { RuleCode } from './rules/messages.ts';
export type { EnforcedBy, Finding, Rule, RuleContext } from './rules/rule.ts';
export { rules } from './rules/table.ts';
export { scaled } from './scaled.ts';
export { type ReadInput, toInvoiceInput } from './to-input.ts';
export type { InvoiceTotals } from './totals.ts';
export {
  type ColumnType,
  columnTypes,
  countries,
  currencies,
  type InvoiceKind,
  invoiceKinds,
  type PaymentMethod,
  paymentMethods,
  type VatRate,
  vatRates,
} from './vocabulary.ts';
