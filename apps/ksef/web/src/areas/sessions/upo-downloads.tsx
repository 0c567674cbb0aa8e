/** Receipts (UPO): of a whole session, and of one invoice. */
import type { UpoPageResponse } from '@kwit/ksef-contract';
import { ErrorNotice, QuietText, useTexts } from '@kwit/ui';
import { Button, Group, Stack } from '@mantine/core';
import { useId } from 'react';
import { useFailure } from '../../api/failure.ts';
import { useApiAction } from '../../api/use-api.ts';
import { saveFile } from '../../save-file.ts';
import classes from './sessions.module.css';
import { sessionsTexts } from './texts.ts';

const saveUpo = (name: string, xml: string) => saveFile(`UPO-${name}.xml`, xml, 'application/xml');

interface SessionUpoProps {
  readonly referenceNumber: string;
  /** Each lists at most 10,000 invoices. */
  readonly pages: readonly UpoPageResponse[];
}

export function SessionUpo({ referenceNumber, pages }: SessionUpoProps) {
  const texts = useTexts(sessionsTexts);
  const id = useId();
  const fetching = useApiAction(async (client, upoReferenceNumber: string) => {
    const xml = await client.operations.getSessionUpo({ path: { referenceNumber, upoReferenceNumber } });
    saveUpo(upoReferenceNumber, xml);
  });
  const failure = useFailure(fetching.error);
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={classes.heading}>
        {texts.sessionUpo}
      </h2>
      <Stack gap="sm" align="flex-start">
        <QuietText>{texts.sessionUpoText}</QuietText>
        <Group gap="xs">
          {pages.map((page, index) => (
            <Button
              key={page.referenceNumber}
              loading={fetching.isPending && fetching.variables === page.referenceNumber}
              onClick={() => fetching.mutate(page.referenceNumber)}
            >
              {texts.fetchSessionUpo(index + 1, pages.length)}
            </Button>
          ))}
        </Group>
        {failure && <ErrorNotice title={texts.upoNotFetched} failure={failure} />}
      </Stack>
    </section>
  );
}

interface InvoiceUpoProps {
  readonly referenceNumber: string;
  readonly ksefNumber: string;
}

export function InvoiceUpo({ referenceNumber, ksefNumber }: InvoiceUpoProps) {
  const texts = useTexts(sessionsTexts);
  const fetching = useApiAction(async (client) => {
    saveUpo(
      ksefNumber,
      await client.operations.getInvoiceUpoByKsefNumber({ path: { referenceNumber, ksefNumber } }),
    );
  });
  const failure = useFailure(fetching.error);
  return (
    <>
      <Button
        variant="default"
        size="sm"
        h={44}
        aria-label={`${texts.fetchUpo}: ${ksefNumber}`}
        loading={fetching.isPending}
        onClick={() => fetching.mutate(undefined)}
      >
        {texts.fetchUpo}
      </Button>
      {failure && <ErrorNotice title={texts.upoNotFetched} failure={failure} />}
    </>
  );
}
