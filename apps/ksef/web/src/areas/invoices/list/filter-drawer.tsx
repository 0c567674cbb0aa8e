import { currencyCodes } from '@kwit/ksef-contract';
import { drafts, useDraftForm, useTexts } from '@kwit/ui';
import {
  Button,
  Checkbox,
  CloseButton,
  Drawer,
  Fieldset,
  Group,
  NativeSelect,
  Stack,
  TextInput,
} from '@mantine/core';
import { useEffect, useState } from 'react';
import { ksefNumberForm } from '../ksef-number.ts';
import { type InvoicesTexts, invoicesTexts } from '../texts.ts';
import classes from './invoice-list.module.css';
import {
  amountTypes,
  buyerTypes,
  formTypes,
  type InvoiceSearch,
  invoiceSearch,
  invoiceTypes,
  invoicingModes,
  withoutConditions,
} from './invoice-search.ts';

export interface FilterDrawerProps {
  readonly search: InvoiceSearch;
  readonly onApply: (search: InvoiceSearch) => void;
}

/** Whether it is open, and what was typed into it, over a reload. */
const openedDraft = 'invoices.filters.opened';
const formDraft = 'invoices.filters';

/** All conditions that KSeF knows, in a form at the side; open as it was after a reload. */
export function FilterDrawer({ search, onApply }: FilterDrawerProps) {
  const texts = useTexts(invoicesTexts);
  const [opened, setOpened] = useState(() => drafts.read<boolean>(openedDraft) ?? false);
  // A reload leaves it as it is; whoever goes to another page has closed it.
  useEffect(() => {
    drafts.write(openedDraft, opened || undefined);
    return () => drafts.write(openedDraft, undefined);
  }, [opened]);
  const open = () => {
    // It begins with the conditions of the list, not with what somebody gave up.
    drafts.write(formDraft, undefined);
    setOpened(true);
  };
  return (
    <>
      <Button variant="default" onClick={open}>
        {texts.filters}
      </Button>
      <Drawer
        opened={opened}
        onClose={() => setOpened(false)}
        position="right"
        size={460}
        withCloseButton={false}
      >
        {/* The header of Mantine's drawer would be a second banner of the page. */}
        <Group justify="space-between" mb="xs">
          <Drawer.Title fw={600}>{texts.filters}</Drawer.Title>
          <CloseButton aria-label={texts.close} size={44} onClick={() => setOpened(false)} />
        </Group>
        {opened && (
          <FilterForm
            search={search}
            onApply={(next) => {
              setOpened(false);
              onApply(next);
            }}
          />
        )}
      </Drawer>
    </>
  );
}

type Values = ReturnType<typeof valuesOf>;

const valuesOf = (search: InvoiceSearch) => ({
  ksefNumber: search.ksefNumber ?? '',
  invoiceNumber: search.invoiceNumber ?? '',
  sellerNip: search.sellerNip ?? '',
  buyerType: search.buyerType ?? (search.buyer === undefined ? '' : 'Nip'),
  buyer: search.buyer ?? '',
  amountType: search.amountType ?? 'Brutto',
  amountFrom: typedAmount(search.amountFrom),
  amountTo: typedAmount(search.amountTo),
  currencies: search.currencies?.join(', ') ?? '',
  types: [...(search.types ?? [])] as string[],
  form: search.form ?? '',
  mode: search.mode ?? '',
  selfInvoicing: typedFlag(search.selfInvoicing),
  attachment: typedFlag(search.attachment),
});

const typedAmount = (amount: number | undefined): string =>
  amount === undefined ? '' : String(amount).replace('.', ',');
const typedFlag = (flag: boolean | undefined): string => (flag === undefined ? '' : flag ? 'yes' : 'no');
const flagOf = (typed: string): boolean | undefined => (typed === '' ? undefined : typed === 'yes');

/** Undefined where nothing was typed, null where it is no amount. */
function amountOf(typed: string): number | undefined | null {
  const text = typed.replaceAll(/\s/g, '').replace(',', '.');
  if (text === '') return undefined;
  return /^-?\d{1,13}(\.\d{1,2})?$/.test(text) ? Number(text) : null;
}

const codesOf = (typed: string): string[] =>
  typed
    .toUpperCase()
    .split(/[\s,;]+/)
    .filter((code) => code !== '');

const searchOf = (before: InvoiceSearch, values: Values): InvoiceSearch =>
  invoiceSearch({
    ...withoutConditions(before),
    ...values,
    buyerType: values.buyerType || undefined,
    buyer: values.buyerType === 'None' ? undefined : values.buyer,
    // The kind says something only together with an amount.
    amountType: values.amountFrom + values.amountTo === '' ? undefined : values.amountType,
    amountFrom: amountOf(values.amountFrom),
    amountTo: amountOf(values.amountTo),
    currencies: codesOf(values.currencies),
    selfInvoicing: flagOf(values.selfInvoicing),
    attachment: flagOf(values.attachment),
  });

