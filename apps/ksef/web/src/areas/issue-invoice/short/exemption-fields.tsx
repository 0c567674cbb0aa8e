import { useTexts } from '@kwit/ui';
import { issueInvoiceTexts } from '../texts.ts';
import { ChoiceField, Field } from './field.tsx';
import { type ExemptionBasis, exemptionBases, type ShortDraft } from './short-draft.ts';
import classes from './short-form.module.css';

export interface ExemptionFieldsProps {
  readonly value: ShortDraft['exemption'];
  readonly onChange: (exemption: ShortDraft['exemption']) => void;
}

/** Why there is no tax on a line with the rate «zw». */
export function ExemptionFields({ value, onChange }: ExemptionFieldsProps) {
  const texts = useTexts(issueInvoiceTexts).form;
  return (
    <fieldset className={classes.party}>
      <legend>{texts.exemption}</legend>
      <div className={classes.fields}>
        <ChoiceField
          name="exemption.basis"
          label={texts.basis}
          data={exemptionBases.map((basis) => ({ value: basis, label: texts.bases[basis] }))}
          value={value.basis}
          onValue={(basis) => onChange({ ...value, basis: basis as ExemptionBasis })}
        />
        <Field
          name="exemption.text"
          label={texts.exemptionText}
          description={texts.exemptionNote}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          withAsterisk
          value={value.text}
          onValue={(text) => onChange({ ...value, text })}
        />
      </div>
    </fieldset>
  );
}
