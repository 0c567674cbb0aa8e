import { ErrorNotice, useLanguage, useTexts } from '@kwit/ui';
import { Button, Group } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useFailure } from '../../../api/failure.ts';
import { saveFile } from '../../../save-file.ts';
import { invoicesTexts } from '../texts.ts';
import { findUpo } from './find-upo.ts';
import type { OpenedInvoice } from './open-invoice.ts';
import { NoUpo, useUpoFailure } from './upo-failure.ts';

/** The invoice and its receipt as files. */
export function Downloads({ invoice }: { invoice: OpenedInvoice }) {
  const texts = useTexts(invoicesTexts);
  const { ksefNumber, bytes, shown } = invoice;
  const pdf = usePdf(invoice);
  const upo = useUpo(ksefNumber);
  const pdfFailure = useFailure(pdf.error);
  const upoFailure = useUpoFailure(upo.error);
  const upoAs = (form: 'xml' | 'pdf') => upo.isPending && upo.variables === form;
  return (
    <>
      <Group gap="sm">
        {shown && (
          <Button loading={pdf.isPending} onClick={() => pdf.mutate()}>
            {texts.pdf}
          </Button>
        )}
        <Button variant="default" onClick={() => saveFile(`${ksefNumber}.xml`, bytes, 'application/xml')}>
          {texts.xml}
        </Button>
        <Button
          variant="default"
          loading={upoAs('pdf')}
          disabled={upoAs('xml')}
          onClick={() => upo.mutate('pdf')}
        >
          {texts.upoPdf}
        </Button>
        <Button
          variant="default"
          loading={upoAs('xml')}
          disabled={upoAs('pdf')}
          onClick={() => upo.mutate('xml')}
        >
          {texts.upoXml}
        </Button>
      </Group>
      <p role="status" className="visually-hidden">
        {upo.isPending ? texts.upoSought : ''}
      </p>
      {pdfFailure && <ErrorNotice title={texts.pdfFailed} failure={pdfFailure} />}
      {upoFailure && <ErrorNotice title={texts.upoFailed} failure={upoFailure} />}
    </>
  );
}

function usePdf(invoice: OpenedInvoice) {
  const { language } = useLanguage();
  return useMutation({
    mutationFn: async () => {
      const { invoicePdf } = await import('./open-invoice.ts');
      saveFile(`${invoice.ksefNumber}.pdf`, invoicePdf(invoice, language), 'application/pdf');
    },
  });
}

function useUpo(ksefNumber: string) {
  const { language } = useLanguage();
  return useMutation<void, Error, 'xml' | 'pdf'>({
    mutationFn: async (form) => {
      const xml = await findUpo(ksefNumber);
      if (xml === undefined) throw new NoUpo();
      const name = `UPO-${ksefNumber}`;
      const bytes = new TextEncoder().encode(xml);
      if (form === 'xml') return saveFile(`${name}.xml`, bytes, 'application/xml');
      const { receiptPdf } = await import('./open-invoice.ts');
      saveFile(`${name}.pdf`, receiptPdf(name, bytes, language), 'application/pdf');
    },
  });
}