const knownCurrencies: readonly string[] = currencyCodes;

const validation = (texts: InvoicesTexts) => ({
  ksefNumber: (value: string) =>
    value.trim() === '' || ksefNumberForm.test(value.trim()) ? null : texts.wrongKsefNumber,
  sellerNip: (value: string) => (/^(\d{10})?$/.test(value.replaceAll(/[\s-]/g, '')) ? null : texts.wrongNip),
  buyer: (value: string, { buyerType }: Values) =>
    buyerType !== '' && buyerType !== 'None' && value.trim() === '' ? texts.buyerMissing : null,
  amountFrom: (value: string) => (amountOf(value) === null ? texts.wrongAmount : null),
  amountTo: (value: string, { amountFrom }: Values) => {
    const [from, to] = [amountOf(amountFrom), amountOf(value)];
    if (to === null) return texts.wrongAmount;
    return typeof from === 'number' && typeof to === 'number' && to < from ? texts.wrongAmounts : null;
  },
  currencies: (value: string) => {
    const unknown = codesOf(value).find((code) => !knownCurrencies.includes(code));
    return unknown === undefined ? null : texts.wrongCurrency(unknown);
  },
});

function FilterForm({ search, onApply }: FilterDrawerProps) {
  const texts = useTexts(invoicesTexts);
  const form = useDraftForm<Values>({
    draft: formDraft,
    initialValues: valuesOf(search),
    validate: validation(texts),
  });
  const { buyerType } = form.values;
  const apply = form.onSubmit((values) => {
    form.clearDraft();
    const clean = {
      ...values,
      sellerNip: values.sellerNip.replaceAll(/[\s-]/g, ''),
      ksefNumber: values.ksefNumber.trim().toUpperCase(),
    };
    onApply(searchOf(search, clean));
  });
  const flags = [
    { value: '', label: texts.any },
    { value: 'yes', label: texts.yes },
    { value: 'no', label: texts.no },
  ];
  return (
    <form onSubmit={apply} noValidate>
      <Stack>
        <p className={classes.lead}>{texts.filtersLead}</p>
        <TextInput
          label={texts.invoiceNumber}
          description={texts.invoiceNumberHint}
          {...form.getInputProps('invoiceNumber')}
        />
        <TextInput label={texts.ksefNumber} {...form.getInputProps('ksefNumber')} />
        <TextInput label={texts.sellerNip} inputMode="numeric" {...form.getInputProps('sellerNip')} />
        <NativeSelect
          label={texts.buyerType}
          size="md"
          data={[
            { value: '', label: texts.any },
            ...buyerTypes.map((value) => ({ value, label: texts.buyers[value] })),
          ]}
          {...form.getInputProps('buyerType')}
        />
        {buyerType !== '' && buyerType !== 'None' && (
          <TextInput label={texts.buyerValue} {...form.getInputProps('buyer')} />
        )}
        <NativeSelect
          label={texts.amountType}
          size="md"
          data={amountTypes.map((value) => ({ value, label: texts.amounts[value] }))}
          {...form.getInputProps('amountType')}
        />
        <Group grow align="flex-start" gap="sm">
          <TextInput label={texts.amountFrom} inputMode="decimal" {...form.getInputProps('amountFrom')} />
          <TextInput label={texts.amountTo} inputMode="decimal" {...form.getInputProps('amountTo')} />
        </Group>
        <TextInput
          label={texts.currencies}
          description={texts.currenciesHint}
          {...form.getInputProps('currencies')}
        />
        <Fieldset legend={texts.types}>
          <Checkbox.Group {...form.getInputProps('types')}>
            <Stack gap="xs">
              {invoiceTypes.map((type) => (
                <Checkbox key={type} value={type} label={texts.kinds[type]} />
              ))}
            </Stack>
          </Checkbox.Group>
        </Fieldset>
        <NativeSelect
          label={texts.form}
          size="md"
          data={[
            { value: '', label: texts.any },
            ...formTypes.map((value) => ({ value, label: texts.forms[value] })),
          ]}
          {...form.getInputProps('form')}
        />
        <NativeSelect
          label={texts.mode}
          size="md"
          data={[
            { value: '', label: texts.any },
            ...invoicingModes.map((value) => ({ value, label: texts.modes[value] })),
          ]}
          {...form.getInputProps('mode')}
        />
        <NativeSelect
          label={texts.isSelfInvoicing}
          size="md"
          data={flags}
          {...form.getInputProps('selfInvoicing')}
        />
        <NativeSelect
          label={texts.hasAttachment}
          size="md"
          data={flags}
          {...form.getInputProps('attachment')}
        />
        <Button type="submit">{texts.apply}</Button>
      </Stack>
    </form>
  );
}
