import { paymentMethods } from '@kwit/invoice';
import { useTexts } from '@kwit/ui';
import { Checkbox } from '@mantine/core';
import { issueInvoiceTexts } from '../texts.ts';
import { ChoiceField, Field } from './field.tsx';
import type { ShortDraft } from './short-draft.ts';
import classes from './short-form.module.css';

type Payment = ShortDraft['payment'];

export interface PaymentFieldsProps {
  readonly value: Payment;
  readonly today: string;
  readonly onChange: (changed: Partial<Payment>) => void;
}

/** How and by when it is paid. */
export function PaymentFields({ value, today, onChange }: PaymentFieldsProps) {
  const texts = useTexts(issueInvoiceTexts).form;
  const methods = (Object.keys(paymentMethods) as (keyof typeof paymentMethods)[]).map((method) => ({
    value: method,
    label: texts.methods[method],
  }));
  return (
    <fieldset className={classes.party}>
      <legend>{texts.payment}</legend>
      <div className={classes.fields}>
        <ChoiceField
          name="payment.method"
          label={texts.method}
          data={[{ value: '', label: texts.noMethod }, ...methods]}
          value={value.method}
          onValue={(method) => onChange({ method: method as Payment['method'] })}
        />
        {value.isPaid ? (
          <Field
            name="payment.paidOn"
            type="date"
            label={texts.paidOn}
            value={value.paidOn || today}
            onValue={(paidOn) => onChange({ paidOn })}
          />
        ) : (
          <Field
            name="payment.dueDate"
            type="date"
            label={texts.dueDate}
            value={value.dueDate}
            onValue={(dueDate) => onChange({ dueDate })}
          />
        )}
        <Field
          name="payment.account"
          label={texts.account}
          inputMode="numeric"
          value={value.account}
          onValue={(account) => onChange({ account })}
        />
        <Checkbox
          className={classes.checkbox}
          label={texts.isPaid}
          checked={value.isPaid}
          onChange={({ currentTarget }) => onChange({ isPaid: currentTarget.checked })}
        />
      </div>
    </fieldset>
  );
}
