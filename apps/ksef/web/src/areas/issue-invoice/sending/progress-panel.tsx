import { ErrorNotice, Notice, StatusWord, useTexts } from '@kwit/ui';
import { Button, Group, Loader, Stack } from '@mantine/core';
import { useFailure } from '../../../api/failure.ts';
import { issueInvoiceTexts } from '../texts.ts';
import { type Activity, forgetSending, lookUp, sendAgain } from './sending.ts';

export interface ProgressPanelProps {
  readonly number: string | undefined;
  readonly activity: Activity;
}

/** An invoice on its way; where that is not sure, what can be done about it. */
export function ProgressPanel({ number = '', activity }: ProgressPanelProps) {
  const texts = useTexts(issueInvoiceTexts).sending;
  const failure = useFailure(activity.step === 'stopped' ? activity.error : undefined);
  if (activity.step === 'not-there') {
    return (
      <Notice
        tone="waiting"
        title={texts.notThereTitle(number)}
        action={
          <Group>
            <Button onClick={() => void sendAgain()}>{texts.sendAgain}</Button>
            <Button variant="default" onClick={forgetSending}>
              {texts.backToForm}
            </Button>
          </Group>
        }
      >
        {texts.notThere}
      </Notice>
    );
  }
  if (failure) {
    return (
      <Stack>
        <ErrorNotice title={texts.uncertainTitle(number)} failure={{ ...failure, remedy: texts.uncertain }} />
        <div>
          <Button onClick={() => void lookUp()}>{texts.check}</Button>
        </div>
      </Stack>
    );
  }
  const step = activity.step === 'stopped' || activity.step === 'idle' ? 'opening' : activity.step;
  return (
    <Group role="status" gap="sm">
      <Loader size="sm" aria-hidden="true" />
      <StatusWord tone="waiting">{texts.steps[step]}</StatusWord>
      <span>{texts.invoice(number)}</span>
    </Group>
  );
}
