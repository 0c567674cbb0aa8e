/** What exports say to people, in Polish and English. */
import type { Text } from '@kwit/formats';
import type { Advice } from '../errors.ts';
import { advise } from '../messages.ts';
import { tryLater } from '../remedies.ts';

const text = (pl: string, en: string): Text => ({ pl, en });

const nextExport = text(
  'Następny eksport spróbuje ją pobrać ponownie.',
  'The next export tries to fetch it again.',
);

export const exportMessages = {
  export: (referenceNumber: string): Text => text(`Eksport ${referenceNumber}`, `Export ${referenceNumber}`),

  missing: (ksefNumber: string): Advice =>
    advise(
      text(
        `Paczka eksportu wymienia fakturę ${ksefNumber}, ale jej nie zawiera.`,
        `The package lists the invoice ${ksefNumber} but does not contain it.`,
      ),
      nextExport,
    ),

  damaged: (ksefNumber: string): Advice =>
    advise(
      text(
        `Faktura ${ksefNumber} z paczki eksportu jest uszkodzona: jej skrót nie zgadza się z metadanymi.`,
        `The invoice ${ksefNumber} of the package is damaged: its hash differs from the metadata.`,
      ),
      nextExport,
    ),

  noMetadata: advise(
    text(
      'W paczce eksportu nie ma czytelnego pliku _metadata.json.',
      'The package of the export has no readable _metadata.json.',
    ),
    tryLater,
  ),

  unreadable: advise(
    text('Paczki eksportu nie można odczytać.', 'The package of the export cannot be read.'),
    tryLater,
  ),

  partDamaged: text(
    'część paczki ma inny rozmiar lub skrót niż podane',
    'a part of the package has another size or hash than was told',
  ),

  stuck: (from: string): Advice =>
    advise(
      text(
        `Paczka eksportu kończy się w chwili, w której się zaczęła (${from}), i nie ma w niej nic nowego.`,
        `The package of the export ends at the moment it began with (${from}), and has nothing new.`,
      ),
      text(
        'Faktury z tej chwili trzeba pobrać z dodatkowymi filtrami.',
        'Fetch the invoices of this moment with further filters.',
      ),
    ),

  badPoint: advise(
    text('Zapisany punkt eksportu jest nieczytelny.', 'The saved point of the export cannot be read.'),
    text('Należy zacząć od newExportPoint.', 'Begin with newExportPoint.'),
  ),
} as const;
