/** Documents for tests: small, valid, of no real company. */
import type { FormatDocument } from '../formats.ts';

/** A valid FA(3) invoice of one line. A new object each time, so that a test may change it. */
export function sampleInvoice(): FormatDocument<'FA(3)'> {
  return {
    format: 'FA(3)',
    root: {
      Naglowek: {
        KodFormularza: { '#text': 'FA', '@kodSystemowy': 'FA (3)', '@wersjaSchemy': '1-0E' },
        WariantFormularza: '3',
        DataWytworzeniaFa: '2026-02-01T10:00:00Z',
        SystemInfo: 'Kwit',
      },
      Podmiot1: {
        DaneIdentyfikacyjne: { NIP: '1111111111', Nazwa: 'Zakład „Przykład” & Syn' },
        Adres: { KodKraju: 'PL', AdresL1: 'ul. Próbna 1', AdresL2: '00-001 Warszawa' },
        DaneKontaktowe: [{ Email: 'biuro@example.com' }],
      },
      Podmiot2: {
        DaneIdentyfikacyjne: { NIP: '9999999999', Nazwa: 'Odbiorca <testowy>' },
        Adres: { KodKraju: 'PL', AdresL1: 'ul. Odbiorcza 2' },
        JST: '2',
        GV: '2',
      },
      Fa: {
        KodWaluty: 'PLN',
        P_1: '2026-02-01',
        P_2: 'FV/1/2026',
        P_6: '2026-01-31',
        P_13_1: '100.00',
        P_14_1: '23.00',
        P_15: '123.00',
        Adnotacje: {
          P_16: '2',
          P_17: '2',
          P_18: '2',
          P_18A: '2',
          Zwolnienie: { P_19N: '1' },
          NoweSrodkiTransportu: { P_22N: '1' },
          P_23: '2',
          PMarzy: { P_PMarzyN: '1' },
        },
        RodzajFaktury: 'VAT',
        FaWiersz: [
          {
            NrWierszaFa: '1',
            P_7: 'Usługa 😀',
            P_8A: 'szt.',
            P_8B: '1',
            P_9A: '100.00',
            P_11: '100.00',
            P_12: '23',
          },
        ],
        Platnosc: {
          TerminPlatnosci: [{ Termin: '2026-02-15' }],
          FormaPlatnosci: '6',
          RachunekBankowy: [{ NrRB: '73111111111111111111111111' }],
        },
      },
      Stopka: { Informacje: [{ StopkaFaktury: 'Dziękujemy' }], Rejestry: [{ REGON: '123456789' }] },
    },
  };
}

/** A valid receipt (UPO) of two invoices. */
export function sampleReceipt(): FormatDocument<'UPO(4.3)'> {
  const dokument = (number: string) => ({
    NipSprzedawcy: '1111111111',
    NumerKSeFDokumentu: `1111111111-20260201-010000${number}-4D`,
    NumerFaktury: `FV/${number}`,
    DataWystawieniaFaktury: '2026-02-01',
    DataPrzeslaniaDokumentu: '2026-02-01T11:02:41.584+01:00',
    DataNadaniaNumeruKSeF: '2026-02-01T11:02:42.084+01:00',
    SkrotDokumentu: 'jli86Kp2Kw7jppX59P8VmjWRcwLTvsPK3DcPEB87mNk=',
    TrybWysylki: 'Online',
  });
  return {
    format: 'UPO(4.3)',
    root: {
      '@wersjaSchemy': '4.3',
      NazwaPodmiotuPrzyjmujacego: 'Ministerstwo Finansów',
      NumerReferencyjnySesji: '20260201-SO-9D5A28BFDA-47C899773E-5C',
      Uwierzytelnienie: {
        IdKontekstu: { Nip: '1111111111' },
        SkrotDokumentuUwierzytelniajacego: 'kyqH+QUgP8ATWd/95IY632mP4uqibwG66Oqclq9+qno=',
      },
      NazwaStrukturyLogicznej: 'Schemat_FA(3)_v1-0E.xsd',
      KodFormularza: 'FA (3)',
      Dokument: [dokument('40741B'), dokument('40741C')],
    },
  };
}

/** A valid request for a token, version 2.1. */
export function sampleAuthRequest(): FormatDocument<'AuthTokenRequest(2.1)'> {
  return {
    format: 'AuthTokenRequest(2.1)',
    root: {
      Challenge: '20260201-CR-461EA5B000-537A6BA15D-D7',
      ContextIdentifier: { Nip: '1111111111' },
      SubjectIdentifierType: 'certificateSubject',
      AuthorizationPolicy: {
        AllowedIps: { Ip4Address: ['192.168.0.1'], Ip4Mask: ['10.0.0.0/8'] },
      },
    },
  };
}
