import type { PublicKeyCertificate } from '@kwit/ksef-contract';
import {
  type Column,
  DataList,
  DateText,
  PageHeader,
  RowsSkeleton,
  Section,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button, Group, NativeSelect, Stack } from '@mantine/core';
import { useMemo, useState } from 'react';
import { useApiQuery } from '../../../api/use-api.ts';
import formClasses from '../form.module.css';
import { callControl } from '../side/call-control.ts';
import { ControlFailure } from '../side/control-failure.tsx';
import { type KeyRotation, type KeyUsage, keyRotations, keyUsages } from '../side/operations.ts';
import { useToldAction } from '../side/use-told-action.tsx';
import { keyTexts } from './texts.ts';

export function KeysPage() {
  const texts = useTexts(keyTexts);
  const keys = useApiQuery('listPublicKeyCertificates', {});
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <Stack gap={40}>
        <ControlFailure title={texts.notLoaded} error={keys.error} onRetry={() => void keys.refetch()} />
        {keys.isPending && <RowsSkeleton rows={4} />}
        {keys.data &&
          keyUsages.map((usage) => (
            <KeysOf
              key={usage}
              usage={usage}
              certificates={keys.data.filter((certificate) => certificate.usage.includes(usage))}
            />
          ))}
      </Stack>
    </>
  );
}

interface KeysOfProps {
  readonly usage: KeyUsage;
  readonly certificates: readonly PublicKeyCertificate[];
}

function KeysOf({ usage, certificates }: KeysOfProps) {
  const texts = useTexts(keyTexts);
  const [kind, setKind] = useState<KeyRotation>('planned');
  const columns = useColumns();
  const rotating = useToldAction({
    act: (chosen: KeyRotation) => callControl('rotateKey', { usage, kind: chosen }),
    done: () => texts.rotated,
    failed: texts.notRotated,
  });
  const withdrawing = useToldAction({
    act: () => callControl('withdrawFormerKey', { usage }),
    done: () => texts.withdrawn,
    failed: texts.notWithdrawn,
  });
  return (
    <Section title={texts.usages[usage]}>
      <DataList
        label={texts.usages[usage]}
        rows={certificates}
        columns={columns}
        rowKey={({ certificateId }) => certificateId}
      />
      <div className={formClasses.form}>
        <NativeSelect
          label={texts.kind}
          value={kind}
          data={keyRotations.map((value) => ({ value, label: texts.kinds[value] }))}
          onChange={({ currentTarget }) => setKind(currentTarget.value as KeyRotation)}
        />
        <Group>
          <Button variant="default" loading={rotating.isPending} onClick={() => rotating.run(kind)}>
            {texts.rotate}
          </Button>
          <Button
            variant="default"
            loading={withdrawing.isPending}
            onClick={() => withdrawing.run(undefined)}
          >
            {texts.withdraw}
          </Button>
        </Group>
        {rotating.outcome}
        {withdrawing.outcome}
      </div>
    </Section>
  );
}

function useColumns(): readonly Column<PublicKeyCertificate>[] {
  const texts = useTexts(keyTexts);
  return useMemo(
    () => [
      {
        key: 'id',
        header: texts.publicKeyId,
        width: 'minmax(0, 1fr)',
        cell: ({ publicKeyId }) => (
          <WholeText>
            <code>{publicKeyId}</code>
          </WholeText>
        ),
      },
      {
        key: 'from',
        header: texts.validFrom,
        width: '176px',
        cell: ({ validFrom }) => <DateText value={validFrom} time />,
      },
      {
        key: 'to',
        header: texts.validTo,
        width: '176px',
        cell: ({ validTo }) => <DateText value={validTo} time />,
      },
    ],
    [texts],
  );
}
