import { currencies } from '@kwit/invoice';
import { useTexts } from '@kwit/ui';
import { Checkbox, Textarea } from '@mantine/core';
import { issueInvoiceTexts } from '../texts.ts';
import { ChoiceField, Field } from './field.tsx';
import { useFieldErrors } from './field-errors.ts';
import { Fold } from './fold.tsx';
import type { ShortDraft } from './short-draft.ts';
import classes from './short-form.module.css';

export interface FurtherFieldsProps {
  readonly draft: ShortDraft;
  readonly onChange: (changed: Partial<ShortDraft>) => void;
}

const usual = ['PLN', 'EUR', 'USD', 'GBP', 'CHF', 'CZK'];

/** What most invoices do not need. */
export function FurtherFields({ draft, onChange }: FurtherFieldsProps) {
  const texts = useTexts(issueInvoiceTexts).form;
  const { errors, onChanged } = useFieldErrors();
  const isWrong = (...names: string[]) => names.some((name) => errors[name] !== undefined);
  return (
    <fieldset className={classes.party}>
      <legend>{texts.further}</legend>
      <div className={classes.further}>
        <Fold
          word={texts.otherCurrency}
          isUsed={draft.currency !== 'PLN' || isWrong('currency', 'exchangeRate')}
        >
          <div className={classes.fields}>
            <ChoiceField
              name="currency"
              label={texts.currency}
              data={[...new Set([...usual, ...currencies])]}
              value={draft.currency}
              onValue={(currency) => onChange({ currency })}
            />
            {draft.currency !== 'PLN' && (
              <Field
                name="exchangeRate"
                label={texts.exchangeRate}
                inputMode="decimal"
                value={draft.exchangeRate}
                onValue={(exchangeRate) => onChange({ exchangeRate })}
              />
            )}
          </div>
        </Fold>
        <Fold word={texts.placeWord} isUsed={draft.issuePlace !== '' || isWrong('issuePlace')}>
          <Field
            name="issuePlace"
            label={texts.issuePlace}
            value={draft.issuePlace}
            onValue={(issuePlace) => onChange({ issuePlace })}
          />
        </Fold>
        <Fold word={texts.notesWord} isUsed={draft.notes !== '' || isWrong('notes')}>
          <Textarea
            name="notes"
            label={texts.notes}
            rows={3}
            value={draft.notes}
            error={errors.notes}
            onChange={({ currentTarget }) => {
              onChange({ notes: currentTarget.value });
              onChanged('notes');
            }}
          />
        </Fold>
        <Checkbox
          label={texts.splitPayment}
          checked={draft.splitPayment}
          error={errors.splitPayment}
          onChange={({ currentTarget }) => {
            onChange({ splitPayment: currentTarget.checked });
            onChanged('splitPayment');
          }}
        />
      </div>
    </fieldset>
  );
}
