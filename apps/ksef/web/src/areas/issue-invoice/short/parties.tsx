import { useLanguage, useTexts } from '@kwit/ui';
import { Radio, Stack } from '@mantine/core';
import { issueInvoiceTexts } from '../texts.ts';
import { countryOptions } from './countries.ts';
import { ChoiceField, Field } from './field.tsx';
import { useFieldErrors } from './field-errors.ts';
import {
  type AddressDraft,
  type BuyerKind,
  buyerKinds,
  type SellerDraft,
  type ShortDraft,
} from './short-draft.ts';
import classes from './short-form.module.css';

interface PartyProps<Party> {
  readonly value: Party;
  readonly onChange: (changed: Partial<Party>) => void;
}

/** Who sells: known by its context, named once. */
export function SellerFields({ nip, value, onChange }: PartyProps<SellerDraft> & { nip: string }) {
  const texts = useTexts(issueInvoiceTexts).form;
  return (
    <fieldset className={classes.party}>
      <legend>{texts.seller}</legend>
      <Stack gap="sm" align="stretch">
        <p className={classes.known}>
          {texts.sellerNip} <strong>{nip}</strong>
        </p>
        <Field
          name="seller.name"
          label={texts.name}
          withAsterisk
          value={value.name}
          onValue={(name) => onChange({ name })}
        />
        <AddressFields
          name="seller.address"
          value={value.address}
          onChange={(address) => onChange({ address })}
        />
      </Stack>
    </fieldset>
  );
}

/** Who buys, by one of four kinds of identifier. */
export function BuyerFields({ value, onChange }: PartyProps<ShortDraft['buyer']>) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).form;
  const { onChanged } = useFieldErrors();
  const { kind, id, idCountry, name, address } = value;
  const choose = (chosen: string) => {
    onChange({ kind: chosen as BuyerKind });
    onChanged('buyer.id');
  };
  return (
    <fieldset className={classes.party}>
      <legend>{texts.buyer}</legend>
      <Stack gap="sm" align="stretch">
        <Radio.Group aria-label={texts.buyerKind} value={kind} onChange={choose}>
          <div className={classes.kinds}>
            {buyerKinds.map((one) => (
              <Radio key={one} value={one} size="sm" label={texts.buyerKinds[one]} />
            ))}
          </div>
        </Radio.Group>
        {kind === 'foreignId' && (
          <ChoiceField
            name="buyer.idCountry"
            label={texts.idCountry}
            data={[{ value: '', label: texts.idCountryNone }, ...countryOptions(language)]}
            value={idCountry}
            onValue={(country) => onChange({ idCountry: country })}
          />
        )}
        {kind !== 'noId' && (
          <Field
            name="buyer.id"
            label={texts.ids[kind]}
            {...(kind === 'euVat' && { description: texts.euVatNote })}
            {...(kind === 'nip' && { inputMode: 'numeric' as const })}
            withAsterisk
            value={id}
            onValue={(typed) => onChange({ id: typed })}
          />
        )}
        <Field
          name="buyer.name"
          label={texts.buyerName}
          withAsterisk
          value={name}
          onValue={(typed) => onChange({ name: typed })}
        />
        <AddressFields
          name="buyer.address"
          value={address}
          onChange={(typed) => onChange({ address: typed })}
        />
      </Stack>
    </fieldset>
  );
}

interface AddressFieldsProps {
  readonly name: string;
  readonly value: AddressDraft;
  readonly onChange: (address: AddressDraft) => void;
}

function AddressFields({ name, value, onChange }: AddressFieldsProps) {
  const { language } = useLanguage();
  const texts = useTexts(issueInvoiceTexts).form;
  return (
    <>
      <Field
        name={`${name}.line1`}
        label={texts.line1}
        withAsterisk
        value={value.line1}
        onValue={(line1) => onChange({ ...value, line1 })}
      />
      <Field
        name={`${name}.line2`}
        label={texts.line2}
        value={value.line2}
        onValue={(line2) => onChange({ ...value, line2 })}
      />
      <ChoiceField
        name={`${name}.country`}
        label={texts.country}
        data={countryOptions(language)}
        value={value.country}
        onValue={(country) => onChange({ ...value, country })}
      />
    </>
  );
}
