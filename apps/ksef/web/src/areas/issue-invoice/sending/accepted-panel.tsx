import { CopyButton, ErrorNotice, Notice, StatusWord, useTexts } from '@kwit/ui';
import { Button, Group, Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState } from 'react';
import { useFailure } from '../../../api/failure.ts';
import { useApiAction } from '../../../api/use-api.ts';
import { saveFile } from '../../../save-file.ts';
import { PreviewDialog } from '../preview-dialog.tsx';
import { issueInvoiceTexts } from '../texts.ts';
import classes from './sending.module.css';
import { forgetAccepted, forgetSending, type Outcome, type Sending } from './sending.ts';
import { upoOf } from './upo.ts';

export interface AcceptedPanelProps {
  readonly sending: Sending;
  readonly outcome: Extract<Outcome, { kind: 'accepted' }>;
}

const shown = new Set<string>();

/** The KSeF number, and what one does with it. */
export function AcceptedPanel({
  sending,
  outcome: { ksefNumber, alreadyThere, isOffline },
}: AcceptedPanelProps) {
  const texts = useTexts(issueInvoiceTexts).sending;
  const [isShown, setShown] = useState(false);
  const bytes = useMemo(() => new TextEncoder().encode(sending.xml), [sending.xml]);
  const fetching = useApiAction((client) => upoOf(client, sending, ksefNumber), {
    onDone: (upo) => saveFile(`UPO-${ksefNumber}.xml`, upo, 'application/xml'),
  });
  const failure = useFailure(fetching.error);
  // It is shown until one leaves: whoever comes back comes for the next one.
  useEffect(() => {
    shown.add(sending.hash);
    return () => {
      shown.delete(sending.hash);
      // React in development leaves and comes back at once.
      setTimeout(() => {
        if (!shown.has(sending.hash)) forgetAccepted(sending.hash);
      });
    };
  }, [sending.hash]);
  return (
    <Stack gap="lg" align="stretch" className={classes.panel}>
      <div role="status">
        <StatusWord tone="right">{isOffline ? texts.inKsefOffline : texts.inKsef}</StatusWord>{' '}
        <span>{texts.invoice(sending.number)}</span>
      </div>
      <section aria-labelledby="ksef-number">
        <h2 id="ksef-number" className={classes.label}>
          {texts.ksefNumber}
        </h2>
        <p className={classes.number}>{ksefNumber}</p>
        <CopyButton value={ksefNumber} />
      </section>
      {isOffline && <Notice tone="neutral">{texts.offline}</Notice>}
      {alreadyThere && (
        <Notice tone="neutral" title={texts.alreadyThereTitle}>
          {texts.alreadyThere}
        </Notice>
      )}
      <Group>
        <Button variant="default" onClick={() => setShown(true)}>
          {texts.preview}
        </Button>
        <Button variant="default" loading={fetching.isPending} onClick={() => fetching.mutate(undefined)}>
          {texts.upo}
        </Button>
        <Button
          variant="default"
          onClick={() => saveFile(`${ksefNumber}.xml`, bytes as BlobPart, 'application/xml')}
        >
          {texts.xml}
        </Button>
      </Group>
      {failure && <ErrorNotice title={texts.noUpo} failure={failure} />}
      <Group>
        <Button onClick={forgetSending}>{texts.next}</Button>
        <Button
          variant="default"
          renderRoot={(props) => (
            <Link to="/issue-invoice" search={{ similarTo: ksefNumber }} {...props} onClick={forgetSending} />
          )}
        >
          {texts.similar}
        </Button>
      </Group>
      {isShown && <PreviewDialog bytes={bytes} ksefNumber={ksefNumber} onClose={() => setShown(false)} />}
    </Stack>
  );
}
