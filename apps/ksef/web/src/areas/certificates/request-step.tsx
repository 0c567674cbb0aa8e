import { ErrorNotice, Notice, PageHeader, RowsSkeleton, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Group, Radio, Stack, TextInput } from '@mantine/core';
import { useFailure } from '../../api/failure.ts';
import { polishDayOf, useServerTime } from '../../api/server-time.ts';
import { useApiAction } from '../../api/use-api.ts';
import { isDay } from '../../days.ts';
import type { Application } from './application.ts';
import { IssuedCertificate } from './issued-certificate.tsx';
import { certificatesTexts } from './texts.ts';
import { validFromOf } from './valid-from.ts';

const usages = ['Offline', 'Authentication'] as const;
type Usage = (typeof usages)[number];

export interface RequestStepProps {
  readonly application: Application;
  readonly onSent: (referenceNumber: string) => void;
  /** Told once KSeF has issued the certificate. */
  readonly onIssued: (serialNumber: string) => void;
  /** Throws the application away and begins anew. */
  readonly onAgain: () => void;
  /** Absent after a reload: the key is then nowhere but in its file. */
  readonly onSaveKey?: () => void;
}

/** «2 z 2»: what the certificate is for and from when, then the request goes to KSeF. */
export function RequestStep(props: RequestStepProps) {
  const { application, onIssued, onAgain, onSaveKey } = props;
  const texts = useTexts(certificatesTexts);
  const { name, referenceNumber } = application;
  const saveAgain = onSaveKey && (
    <Button variant="default" size="sm" onClick={onSaveKey}>
      {texts.saveKeyAgain}
    </Button>
  );
  return (
    <>
      <PageHeader step={`${texts.applyTitle} · ${texts.step(2)}`} title={texts.requestTitle} />
      <Stack gap="lg" align="stretch" maw={720}>
        <Notice tone="right" title={texts.keyMade} action={saveAgain}>
          {texts.keyMadeText(name)}
        </Notice>
        {referenceNumber === undefined ? (
          <RequestForm {...props} />
        ) : (
          <IssuedCertificate
            referenceNumber={referenceNumber}
            serialNumber={application.serialNumber}
            onIssued={onIssued}
            onAgain={onAgain}
          />
        )}
      </Stack>
    </>
  );
}

/** The form begins with today, which only KSeF knows. */
function RequestForm(props: RequestStepProps) {
  const { nowMs, error, refetch } = useServerTime();
  const failure = useFailure(error);
  if (nowMs !== undefined) return <RequestFormOn {...props} today={polishDayOf(nowMs)} />;
  return failure ? <ErrorNotice failure={failure} onRetry={refetch} /> : <RowsSkeleton rows={4} />;
}

function RequestFormOn({ application, onSent, onAgain, today }: RequestStepProps & { today: string }) {
  const texts = useTexts(certificatesTexts);
  const form = useDraftForm({
    draft: 'certificates.request',
    initialValues: { usage: '' as Usage | '', validFrom: today },
    validate: {
      usage: (usage) => (usage === '' ? texts.required : null),
      validFrom: (day) => {
        if (!isDay(day)) return texts.required;
        return day < today ? texts.validFromPast : null;
      },
    },
  });
  const sending = useApiAction(
    (client, { usage, validFrom }: { usage: Usage; validFrom: string }) =>
      client.operations.enrollCertificate({
        body: {
          certificateName: application.name,
          certificateType: usage,
          csr: application.csr,
          ...validFromOf(validFrom, today),
        },
      }),
    {
      changes: ['queryCertificates', 'getCertificateLimits'],
      onDone: ({ referenceNumber }) => {
        form.clearDraft();
        onSent(referenceNumber);
      },
    },
  );
  const failure = useFailure(sending.error);
  const send = form.onSubmit(({ usage, validFrom }) => {
    if (usage !== '') sending.mutate({ usage, validFrom });
  });
  return (
    <form onSubmit={send} noValidate>
      <Stack gap="lg" align="stretch">
        <Radio.Group label={texts.usage} withAsterisk {...form.getInputProps('usage')}>
          <Stack my="xs" gap="xs">
            {usages.map((usage) => (
              <Radio key={usage} value={usage} label={texts.usages[usage]} />
            ))}
          </Stack>
        </Radio.Group>
        <TextInput
          type="date"
          label={texts.validFrom}
          description={texts.validFromText}
          withAsterisk
          min={today}
          maw={400}
          {...form.getInputProps('validFrom')}
        />
        {failure && <ErrorNotice failure={failure} title={texts.notSent} />}
        <Group>
          <Button type="submit" loading={sending.isPending}>
            {texts.send}
          </Button>
          <Button variant="default" onClick={onAgain} disabled={sending.isPending}>
            {texts.again}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
