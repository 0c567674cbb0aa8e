/** Where and when what a UBL document is about was delivered. */
import type { UblDeliveryTermsType, UblDeliveryType } from '@kwit/formats';
import type { Cursor } from '../layout/cursor.ts';
import type { Field } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { fieldsOf } from './leaf.ts';
import { addressFields, partyFields } from './party.ts';
import { partOf } from './ubl.ts';

export function deliveryFields(delivery: Cursor<UblDeliveryType>, voice: Voice): Field[] {
  const location = partOf(delivery, 'DeliveryLocation');
  return [
    ...fieldsOf(
      delivery,
      ['ActualDeliveryDate', 'ActualDeliveryTime', 'LatestDeliveryDate', 'TrackingID'],
      voice,
    ),
    ...partyFields(partOf(delivery, 'DeliveryParty'), voice),
    ...addressFields(partOf(delivery, 'DeliveryAddress'), 'DeliveryAddress', voice),
    ...addressFields(partOf(location, 'Address'), 'DeliveryLocation/Address', voice),
    ...fieldsOf(location, ['ID', 'Name', 'Description'], voice),
  ];
}

export const termsOfDeliveryFields = (terms: Cursor<UblDeliveryTermsType>, voice: Voice): Field[] =>
  fieldsOf(terms, ['ID', 'SpecialTerms', 'LossRisk', 'Amount'], voice);
