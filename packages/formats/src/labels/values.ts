/** Labels of the values of enumerations. Countries and currencies have none here: their names are not ours to keep. */
import type { Label, ValueTable, ValueTables } from './label.ts';

const yesNo: ValueTable = { 1: ['tak', 'yes'], 2: ['nie', 'no'] };

const taxpayerStatus: ValueTable = {
  1: ['w likwidacji', 'in liquidation'],
  2: ['w restrukturyzacji', 'in restructuring'],
  3: ['w upadłości', 'bankrupt'],
  4: ['przedsiębiorstwo w spadku', 'business in succession'],
};

const thirdPartyRole: ValueTable = {
  1: ['faktor', 'factor'],
  2: ['odbiorca', 'recipient'],
  3: ['podmiot pierwotny', 'original entity'],
  4: ['dodatkowy nabywca', 'additional buyer'],
  5: ['wystawca faktury', 'issuer of the invoice'],
  6: ['płatnik', 'payer'],
  7: ['wystawca JST', 'local government as issuer'],
  8: ['odbiorca JST', 'local government as recipient'],
  9: ['wystawca z grupy VAT', 'VAT group member as issuer'],
  10: ['odbiorca z grupy VAT', 'VAT group member as recipient'],
  11: ['pracownik', 'employee'],
};

const authorisedEntityRole: ValueTable = {
  1: ['organ egzekucyjny', 'enforcement authority'],
  2: ['komornik sądowy', 'bailiff'],
  3: ['przedstawiciel podatkowy', 'tax representative'],
};

const invoiceKind: ValueTable = {
  VAT: ['podstawowa', 'basic'],
  KOR: ['korygująca', 'correction'],
  ZAL: ['zaliczkowa', 'advance'],
  ROZ: ['rozliczeniowa', 'settlement of advances'],
  UPR: ['uproszczona', 'simplified'],
  KOR_ZAL: ['korygująca zaliczkową', 'correction of an advance'],
  KOR_ROZ: ['korygująca rozliczeniową', 'correction of a settlement'],
  VAT_RR: ['pierwotna VAT RR', 'original VAT RR'],
  KOR_VAT_RR: ['korygująca VAT RR', 'correction of VAT RR'],
};

const correctionTiming: ValueTable = {
  1: ['w dacie faktury pierwotnej', 'on the date of the original'],
  2: ['w dacie faktury korygującej', 'on the date of the correction'],
  3: ['w innej dacie', 'on another date'],
  4: ['w dacie zwrotu należności', 'on the date of the repayment'],
};

const taxRate: ValueTable = {
  23: ['23%', '23%'],
  22: ['22%', '22%'],
  8: ['8%', '8%'],
  7: ['7%', '7%'],
  5: ['5%', '5%'],
  4: ['4%', '4%'],
  3: ['3%', '3%'],
  0: ['0%', '0%'],
  '0 KR': ['0% – sprzedaż krajowa', '0% – domestic sales'],
  '0 WDT': ['0% – wewnątrzwspólnotowa dostawa towarów', '0% – intra-EU supply of goods'],
  '0 EX': ['0% – eksport towarów', '0% – export of goods'],
  zw: ['zwolniona z podatku', 'exempt'],
  oo: ['odwrotne obciążenie', 'reverse charge'],
  np: ['niepodlegająca podatkowi', 'not taxable'],
  'np I': ['poza terytorium kraju', 'outside Poland'],
  'np II': ['usługi dla podatników z UE', 'services to EU businesses'],
};

const refundRate: ValueTable = { '6.5': ['6,5%', '6.5%'], 7: ['7%', '7%'] };

const goodsGroup: ValueTable = {
  GTU_01: ['napoje alkoholowe', 'alcoholic drinks'],
  GTU_02: ['paliwa silnikowe', 'motor fuels'],
  GTU_03: ['oleje opałowe i smarowe', 'heating oils and lubricants'],
  GTU_04: ['wyroby tytoniowe', 'tobacco products'],
  GTU_05: ['odpady', 'waste'],
  GTU_06: ['elektronika i folia stretch', 'electronics and stretch film'],
  GTU_07: ['pojazdy i części', 'vehicles and parts'],
  GTU_08: ['metale', 'metals'],
  GTU_09: ['leki i wyroby medyczne', 'medicines and medical products'],
  GTU_10: ['budynki, budowle i grunty', 'buildings, structures and land'],
  GTU_11: ['uprawnienia do emisji', 'emission allowances'],
  GTU_12: ['usługi niematerialne', 'intangible services'],
  GTU_13: ['transport i magazynowanie', 'transport and storage'],
};

