/** FA(3) and FA(2) under one type: the elements of both, whatever only one of them demands being optional. */
import type {
  Fa2TAdres,
  Fa3,
  Fa3Fa,
  Fa3FaPlatnosc,
  Fa3FaPlatnoscTerminPlatnosciTerminOpis,
  Fa3FaWarunkiTransakcji,
  Fa3FaWarunkiTransakcjiTransport,
  Fa3TAdres,
  Fa3TPodmiot3,
  Text,
} from '@kwit/formats';
import type { InvoiceKind } from '@kwit/invoice';
import type { Cursor } from '../layout/cursor.ts';
import type { Voice } from '../layout/voice.ts';

/** What a mark says where it says no; 1 is yes. */
export const no = '2';

export type AddressShape = Fa3TAdres | Fa2TAdres;

export interface ContactShape {
  Email?: string | undefined;
  Telefon?: string | undefined;
  EmailPU?: string | undefined;
  TelefonPU?: string | undefined;
}

/** Any party, with what only some of them have. */
export interface PartyShape {
  PrefiksPodatnika?: string | undefined;
  NrEORI?: string | undefined;
  DaneIdentyfikacyjne: Partial<Fa3TPodmiot3>;
  Adres?: AddressShape | undefined;
  AdresPrzewoznika?: AddressShape | undefined;
  AdresKoresp?: AddressShape | undefined;
  DaneKontaktowe?: ContactShape[] | undefined;
  StatusInfoPodatnika?: string | undefined;
  NrKlienta?: string | undefined;
  /** Of a flat-rate farmer, in FA_RR. */
  NrKontrahenta?: string | undefined;
  IDNabywcy?: string | undefined;
  JST?: string | undefined;
  GV?: string | undefined;
  Rola?: string | undefined;
  RolaInna?: string | undefined;
  OpisRoli?: string | undefined;
  Udzial?: string | undefined;
  RolaPU?: string | undefined;
}

/** FA(2) tells a due date in words as text, FA(3) as parts. */
export interface DueDateShape {
  Termin?: string | undefined;
  TerminOpis?: string | Fa3FaPlatnoscTerminPlatnosciTerminOpis | undefined;
}

export interface PaymentShape extends Omit<Fa3FaPlatnosc, 'TerminPlatnosci'> {
  TerminPlatnosci?: DueDateShape[] | undefined;
}

export interface TransportShape extends Omit<Fa3FaWarunkiTransakcjiTransport, 'Przewoznik'> {
  Przewoznik?: PartyShape | undefined;
}

export interface TermsShape extends Omit<Fa3FaWarunkiTransakcji, 'Transport'> {
  Transport?: TransportShape[] | undefined;
}

export interface BodyShape extends Omit<Fa3Fa, 'Podmiot1K' | 'Podmiot2K' | 'Platnosc' | 'WarunkiTransakcji'> {
  Podmiot1K?: PartyShape | undefined;
  Podmiot2K?: PartyShape[] | undefined;
  Platnosc?: PaymentShape | undefined;
  WarunkiTransakcji?: TermsShape | undefined;
}

export interface InvoiceShape
  extends Omit<Fa3, 'Podmiot1' | 'Podmiot2' | 'Podmiot3' | 'PodmiotUpowazniony' | 'Fa'> {
  Podmiot1: PartyShape;
  Podmiot2: PartyShape;
  Podmiot3?: PartyShape[] | undefined;
  PodmiotUpowazniony?: PartyShape | undefined;
  Fa: BodyShape;
}

/** What every part of the print is made from. */
export interface Reading {
  readonly voice: Voice;
  readonly kind: InvoiceKind;
  readonly currency: string;
  readonly root: Cursor<InvoiceShape>;
  readonly body: Cursor<BodyShape>;
  /** Names of what the invoice says no to; told once, at its foot. */
  readonly refusals: Text[];
}
