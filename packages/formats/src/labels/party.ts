/** Labels of what every party of an invoice has: the same fields, told apart by whose they are. */
import type { LabelTable } from './label.ts';

export interface Party {
  /** Element of the party. */
  readonly element: string;
  /** Polish genitive: `sprzedawcy`. */
  readonly pl: string;
  /** English nominative: `seller`. */
  readonly en: string;
  /** What ends its labels: ` przed korektą`; empty where absent. */
  readonly end?: readonly [pl: string, en: string];
}

/** End of the labels of a party as the corrected invoice has it. */
export const beforeCorrection = [' przed korektą', ' before correction'] as const;

/** An address and its parts. */
export function addressLabels(element: string, pl: string, en: string): LabelTable {
  return {
    [element]: [pl, en],
    [`${element}/KodKraju`]: [`${pl} – kraj`, `${en} – country`],
    [`${element}/AdresL1`]: [`${pl} – linia 1`, `${en} – line 1`],
    [`${element}/AdresL2`]: [`${pl} – linia 2`, `${en} – line 2`],
    [`${element}/GLN`]: [`${pl} – numer GLN`, `${en} – GLN number`],
  };
}

/** A party's identification, addresses and contacts; what only some parties have is in the tables of the formats. */
export function partyLabels({ element, pl: whosePl, en: who, end = ['', ''] }: Party): LabelTable {
  const pl = (thing: string) => `${thing} ${whosePl}${end[0]}`;
  const en = (thing: string) => `${who}'s ${thing}${end[1]}`;
  const identity = `${element}/DaneIdentyfikacyjne`;
  const contact = `${element}/DaneKontaktowe`;
  return {
    [identity]: [pl('dane identyfikacyjne'), en('identification')],
    [`${identity}/NIP`]: [pl('NIP'), en('NIP')],
    [`${identity}/IDWew`]: [pl('identyfikator wewnętrzny'), en('internal identifier')],
    [`${identity}/KodUE`]: [pl('prefiks VAT UE'), en('EU VAT prefix')],
    [`${identity}/NrVatUE`]: [pl('numer VAT UE'), en('EU VAT number')],
    [`${identity}/KodKraju`]: [pl('kraj identyfikatora'), en('country of tax ID')],
    [`${identity}/NrID`]: [pl('inny identyfikator'), en('other tax ID')],
    [`${identity}/BrakID`]: [pl('brak identyfikatora'), `${who} without tax ID${end[1]}`],
    [`${identity}/Nazwa`]: [pl('nazwa'), en('name')],
    [`${element}/PrefiksPodatnika`]: [pl('prefiks podatnika UE'), en('EU taxpayer prefix')],
    [`${element}/NrEORI`]: [pl('numer EORI'), en('EORI number')],
    ...addressLabels(`${element}/Adres`, pl('adres'), en('address')),
    ...addressLabels(`${element}/AdresKoresp`, pl('adres korespondencyjny'), en('mailing address')),
    [contact]: [pl('dane kontaktowe'), en('contact details')],
    [`${contact}/Email`]: [pl('e-mail'), en('e-mail')],
    [`${contact}/Telefon`]: [pl('telefon'), en('telephone')],
  };
}
