import { expect, test } from 'vitest';
import { invoiceAudience } from './audience.ts';
import { buildInvoice } from './build-invoice.ts';
import type { InvoiceInput } from './input.ts';
import { sampleInput, testOptions } from './test-data.ts';

const { address } = sampleInput().seller;

function audience(changes: Partial<InvoiceInput>, number?: object) {
  const { document } = buildInvoice(sampleInput(changes), testOptions);
  if (number !== undefined) document.root.Podmiot2.DaneIdentyfikacyjne = { ...number, Nazwa: 'N' };
  return invoiceAudience(document);
}

test('everybody with a NIP or an internal identifier sees it', () => {
  const viewers = audience({
    thirdParties: [
      { internalId: '1111111111-00013', name: 'Oddział', role: 'recipient' },
      { noId: true, role: 'employee' },
    ],
    authorizedParty: { nip: '3333333333', name: 'Komornik', address, role: 'bailiff' },
  });
  expect(viewers.map(({ path, visibility }) => [path, visibility])).toEqual([
    ['/Faktura/Podmiot1', 'sees'],
    ['/Faktura/Podmiot2', 'sees'],
    ['/Faktura/Podmiot3[1]', 'sees'],
    ['/Faktura/Podmiot3[2]', 'does-not-see'],
    ['/Faktura/PodmiotUpowazniony', 'sees'],
  ]);
  expect(viewers[2]?.reason.en).toContain('internal identifier');
});

test.each([
  [{ NIP: '2222222222' }, 'sees', 'context'],
  [{ NIP: '2222222223' }, 'wrong-number', 'check digit'],
  [{ KodUE: 'PL', NrVatUE: '2222222222' }, 'wrong-number', 'wrong field'],
  [{ NrID: 'PL 222-222-22-22' }, 'wrong-number', 'wrong field'],
  [{ KodKraju: 'US', NrID: '2222222222' }, 'does-not-see', 'QR'],
  [{ KodUE: 'DE', NrVatUE: '123456788' }, 'does-not-see', 'QR'],
  [{ BrakID: '1' }, 'does-not-see', 'consumer'],
])('a buyer with %j: %s', (number, visibility, word) => {
  const [, buyer] = audience({}, number);
  expect(buyer?.visibility).toBe(visibility);
  expect(buyer?.reason.en).toContain(word);
});
