import { RowsSkeleton, useTexts, useWide } from '@kwit/ui';
import { Button, Group, Modal } from '@mantine/core';
import { type ComponentProps, Suspense, useEffect, useState } from 'react';
import { ksefUrl } from '../../addresses.ts';
import { LazyDocumentView } from '../../document-view/lazy-document-view.ts';
import { issueInvoiceTexts } from './texts.ts';

export interface PreviewDialogProps {
  readonly bytes: Uint8Array;
  /** Absent: the invoice has not been sent. */
  readonly ksefNumber?: string;
  readonly onClose: () => void;
}

/** The invoice as its reader will see it. */
export function PreviewDialog({ bytes, ksefNumber, onClose }: PreviewDialogProps) {
  const texts = useTexts(issueInvoiceTexts);
  const wide = useWide();
  const codes = useCodes(bytes, ksefNumber);
  useFocusBack();
  return (
    <Modal opened onClose={onClose} withCloseButton={false} size={1000} fullScreen={!wide}>
      <Group justify="space-between" mb="md">
        <Modal.Title fw={600}>{texts.preview}</Modal.Title>
        <Button variant="default" onClick={onClose} data-autofocus>
          {texts.closePreview}
        </Button>
      </Group>
      <Suspense fallback={<RowsSkeleton rows={10} />}>
        <LazyDocumentView
          bytes={bytes}
          {...(ksefNumber === undefined ? { state: 'preview' as const } : { ksefNumber })}
          {...(codes && { codes })}
        />
      </Suspense>
    </Modal>
  );
}

/** Whoever closes the dialog is again where it was opened. */
function useFocusBack(): void {
  const [opener] = useState(() => document.activeElement);
  useEffect(
    () => () => {
      if (opener instanceof HTMLElement) opener.focus();
    },
    [opener],
  );
}

/** The code by which an invoice in KSeF is verified. */
function useCodes(bytes: Uint8Array, ksefNumber: string | undefined) {
  const [codes, setCodes] = useState<ComponentProps<typeof LazyDocumentView>['codes']>();
  useEffect(() => {
    if (ksefNumber === undefined) return undefined;
    let isLeft = false;
    void codesOf(bytes, ksefNumber).then((made) => {
      if (!isLeft) setCodes(made);
    });
    return () => {
      isLeft = true;
    };
  }, [bytes, ksefNumber]);
  return codes;
}

async function codesOf(bytes: Uint8Array, ksefNumber: string) {
  const [{ documentIdentity, invoiceCode }, { read }, { sha256Base64OnWeb }] = await Promise.all([
    import('@kwit/documents'),
    import('@kwit/formats'),
    import('@kwit/crypto/web'),
  ]);
  const identity = documentIdentity(read(bytes));
  if (!identity) return [];
  return [invoiceCode({ ...identity, sha256: await sha256Base64OnWeb(bytes), address: ksefUrl, ksefNumber })];
}
