import { amountText, RemovableWord, useTexts } from '@kwit/ui';
import { Button } from '@mantine/core';
import { type InvoicesTexts, invoicesTexts } from '../texts.ts';
import classes from './invoice-list.module.css';
import {
  hasConditions,
  type InvoiceConditions,
  type InvoiceSearch,
  withoutConditions,
} from './invoice-search.ts';

export interface ConditionsProps {
  readonly search: InvoiceSearch;
  readonly onChange: (search: InvoiceSearch) => void;
}

/** The filters of the list as words, each of which can be taken away. */
export function Conditions({ search, onChange }: ConditionsProps) {
  const texts = useTexts(invoicesTexts);
  if (!hasConditions(search)) return null;
  const remove = (names: readonly (keyof InvoiceConditions)[]) =>
    onChange(
      Object.fromEntries(Object.entries(search).filter(([name]) => !names.some((one) => one === name))),
    );
  return (
    <ul className={classes.conditions} aria-label={texts.conditions}>
      {conditionWords(search, texts).map(({ names, word }) => (
        <li key={word}>
          <RemovableWord onRemove={() => remove(names)}>{word}</RemovableWord>
        </li>
      ))}
      <li>
        <Button variant="subtle" size="sm" onClick={() => onChange(withoutConditions(search))}>
          {texts.removeAll}
        </Button>
      </li>
    </ul>
  );
}

interface Condition {
  /** What goes when the word goes. */
  readonly names: readonly (keyof InvoiceConditions)[];
  readonly word: string;
}

/** «waluta: EUR», one for each condition. */
export function conditionWords(search: InvoiceConditions, texts: InvoicesTexts): Condition[] {
  const yesOrNo = (flag: boolean | undefined) =>
    flag === undefined ? undefined : flag ? texts.yes : texts.no;
  const words: [names: Condition['names'], label: string, value: string | undefined][] = [
    [['ksefNumber'], texts.ksefNumber, search.ksefNumber],
    [['invoiceNumber'], texts.invoiceNumber, search.invoiceNumber],
    [['sellerNip'], texts.sellerNip, search.sellerNip],
    [['buyerType', 'buyer'], texts.buyer, buyerWords(search, texts)],
    [['amountType', 'amountFrom', 'amountTo'], texts.amount, amountWords(search, texts)],
    [['currencies'], texts.currency, search.currencies?.join(', ')],
    [['types'], texts.kind, search.types?.map((type) => texts.kinds[type]).join(', ')],
    [['form'], texts.form, search.form],
    [['mode'], texts.mode, search.mode && texts.modes[search.mode]],
    [['selfInvoicing'], texts.isSelfInvoicing, yesOrNo(search.selfInvoicing)],
    [['attachment'], texts.hasAttachment, yesOrNo(search.attachment)],
  ];
  return words.flatMap(([names, label, value]) =>
    value === undefined ? [] : [{ names, word: `${label}: ${value}` }],
  );
}

function buyerWords({ buyerType, buyer }: InvoiceConditions, texts: InvoicesTexts): string | undefined {
  if (buyerType === undefined && buyer === undefined) return undefined;
  const type = texts.buyers[buyerType ?? 'Nip'];
  return buyer === undefined || buyerType === 'None' ? type : `${type} ${buyer}`;
}

function amountWords(
  { amountType = 'Brutto', amountFrom, amountTo }: InvoiceConditions,
  texts: InvoicesTexts,
): string | undefined {
  if (amountFrom === undefined && amountTo === undefined) return undefined;
  const parts = [
    texts.amounts[amountType],
    amountFrom === undefined ? '' : texts.fromWord(amountText(amountFrom)),
    amountTo === undefined ? '' : texts.toWord(amountText(amountTo)),
  ];
  return parts.filter((part) => part !== '').join(' ');
}
