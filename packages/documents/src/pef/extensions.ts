/**
 * The Polish extension of UBL: amounts and lines before a correction and what it changes, gross prices, further addresses,
 * meters. Source: the official schema `PEFPL-CommonAggregateComponents-2.1`. Other extensions are shown as what they hold.
 */
import type {
  UblAllowanceChargeType,
  UblCustomerPartyType,
  UblMonetaryTotalType,
  UblSupplierPartyType,
  UblTaxTotalType,
  UblUBLExtensionsType,
} from '@kwit/formats';
import { Cursor } from '../layout/cursor.ts';
import { pairs, sectionOf, textBlock } from '../layout/fields.ts';
import type { Block, Section } from '../layout/layout.ts';
import type { Voice } from '../layout/voice.ts';
import { pefWords } from '../words/pef.ts';
import { allowanceTable } from './allowances.ts';
import { fieldsBlock } from './leaf.ts';
import { leftoverFields } from './leftovers.ts';
import { type Line, linesTable } from './lines.ts';
import { elementLabel } from './naming.ts';
import { wrappedPartySection } from './party.ts';
import { taxTable } from './taxes.ts';
import { totalFields } from './totals.ts';
import { partOf, partsOf, plainElement } from './ubl.ts';

/** The parts of the extension that look like those of an invoice. */
interface PolishPart {
  AccountingSupplierParty?: UblSupplierPartyType;
  AccountingCustomerParty?: UblCustomerPartyType;
  SellerSupplierParty?: UblSupplierPartyType;
  ReceiverParty?: UblCustomerPartyType;
  AdditionalInvoiceGrossData?: PolishPart;
  AllowanceCharge?: UblAllowanceChargeType[];
  TaxTotal?: UblTaxTotalType[];
  LegalMonetaryTotal?: UblMonetaryTotalType;
  InvoiceLine?: Line[];
}

/** @param currency of the document */
export function extensionSections(
  extensions: Cursor<UblUBLExtensionsType> | undefined,
  currency: string | undefined,
  voice: Voice,
): readonly Section[] {
  const contents = partsOf(extensions, 'UBLExtension').flatMap((extension) =>
    partsOf(extension, 'ExtensionContent'),
  );
  return contents
    .flatMap((content) => content.texts('#any'))
    .flatMap((xml) => extensionSection(xml, currency, voice));
}

/** @param xml what an extension holds, which the reader has found to be an element */
function extensionSection(xml: string, currency: string | undefined, voice: Voice): readonly Section[] {
  const element = plainElement(xml);
  const heading = elementLabel(element?.name ?? 'UBLExtension', voice);
  if (element === null) {
    return sectionOf(heading, textBlock([{ text: xml, tone: 'mono' }]));
  }
  const part = new Cursor<PolishPart>(element.name, element.value as PolishPart);
  const blocks = [...partBlocks(part, currency, voice), ...fieldsBlock(leftoverFields(part, voice), 2)];
  return sectionOf(heading, blocks);
}

function partBlocks(part: Cursor<PolishPart>, currency: string | undefined, voice: Voice): Block[] {
  const parties = [
    'AccountingSupplierParty',
    'AccountingCustomerParty',
    'SellerSupplierParty',
    'ReceiverParty',
  ] as const;
  const sections = parties.flatMap((name) => wrappedPartySection(partOf(part, name), voice));
  return [
    ...pairs(sections),
    ...linesTable(voice.say(pefWords.lines), partsOf(part, 'InvoiceLine'), currency, voice),
    ...allowanceTable(
      voice.say(pefWords.allowancesAndCharges),
      partsOf(part, 'AllowanceCharge'),
      currency,
      voice,
    ),
    ...taxTable(voice.say(pefWords.taxes), partsOf(part, 'TaxTotal'), currency, voice),
    ...fieldsBlock(totalFields(partOf(part, 'LegalMonetaryTotal'), voice), 2),
    ...partsOf(part, 'AdditionalInvoiceGrossData').flatMap((gross) => partBlocks(gross, currency, voice)),
  ];
}
