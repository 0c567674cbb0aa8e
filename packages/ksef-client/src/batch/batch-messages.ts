/** What batch sending says to people, in Polish and English. */
import type { Text } from '@kwit/formats';
import type { Advice } from '../errors.ts';
import { advise } from '../messages.ts';

const text = (pl: string, en: string): Text => ({ pl, en });

const sendAnew = text(
  'Faktury można wysłać jeszcze raz: to, co KSeF już ma, zostanie rozpoznane po skrócie i nie powstanie podwójnie.',
  'The invoices can be sent again: what KSeF has already is recognised by its hash and not doubled.',
);

export const batchMessages = {
  empty: advise(
    text('Plik faktury jest pusty; nie został wysłany.', 'The invoice is empty; it was not sent.'),
    text('Należy podać plik XML faktury.', 'Give the XML of the invoice.'),
  ),

  tooLarge: (sizeBytes: number, limitBytes: number): Advice =>
    advise(
      text(
        `Faktura ma ${sizeBytes} bajtów, a dozwolone jest ${limitBytes}; nie została wysłana.`,
        `The invoice has ${sizeBytes} bytes, ${limitBytes} are allowed; it was not sent.`,
      ),
      text('Należy zmniejszyć dokument.', 'Make the document smaller.'),
    ),

  zipOnly: advise(
    text('Przeglądarka pakuje faktury tylko do ZIP.', 'Browsers pack invoices as ZIP alone.'),
    text('Należy wybrać ZIP.', 'Choose Zip.'),
  ),

  over: (referenceNumber: string): Advice =>
    advise(
      text(
        `Sesja wsadowa ${referenceNumber} została zamknięta, zanim przyjęła paczkę (minął czas na wysłanie części albo KSeF jej nie zna).`,
        `The batch session ${referenceNumber} ended before it took the package (the time to send its parts is over, or KSeF does not know it).`,
      ),
      text(
        'Tę samą paczkę można wysłać w nowej sesji: resumeBatch(state, { startOver: true }).',
        'The same package can go into a new session: resumeBatch(state, { startOver: true }).',
      ),
    ),

  partsGone: (name: string): Advice =>
    advise(
      text(
        `Części paczki „${name}” nie ma już tam, gdzie była przechowywana, albo ma inną długość.`,
        `The part "${name}" of the package is no longer where it was kept, or has another length.`,
      ),
      sendAnew,
    ),

  keyRotated: advise(
    text(
      'KSeF zmienił klucz publiczny, pod którym zaszyfrowano klucz tej paczki.',
      'KSeF has changed the public key under which the key of this package is encrypted.',
    ),
    sendAnew,
  ),

  badState: advise(
    text('Zapisany stan wysyłki wsadowej jest nieczytelny.', 'The saved state of the batch cannot be read.'),
    sendAnew,
  ),

  notInSession: (fileName: string, referenceNumber: string): Advice =>
    advise(
      text(
        `Sesja ${referenceNumber} nie wymienia faktury „${fileName}”.`,
        `Session ${referenceNumber} does not list the invoice "${fileName}".`,
      ),
      sendAnew,
    ),

  undecided: (fileName: string, referenceNumber: string): Advice =>
    advise(
      text(
        `Sesja ${referenceNumber} zakończyła się, a KSeF nie podał, co się stało z fakturą „${fileName}”.`,
        `Session ${referenceNumber} has ended, and KSeF does not say what became of the invoice "${fileName}".`,
      ),
      text(
        'Przed ponowną wysyłką należy sprawdzić tę fakturę w sesji.',
        'Ask the session after this invoice before sending it again.',
      ),
    ),

  part: (ordinalNumber: number): string => `PUT part ${ordinalNumber}`,
} as const;
