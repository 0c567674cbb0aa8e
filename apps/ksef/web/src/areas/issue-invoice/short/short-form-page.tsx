import { write } from '@kwit/formats';
import { drafts, ErrorNotice, Notice, PageHeader, RowsSkeleton, useLanguage, useTexts } from '@kwit/ui';
import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type ReactNode, useEffect, useState } from 'react';
import { useFailure } from '../../../api/failure.ts';
import { currentClient, useIdentity } from '../../../session/session.ts';
import { invoiceDrafts } from '../../../session/unsent.ts';
import { contextNip } from '../context-nip.ts';
import { treeOfModel } from '../full/start.ts';
import { useKsefDay } from '../ksef-day.ts';
import { MayNotIssue } from '../may-not-issue.tsx';
import { ModeLinks } from '../mode-links.tsx';
import { PreviewDialog } from '../preview-dialog.tsx';
import { useRejection, useSendFailure } from '../send-failure.ts';
import { startSending, useActivity, useSending } from '../sending/sending.ts';
import { SendingGate } from '../sending/sending-gate.tsx';
import { issueInvoiceTexts } from '../texts.ts';
import { ExemptionFields } from './exemption-fields.tsx';
import { Field } from './field.tsx';
import { FieldErrorsContext } from './field-errors.ts';
import { FurtherFields } from './further-fields.tsx';
import { useKnownSeller } from './known-seller.ts';
import { LineTable } from './line-table.tsx';
import { BuyerFields, SellerFields } from './parties.tsx';
import { PaymentFields } from './payment-fields.tsx';
import { sentenceOf } from './problem-fields.ts';
import { isExempt } from './short-draft.ts';
import classes from './short-form.module.css';
import { type ModelInvoice, modelInvoice } from './similar.ts';
import { Totals } from './totals.tsx';
import { type ShortForm, useShortForm } from './use-short-form.ts';

/** «Wystaw fakturę»: the invoice itself, to be written into; in its place what became of it once it is sent. */
export function ShortFormPage() {
  const texts = useTexts(issueInvoiceTexts);
  const nip = contextNip(useIdentity()) ?? '';
  const today = useKsefDay();
  const form = useShortForm(nip, today);
  useKnownSeller(nip, today, form.seller, form.setSeller);
  const model = useModel(form, nip, today);
  return (
    <>
      <PageHeader title={texts.title} />
      <ModeLinks />
      <MayNotIssue />
      <SendingGate form="short" onAccepted={form.clear}>
        {model.isPending ? (
          <RowsSkeleton rows={8} />
        ) : (
          <>
            {model.notice}
            <InvoiceSheet form={form} nip={nip} today={today} />
          </>
        )}
      </SendingGate>
    </>
  );
}

const route = getRouteApi('/shell/issue-invoice');