const procedure: ValueTable = {
  WSTO_EE: ['sprzedaż na odległość w UE', 'intra-EU distance sales'],
  IED: ['dostawa przez interfejs elektroniczny', 'supply through an electronic interface'],
  TT_D: ['transakcja trójstronna', 'triangular transaction'],
  I_42: ['WDT po imporcie w procedurze 42', 'supply after import under procedure 42'],
  I_63: ['WDT po imporcie w procedurze 63', 'supply after import under procedure 63'],
  B_SPV: ['transfer bonu jednego przeznaczenia', 'transfer of a single-purpose voucher'],
  B_SPV_DOSTAWA: ['dostawa za bon jednego przeznaczenia', 'supply for a single-purpose voucher'],
  B_MPV_PROWIZJA: ['pośrednictwo w transferze bonu MPV', 'agency in transfers of MPV vouchers'],
};

const TRANSFER: Label = ['przelew', 'bank transfer'];

const paymentMethod: ValueTable = {
  1: ['gotówka', 'cash'],
  2: ['karta', 'card'],
  3: ['bon', 'voucher'],
  4: ['czek', 'cheque'],
  5: ['kredyt', 'credit'],
  6: TRANSFER,
  7: ['płatność mobilna', 'mobile payment'],
};

const partPayment: ValueTable = {
  1: ['zapłacono część', 'partly paid'],
  2: ['zapłacono całość w częściach', 'fully paid in parts'],
};

const bankOwnAccount: ValueTable = {
  1: ['rozliczanie nabytych wierzytelności', 'settlement of acquired receivables'],
  2: ['pobieranie należności dla dostawcy', 'collection for the supplier'],
  3: ['gospodarka własna banku', "bank's own business"],
};

const transport: ValueTable = {
  1: ['morski', 'sea'],
  2: ['kolejowy', 'rail'],
  3: ['drogowy', 'road'],
  4: ['lotniczy', 'air'],
  5: ['poczta', 'post'],
  7: ['rurociąg lub inna instalacja stała', 'pipeline or other fixed installation'],
  8: ['żegluga śródlądowa', 'inland waterway'],
};

const cargo: ValueTable = {
  1: ['bańka', 'can'],
  2: ['beczka', 'barrel'],
  3: ['butla', 'cylinder'],
  4: ['karton', 'carton'],
  5: ['kanister', 'jerrycan'],
  6: ['klatka', 'cage'],
  7: ['kontener', 'container'],
  8: ['kosz', 'basket'],
  9: ['łubianka', 'punnet'],
  10: ['opakowanie zbiorcze', 'bulk pack'],
  11: ['paczka', 'parcel'],
  12: ['pakiet', 'bundle'],
  13: ['paleta', 'pallet'],
  14: ['pojemnik', 'receptacle'],
  15: ['pojemnik na ładunek sypki', 'container for bulk solids'],
  16: ['pojemnik na ładunek płynny', 'container for bulk liquids'],
  17: ['pudełko', 'box'],
  18: ['puszka', 'tin'],
  19: ['skrzynia', 'crate'],
  20: ['worek', 'sack'],
};

const columnType: ValueTable = {
  date: ['data', 'date'],
  datetime: ['data i godzina', 'date and time'],
  dec: ['liczba dziesiętna', 'decimal number'],
  int: ['liczba całkowita', 'whole number'],
  time: ['godzina', 'time of day'],
  txt: ['tekst', 'text'],
};

function each(names: string, values: ValueTable): ValueTables {
  return Object.fromEntries(names.split(' ').map((name) => [name, values]));
}

function commonValues(): ValueTables[] {
  return [
    each('BrakID RolaInna NrKSeF NrKSeFN StanPrzed PlatnoscInna', yesNo),
    {
      StatusInfoPodatnika: taxpayerStatus,
      Rola: thirdPartyRole,
      RodzajFaktury: invoiceKind,
      TypKorekty: correctionTiming,
    },
  ];
}

export function fa3Values(): ValueTables[] {
  return [
    ...commonValues(),
    each('JST GV P_16 P_17 P_18 P_18A P_19 P_19N P_22 P_22N P_42_5 P_23', yesNo),
    each('P_PMarzy P_PMarzy_2 P_PMarzy_3_1 P_PMarzy_3_2 P_PMarzy_3_3 P_PMarzyN', yesNo),
    each('FP TP NrKSeFZN ZwrotAkcyzy P_12_Zal_15 P_12Z_Zal_15 StanPrzedZ Zaplacono', yesNo),
    each('TransportInny LadunekInny PodmiotPosredniczacy', yesNo),
    each('P_12 P_12Z', taxRate),
    each('GTU GTUZ', goodsGroup),
    each('Procedura ProceduraZ', procedure),
    {
      RolaPU: authorisedEntityRole,
      FormaPlatnosci: paymentMethod,
      ZnacznikZaplatyCzesciowej: partPayment,
      RachunekWlasnyBanku: bankOwnAccount,
      RodzajTransportu: transport,
      OpisLadunku: cargo,
      'Kol/@Typ': columnType,
    },
  ];
}

export function faRrValues(): ValueTables[] {
  return [...commonValues(), { P_9: refundRate, FormaPlatnosci: { 1: TRANSFER } }];
}
