/** The seller as the last invoice of the context named it, so that name and address need not be typed. */
import { examine } from '@kwit/formats';
import { addDays, toInvoiceInput } from '@kwit/invoice';
import type { KsefClient } from '@kwit/ksef-client';
import { useQuery } from '@tanstack/react-query';
import { useEffect } from 'react';
import { currentClient } from '../../../session/session.ts';
import type { SellerDraft } from './short-draft.ts';

/** KSeF looks three months back at most. */
const daysBack = 89;

/** Undefined where nothing was issued lately, or by another seller. */
async function sellerOfLast(client: KsefClient, nip: string, today: string): Promise<SellerDraft | null> {
  const { invoices } = await client.operations.queryInvoiceMetadata({
    query: { pageSize: 10, sortOrder: 'Desc' },
    body: {
      subjectType: 'Subject1',
      dateRange: { dateType: 'PermanentStorage', from: `${addDays(today, -daysBack)}T00:00:00Z` },
      formType: 'FA',
    },
  });
  const last = invoices.find(({ seller }) => seller.nip === nip);
  if (!last) return null;
  const path = { ksefNumber: last.ksefNumber };
  const answer = await client.operations.getInvoiceByKsefNumber({ path });
  const { document } = examine(typeof answer === 'string' ? new TextEncoder().encode(answer) : answer);
  if (document?.format !== 'FA(3)') return { name: last.seller.name ?? '', address: unknownAddress };
  const { name, address } = toInvoiceInput(document).input.seller;
  const { country, line1, line2 = '' } = address;
  return { name, address: { country, line1, line2 } };
}

const unknownAddress = { country: 'PL', line1: '', line2: '' };

/** Fills in the seller where nothing was typed yet; whoever may not read invoices types it. */
export function useKnownSeller(
  nip: string,
  today: string,
  seller: SellerDraft,
  onKnown: (seller: SellerDraft) => void,
): void {
  const isTyped = `${seller.name}${seller.address.line1}${seller.address.line2}` !== '';
  const { data } = useQuery({
    queryKey: ['known-seller', nip],
    queryFn: () => sellerOfLast(currentClient(), nip, today),
    enabled: nip !== '' && !isTyped,
    staleTime: Number.POSITIVE_INFINITY,
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: once it is known; what is erased afterwards stays so
  useEffect(() => {
    if (data && !isTyped) onKnown(data);
  }, [data]);
}
