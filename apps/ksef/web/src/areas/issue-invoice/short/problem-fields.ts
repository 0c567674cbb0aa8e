/** Problems of an invoice at the fields of the short form that mend them. */
import type { Problem } from '@kwit/formats';
import type { Language } from '@kwit/ui';
import { issueInvoiceTexts } from '../texts.ts';
import { decimalOf, digitLimits, type ShortDraft } from './short-draft.ts';

/** Sentences by the name of the field; those under an empty name concern no single field. */
export type FieldErrors = Readonly<Record<string, string>>;

/** The field that stands for each part of the input; the first pattern that fits decides. */
const fields: readonly (readonly [RegExp, string])[] = [
  [/^number/, 'number'],
  [/^issueDate/, 'issueDate'],
  [/^issuePlace/, 'issuePlace'],
  [/^saleDate/, 'saleDate'],
  [/^currency/, 'currency'],
  [/^exchangeRate/, 'exchangeRate'],
  [/^seller\.address\.(country|line1|line2)/, 'seller.address.$1'],
  [/^seller\.address/, 'seller.address.line1'],
  [/^seller\.name/, 'seller.name'],
  [/^seller/, 'seller.name'],
  [/^buyer\.address\.(country|line1|line2)/, 'buyer.address.$1'],
  [/^buyer\.address/, 'buyer.address.line1'],
  [/^buyer\.name/, 'buyer.name'],
  [/^buyer\.foreignId\.country/, 'buyer.idCountry'],
  [/^buyer/, 'buyer.id'],
  [/^lines\[(\d+)\]\.(name|quantity|unit|vatRate)(?=$|[.[])/, 'lines.$1.$2'],
  [/^lines\[(\d+)\]\.(unitNetPrice|netValue)/, 'lines.$1.price'],
  [/^lines\[(\d+)\]/, 'lines.$1.name'],
  [/^exemption/, 'exemption.text'],
  [/^payment\.accounts/, 'payment.account'],
  [/^payment\.(dueDate|paidOn)/, 'payment.$1'],
  [/^payment/, 'payment.method'],
  [/^splitPayment/, 'splitPayment'],
  [/^notes/, 'notes'],
];

/** The name of the field for a place of the input (`lines[0].vatRate`); empty where there is none. */
export function fieldOf(path: string): string {
  for (const [pattern, field] of fields) {
    const match = pattern.exec(path);
    if (match) return field.replaceAll(/\$(\d)/g, (_, group: string) => match[Number(group)] ?? '');
  }
  return '';
}

/** Names of JSON fields help those who write JSON; a form shows the field itself. */
const withoutJson = (sentence: string): string => sentence.replaceAll(/ ?\(JSON: [^)]*\)/g, '');

/** What to do says here which form is wanted; what is wrong would say it a second time. */
const formProblems: readonly string[] = ['input-shape', 'input-type'];

/** What is wrong and what to do, as they stand beside a field. */
export const sentenceOf = ({ code, message, remedy }: Problem, language: Language): string =>
  withoutJson(
    formProblems.includes(code) ? remedy[language] : `${message[language]} ${remedy[language]}`.trim(),
  );

const numberFields = /^(lines\.\d+\.(quantity|price)|exchangeRate)$/;

/** The first problem of each field. */
export function errorsOf(problems: readonly Problem[], language: Language): FieldErrors {
  const errors: Record<string, string> = {};
  for (const problem of problems) {
    const field = fieldOf(problem.path);
    // Unlike the JSON of an invoice, a form takes spaces and a decimal comma.
    const isNoNumber = formProblems.includes(problem.code) && numberFields.test(field);
    errors[field] ??= isNoNumber ? issueInvoiceTexts[language].notNumber : sentenceOf(problem, language);
  }
  return errors;
}

/** What is wrong with a number already while it is typed: more digits than the format has room for. */
export function digitsError(
  name: keyof typeof digitLimits,
  typed: string,
  language: Language,
): string | undefined {
  const { before, after } = digitLimits[name];
  const match = /^-?(\d+)(?:\.(\d+))?$/.exec(decimalOf(typed));
  const [, whole = '', fraction = ''] = match ?? [];
  if (whole.length <= before && fraction.length <= after) return undefined;
  return issueInvoiceTexts[language].tooManyDigits(before, after);
}

/** What must be typed and is not: names of fields. */
export function missingOf(draft: ShortDraft, seller: { name: string; address: { line1: string } }): string[] {
  const { buyer } = draft;
  const required: [string, string][] = [
    ['number', draft.number],
    ['seller.name', seller.name],
    ['seller.address.line1', seller.address.line1],
    ['buyer.id', buyer.kind === 'noId' ? '-' : buyer.id],
    ['buyer.name', buyer.name],
    ['buyer.address.line1', buyer.address.line1],
    ...draft.lines.flatMap(({ name, quantity, unit, price }, index): [string, string][] => [
      [`lines.${index}.name`, name],
      [`lines.${index}.quantity`, quantity],
      [`lines.${index}.unit`, unit],
      [`lines.${index}.price`, price],
    ]),
  ];
  if (draft.lines.some(({ vatRate }) => vatRate === 'zw')) {
    required.push(['exemption.text', draft.exemption.text]);
  }
  return required.filter(([, typed]) => typed.trim() === '').map(([field]) => field);
}
