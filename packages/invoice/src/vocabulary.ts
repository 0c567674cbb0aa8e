/**
 * The closed word lists that an invoice uses, in the order of the official schema.
 * Source: schemat FA(3) 1-0E (TKodWaluty, TKodyKrajowUE, TStawkaPodatku, TGTU, …) and KodyKrajow 10-0E.
 */

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** ISO 4217 codes that KodWaluty takes. */
export const currencies = words(`
  AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BOV BRL BSD BTN BWP BYN
  BZD CAD CDF CHE CHF CHW CLF CLP CNY COP COU CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD
  FKP GBP GEL GGP GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS IMP INR IQD IRR ISK JEP JMD JOD
  JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR
  MVR MWK MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF
  SAR SBD SCR SDG SEK SGD SHP SLL SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH
  UGX USD USN UYI UYU UYW UZS VES VND VUV WST XAF XAG XAU XBA XBB XBC XBD XCD XCG XDR XOF XPD XPF XPT
  XSU XUA XXX YER ZAR ZMW ZWL`);

/** Two-letter codes that KodKraju takes. */
export const countries = words(`
  AF AX AL DZ AD AO AI AQ AG AN SA AR AM AW AU AT AZ BS BH BD BB BE BZ BJ BM BT BY BO BQ BA BW BR BN
  IO BG BF BI XC CL CN HR CW CY TD ME DK DM DO DJ EG EC ER EE ET FK FJ PH FI FR TF GA GM GH GI GR GD
  GL GE GU GG GY GF GP GT GN GQ GW HT ES HN HK IN ID IQ IR IE IS IL JM JP YE JE JO KY KH CM CA QA KZ
  KE KG KI CO KM CG CD KP XK CR CU KW LA LS LB LR LY LI LT LV LU MK MG YT MO MW MV MY ML MT MP MA MQ
  MR MU MX XL FM UM MD MC MN MS MZ MM NA NR NP NL DE NE NG NI NU NF NO NC NZ PS OM PK PW PA PG PY PE
  PN PF PL GS PT PR CF CZ KR ZA RE RU RO RW EH BL KN LC MF VC SV WS AS SM SN RS SC SL SG SK SI SO LK
  PM US SZ SD SS SR SJ SH SY CH SE TJ TH TW TZ TG TK TO TT TN TR TM TV UG UA UY UZ VU WF VA HU VE GB
  VN IT TL CI BV CX IM SX CK VI VG HM CC MH FO SB ST TC ZM CV ZW AE XI`);

/** Prefixes of EU VAT numbers (KodUE). Greece is EL, Northern Ireland XI. */
export const euPrefixes = words(
  'AT BE BG CY CZ DK EE FI FR DE EL HR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE XI',
);

/** Values of P_12, and two words of ours for lines that have no P_12: `margin` and `oss`. */
export const vatRates = [
  '23',
  '22',
  '8',
  '7',
  '5',
  '4',
  '3',
  '0 KR',
  '0 WDT',
  '0 EX',
  'zw',
  'oo',
  'np I',
  'np II',
  'margin',
  'oss',
] as const;
export type VatRate = (typeof vatRates)[number];

/** RodzajFaktury. */
export const invoiceKinds = ['VAT', 'KOR', 'ZAL', 'ROZ', 'UPR', 'KOR_ZAL', 'KOR_ROZ'] as const;
export type InvoiceKind = (typeof invoiceKinds)[number];

/** GTU marks of goods and services. */
export const gtuMarks = words(
  'GTU_01 GTU_02 GTU_03 GTU_04 GTU_05 GTU_06 GTU_07 GTU_08 GTU_09 GTU_10 GTU_11 GTU_12 GTU_13',
);

/** Procedura. */
export const procedures = words('WSTO_EE IED TT_D I_42 I_63 B_SPV B_SPV_DOSTAWA B_MPV_PROWIZJA');

/** FormaPlatnosci, our word to the official number. */
export const paymentMethods = {
  cash: '1',
  card: '2',
  voucher: '3',
  cheque: '4',
  credit: '5',
  transfer: '6',
  mobile: '7',
} as const;
export type PaymentMethod = keyof typeof paymentMethods;

/** Rola of Podmiot3, our word to the official number. */
export const thirdPartyRoles = {
  factor: '1',
  recipient: '2',
  'original-entity': '3',
  'additional-buyer': '4',
  issuer: '5',
  payer: '6',
  'local-government-issuer': '7',
  'local-government-recipient': '8',
  'vat-group-member-issuer': '9',
  'vat-group-member-recipient': '10',
  employee: '11',
} as const;
export type ThirdPartyRole = keyof typeof thirdPartyRoles;

/** RolaPU of PodmiotUpowazniony, our word to the official number. */
export const authorizedPartyRoles = {
  'enforcement-authority': '1',
  bailiff: '2',
  'tax-representative': '3',
} as const;
export type AuthorizedPartyRole = keyof typeof authorizedPartyRoles;

/** StatusInfoPodatnika, our word to the official number. */
export const sellerStatuses = {
  liquidation: '1',
  restructuring: '2',
  bankruptcy: '3',
  'inherited-enterprise': '4',
} as const;
export type SellerStatus = keyof typeof sellerStatuses;

/** The kinds of margin scheme, our word to the element of PMarzy that marks it. */
export const marginSchemes = {
  travel: 'P_PMarzy_2',
  'used-goods': 'P_PMarzy_3_1',
  art: 'P_PMarzy_3_2',
  collectibles: 'P_PMarzy_3_3',
} as const;
export type MarginScheme = keyof typeof marginSchemes;

/** RachunekWlasnyBanku, our word to the official number. */
export const bankOwnAccounts = {
  'receivables-settlement': '1',
  collection: '2',
  'own-operations': '3',
} as const;
export type BankOwnAccount = keyof typeof bankOwnAccounts;

/** TypKorekty: when the correction counts in the VAT records; our word to the official number. */
export const correctionEffects = {
  'original-date': '1',
  'correction-date': '2',
  'other-date': '3',
} as const;
export type CorrectionEffect = keyof typeof correctionEffects;

/** ProceduraZ: the marks of procedures that a line of an order may have. */
export const orderProcedures = [
  'WSTO_EE',
  'IED',
  'TT_D',
  'B_SPV',
  'B_SPV_DOSTAWA',
  'B_MPV_PROWIZJA',
] as const;

/** RodzajTransportu, our word to the official number. */
export const transportKinds = {
  sea: '1',
  rail: '2',
  road: '3',
  air: '4',
  post: '5',
  'fixed-installation': '7',
  'inland-waterway': '8',
} as const;
export type TransportKind = keyof typeof transportKinds;

/** OpisLadunku, our word to the official number. */
export const cargoKinds = {
  can: '1',
  barrel: '2',
  cylinder: '3',
  carton: '4',
  canister: '5',
  cage: '6',
  container: '7',
  basket: '8',
  punnet: '9',
  'collective-packaging': '10',
  parcel: '11',
  packet: '12',
  pallet: '13',
  bin: '14',
  'bulk-solid-container': '15',
  'bulk-liquid-container': '16',
  box: '17',
  tin: '18',
  crate: '19',
  bag: '20',
} as const;
export type CargoKind = keyof typeof cargoKinds;

/** Kol/@Typ: what the cells of a column of an attached table hold. */
export const columnTypes = ['date', 'datetime', 'dec', 'int', 'time', 'txt'] as const;
export type ColumnType = (typeof columnTypes)[number];
