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
import { allowanceSection } from './allowances.ts';
import { fieldsBlock } from './leaf.ts';
import { leftoverFields } from './leftovers.ts';
import { type Line, linesBlock } from './lines.ts';
import { elementLabel } from './naming.ts';
import { wrappedPartySection } from './party.ts';
import { taxSection } from './taxes.ts';
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

export function extensionSections(
  extensions: Cursor<UblUBLExtensionsType> | undefined,
  voice: Voice,
): readonly Section[] {
  const contents = partsOf(extensions, 'UBLExtension').flatMap((extension) =>
    partsOf(extension, 'ExtensionContent'),
  );
  return contents.flatMap((content) => content.texts('#any')).flatMap((xml) => extensionSection(xml, voice));
}

/** @param xml what an extension holds, which the reader has found to be an element */
function extensionSection(xml: string, voice: Voice): readonly Section[] {
  const element = plainElement(xml);
  const heading = elementLabel(element?.name ?? 'UBLExtension', voice);
  if (element === null) {
    return sectionOf(heading, textBlock([{ text: xml, tone: 'mono' }]));
  }
  const part = new Cursor<PolishPart>(element.name, element.value as PolishPart);
  const blocks = [...partBlocks(part, voice), ...fieldsBlock(leftoverFields(part, voice), 2)];
  return sectionOf(heading, blocks);
}

function partBlocks(part: Cursor<PolishPart>, voice: Voice): Block[] {
  const parties = [
    'AccountingSupplierParty',
    'AccountingCustomerParty',
    'SellerSupplierParty',
    'ReceiverParty',
  ] as const;
  const sections = parties.flatMap((name) => wrappedPartySection(partOf(part, name), voice));
  return [
    ...pairs(sections),
    ...linesBlock(voice.say(pefWords.lines), partsOf(part, 'InvoiceLine'), voice),
    ...allowanceSection(partsOf(part, 'AllowanceCharge'), voice).flatMap(({ blocks }) => blocks),
    ...taxSection('taxes', partsOf(part, 'TaxTotal'), voice).flatMap(({ blocks }) => blocks),
    ...fieldsBlock(totalFields(partOf(part, 'LegalMonetaryTotal'), voice), 2),
    ...partsOf(part, 'AdditionalInvoiceGrossData').flatMap((gross) => partBlocks(gross, voice)),
  ];
}
