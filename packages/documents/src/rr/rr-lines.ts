/** What lines of an invoice VAT RR have. */
import type { FaRr1FakturaRRFakturaRRWiersz } from '@kwit/formats';
import {
  asAmount,
  asDate,
  asDecimal,
  asMono,
  asQuiet,
  asText,
  detail,
  either,
  figure,
  wording,
} from '../invoice/line-fields.ts';
import type { LineTableSpec, Show } from '../invoice/line-table.ts';
import type { TextName } from '../layout/cursor.ts';
import { datum } from '../layout/fields.ts';
import { withoutZeros } from '../layout/values.ts';
import { lineLabels } from '../words/invoice.ts';
import { rrHeadings, rrLabels } from '../words/rr.ts';

const asRefundRate: Show = (text, voice) => datum(voice.percent(withoutZeros(text)));

export const rrLines: LineTableSpec<TextName<FaRr1FakturaRRFakturaRRWiersz>> = {
  caption: rrHeadings.lines,
  number: 'NrWierszaFa',
  uniqueId: 'UU_ID',
  goods: 'P_5',
  before: 'StanPrzed',
  rate: 'P_9',
  common: 'KursWaluty',
  fields: [
    wording('NrWierszaFa', lineLabels.number, 4),
    wording('P_5', rrLabels.goods, 24),
    wording('P_6C', rrLabels.quality, 12),
    either('P_4AA', rrLabels.purchaseDate, asDate, 9),
    either('GTIN', lineLabels.gtin, asMono, 12),
    either('PKWiU', lineLabels.pkwiu, asText, 9),
    either('CN', lineLabels.cn, asText, 9),
    figure('P_6B', lineLabels.quantity, asDecimal, 7, true),
    wording('P_6A', lineLabels.unit, 5),
    figure('P_7', rrLabels.price, asAmount, 9),
    figure('P_8', rrLabels.value, asAmount, 10, true),
    figure('P_9', rrLabels.refundRate, asRefundRate, 8),
    figure('P_10', rrLabels.refund, asAmount, 9, true),
    figure('P_11', rrLabels.valueWithRefund, asAmount, 11, true),
    detail('KursWaluty', lineLabels.exchangeRate, asDecimal),
    detail('UU_ID', lineLabels.uniqueId, asQuiet),
  ],
};