/** «Wystaw podobną»: the form begins as the invoice that the address names, once. */
function useModel(form: ShortForm, nip: string, today: string): { isPending: boolean; notice: ReactNode } {
  const texts = useTexts(issueInvoiceTexts).similar;
  const { similarTo } = route.useSearch();
  const navigate = route.useNavigate();
  const begin = (model: ModelInvoice | undefined) => {
    if (!model) return;
    const { draft, seller, sellerNip, isWhole } = model.short;
    if (!isWhole) {
      drafts.write(invoiceDrafts.full, treeOfModel(model.document, today));
      void navigate({ to: '/issue-invoice/full', replace: true });
      return;
    }
    form.set(draft);
    if (sellerNip === nip) form.setSeller(seller);
    void navigate({ search: {}, replace: true });
  };
  const { data, error, refetch } = useQuery({
    queryKey: ['model-invoice', similarTo],
    queryFn: async () => (await modelInvoice(currentClient(), similarTo ?? '')) ?? null,
    enabled: similarTo !== undefined,
    gcTime: 0,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is there
  useEffect(() => {
    if (similarTo !== undefined && data) begin(data);
  }, [data]);
  const failure = useFailure(error);
  if (failure) {
    return {
      isPending: false,
      notice: <ErrorNotice title={texts.notLoaded} failure={failure} onRetry={() => void refetch()} />,
    };
  }
  if (data === null) {
    return { isPending: false, notice: <Notice tone="wrong">{texts.notFa}</Notice> };
  }
  return { isPending: similarTo !== undefined, notice: null };
}

interface InvoiceSheetProps {
  readonly form: ShortForm;
  readonly nip: string;
  readonly today: string;
}

function InvoiceSheet({ form, nip, today }: InvoiceSheetProps) {
  const texts = useTexts(issueInvoiceTexts);
  const { draft, set } = form;
  return (
    <FieldErrorsContext value={form}>
      <form noValidate onSubmit={(event) => event.preventDefault()}>
        <div className={classes.sheet}>
          <div className={classes.head}>
            <Field
              name="number"
              label={texts.form.number}
              withAsterisk
              value={draft.number}
              onValue={(number) => set({ number })}
            />
            <Field
              name="issueDate"
              type="date"
              label={texts.form.issueDate}
              // Below the field, which then stays in line with those beside it.
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              description={(draft.issueDate || today) < today && texts.form.issueDatePast}
              value={draft.issueDate || today}
              onValue={(issueDate) => set({ issueDate })}
            />
            <Field
              name="saleDate"
              type="date"
              label={texts.form.saleDate}
              value={draft.saleDate || draft.issueDate || today}
              onValue={(saleDate) => set({ saleDate })}
            />
          </div>
          <div className={classes.parties}>
            <SellerFields nip={nip} value={form.seller} onChange={form.setSeller} />
            <BuyerFields
              value={draft.buyer}
              onChange={(changed) => set({ buyer: { ...draft.buyer, ...changed } })}
            />
          </div>
          <LineTable
            lines={draft.lines}
            values={form.counted.values}
            currency={draft.currency}
            onChange={form.setLine}
            onRemove={form.removeLine}
            onAdd={form.addLine}
          />
          <Totals totals={form.counted.totals} />
          {isExempt(draft) && (
            <ExemptionFields value={draft.exemption} onChange={(exemption) => set({ exemption })} />
          )}
          <div className={classes.foot}>
            <PaymentFields
              value={draft.payment}
              today={today}
              onChange={(changed) => set({ payment: { ...draft.payment, ...changed } })}
            />
            <FurtherFields draft={draft} onChange={set} />
          </div>
        </div>
        <Actions form={form} />
      </form>
    </FieldErrorsContext>
  );
}

/** Preview and sending, with what stands in their way. */
function Actions({ form }: { form: ShortForm }) {
  const texts = useTexts(issueInvoiceTexts);
  const { language } = useLanguage();
  const [shown, setShown] = useState<Uint8Array>();
  const [warnings, setWarnings] = useState<readonly string[]>([]);
  const [isPreview, setPreview] = useState(false);
  const sending = useSending();
  const activity = useActivity();
  const failure = useSendFailure(activity.step === 'stopped' ? activity.error : undefined);
  const rejection = useRejection(sending?.outcome);
  const { errors, show } = form;
  const atNumber = rejection?.atNumber;
  useEffect(() => {
    if (atNumber !== undefined) show({ number: atNumber });
  }, [atNumber, show]);
  const wrong = Object.keys(errors).filter((name) => name !== '');
  useFirstWrongField(errors);
  const build = () => {
    const built = form.build();
    setWarnings(built?.problems.map((problem) => sentenceOf(problem, language)) ?? []);
    return built && { bytes: write(built.document), number: built.document.root.Fa.P_2 };
  };
  const preview = () => {
    setPreview(true);
    setShown(build()?.bytes);
  };
  const send = () => {
    setPreview(false);
    const built = build();
    if (built) void startSending({ ...built, formCode: 'FA (3)', form: 'short' });
  };
  return (
    <div className={classes.actions}>
      {(wrong.length > 0 || errors[''] !== undefined) && atNumber === undefined && (
        <Notice tone="wrong" title={isPreview ? texts.notPreviewed : texts.notBuilt}>
          {errors[''] ?? texts.notBuiltText(wrong.length)}
        </Notice>
      )}
      {rejection && <ErrorNotice title={rejection.title} failure={rejection.failure} />}
      {failure && <ErrorNotice title={texts.notSent} failure={failure} />}
      {warnings.length > 0 && (
        <Notice tone="waiting" title={texts.warnings}>
          <ul className={classes.warnings}>
            {warnings.map((warning) => (
              <li key={warning}>{warning}</li>
            ))}
          </ul>
        </Notice>
      )}
      <Group>
        <Button onClick={send}>{texts.send}</Button>
        <Button variant="default" onClick={preview}>
          {texts.preview}
        </Button>
      </Group>
      {shown && <PreviewDialog bytes={shown} onClose={() => setShown(undefined)} />}
    </div>
  );
}

/** Whoever pressed the button is led to the first field that is wrong. */
function useFirstWrongField(errors: ShortForm['errors']): void {
  const [count, setCount] = useState(0);
  const now = Object.keys(errors).length;
  useEffect(() => {
    if (now > count) document.querySelector<HTMLElement>('form [aria-invalid="true"]')?.focus();
    setCount(now);
  }, [now, count]);
}
