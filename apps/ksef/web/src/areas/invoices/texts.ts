import type {
  AmountType,
  BuyerIdentifierType,
  CompressionType,
  InvoiceQueryDateType,
  InvoiceQueryFormType,
  InvoiceQuerySubjectType,
  InvoiceType,
  InvoicingMode,
} from '@kwit/ksef-contract';
import { countedEn, countedPl, defineTexts } from '@kwit/ui';
import type { ZipForm } from './bulk/zip-job.ts';
import type { Period, Sort } from './list/invoice-search.ts';

type Words<Key extends string> = Readonly<Record<Key, string>>;

const subjectsPl: Words<InvoiceQuerySubjectType> = {
  Subject1: 'Sprzedaż',
  Subject2: 'Zakupy',
  Subject3: 'Jako podmiot trzeci',
  SubjectAuthorized: 'Jako podmiot upoważniony',
};
const subjectsEn: Words<InvoiceQuerySubjectType> = {
  Subject1: 'Sales',
  Subject2: 'Purchases',
  Subject3: 'As a third party',
  SubjectAuthorized: 'As an authorised party',
};

const datesPl: Words<InvoiceQueryDateType> = {
  Issue: 'data wystawienia',
  Invoicing: 'data przyjęcia w KSeF',
  PermanentStorage: 'data trwałego zapisu w KSeF',
};
const datesEn: Words<InvoiceQueryDateType> = {
  Issue: 'date of issue',
  Invoicing: 'date of acceptance by KSeF',
  PermanentStorage: 'date of permanent storage in KSeF',
};

const periodsPl: Words<Period> = {
  days30: 'ostatnie 30 dni',
  days90: 'ostatnie 90 dni',
  thisMonth: 'ten miesiąc',
  lastMonth: 'poprzedni miesiąc',
  own: 'własny zakres',
};
const periodsEn: Words<Period> = {
  days30: 'last 30 days',
  days90: 'last 90 days',
  thisMonth: 'this month',
  lastMonth: 'last month',
  own: 'own range',
};

const sortsPl: Words<Sort> = {
  newest: 'od najnowszych',
  oldest: 'od najstarszych',
  number: 'według numeru faktury',
  party: 'według kontrahenta',
  grossDown: 'od największej kwoty brutto',
  grossUp: 'od najmniejszej kwoty brutto',
};
const sortsEn: Words<Sort> = {
  newest: 'newest first',
  oldest: 'oldest first',
  number: 'by invoice number',
  party: 'by contractor',
  grossDown: 'largest gross amount first',
  grossUp: 'smallest gross amount first',
};

const kindsPl: Words<InvoiceType> = {
  Vat: 'podstawowa',
  Zal: 'zaliczkowa',
  Kor: 'korygująca',
  Roz: 'rozliczeniowa',
  Upr: 'uproszczona',
  KorZal: 'korygująca zaliczkową',
  KorRoz: 'korygująca rozliczeniową',
  VatPef: 'PEF',
  VatPefSp: 'PEF specjalna',
  KorPef: 'korygująca PEF',
  VatRr: 'VAT RR',
  KorVatRr: 'korygująca VAT RR',
};
const kindsEn: Words<InvoiceType> = {
  Vat: 'basic',
  Zal: 'advance',
  Kor: 'correction',
  Roz: 'settlement',
  Upr: 'simplified',
  KorZal: 'correction of an advance',
  KorRoz: 'correction of a settlement',
  VatPef: 'PEF',
  VatPefSp: 'special PEF',
  KorPef: 'PEF correction',
  VatRr: 'VAT RR',
  KorVatRr: 'VAT RR correction',
};

const buyersPl: Words<BuyerIdentifierType> = {
  Nip: 'NIP',
  VatUe: 'numer VAT UE',
  Other: 'inny identyfikator',
  None: 'bez identyfikatora',
};
const buyersEn: Words<BuyerIdentifierType> = {
  Nip: 'NIP',
  VatUe: 'EU VAT number',
  Other: 'another identifier',
  None: 'without an identifier',
};

const amountsPl: Words<AmountType> = { Brutto: 'brutto', Netto: 'netto', Vat: 'VAT' };
const amountsEn: Words<AmountType> = { Brutto: 'gross', Netto: 'net', Vat: 'VAT' };

const formsPl: Words<InvoiceQueryFormType> = {
  FA: 'FA (faktura)',
  PEF: 'PEF (zamówienia publiczne)',
  FA_RR: 'FA_RR (rolnik ryczałtowy)',
};
const formsEn: Words<InvoiceQueryFormType> = {
  FA: 'FA (invoice)',
  PEF: 'PEF (public procurement)',
  FA_RR: 'FA_RR (flat-rate farmer)',
};

const modesPl: Words<InvoicingMode> = { Online: 'online', Offline: 'offline' };
const modesEn: Words<InvoicingMode> = { Online: 'online', Offline: 'offline' };

const invoicesPl = (count: number) => countedPl(count, { one: 'faktura', few: 'faktury', many: 'faktur' });
const invoicesEn = (count: number) => countedEn(count, 'invoice', 'invoices');
const sizes = {
  pl: new Intl.NumberFormat('pl', { maximumFractionDigits: 1, minimumFractionDigits: 1 }),
  en: new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 1 }),
};
/** Small files would be 0.0 MB. */
const sizeOf = (bytes: number, { format }: Intl.NumberFormat): string =>
  bytes < 1_000_000 ? `${format(bytes / 1000)}\u00a0kB` : `${format(bytes / 1_000_000)}\u00a0MB`;
const sizePl = (bytes: number) => sizeOf(bytes, sizes.pl);
const sizeEn = (bytes: number) => sizeOf(bytes, sizes.en);
const daysPl = (count: number) => countedPl(count, { one: 'dzień', few: 'dni', many: 'dni' });

export const invoicesTexts = defineTexts({
  pl: {
    title: 'Faktury',
    issue: 'Wystaw fakturę',
    listOf: (subject: string) => `Faktury: ${subject}`,
    subjectsLabel: 'W jakiej roli występuje zalogowany podmiot',
    subjects: subjectsPl,
    dateLabel: 'Data',
    dates: datesPl,
    periodLabel: 'Okres',
    periods: periodsPl,
    from: 'Od',
    to: 'Do',
    sortLabel: 'Kolejność',
    sorts: sortsPl,
    filters: 'Filtry',
    filtersLead: 'Lista pokaże faktury, które spełniają wszystkie podane warunki.',
    refresh: 'Odśwież',
    removeAll: 'Usuń wszystkie filtry',
    conditions: 'Filtry listy',
    tooLong: (most: number, days: number) =>
      `KSeF pozwala pytać najwyżej o ${daysPl(most)} naraz (tu: ${daysPl(days)}). Podaj krótszy zakres.`,
    notInOrder: 'Data „do” jest wcześniejsza niż „od”.',
    fromMissing: 'Podaj pierwszy dzień zakresu.',

    issueDate: 'Wystawiona',
    number: 'Numer faktury i numer KSeF',
    party: 'Kontrahent',
    sellerAndBuyer: 'Sprzedawca i nabywca',
    kind: 'Rodzaj',
    statusAndKind: 'Status i rodzaj',
    net: 'Netto',
    gross: 'Brutto',
    kinds: kindsPl,
    inKsef: 'W KSeF',
    offline: 'W KSeF, offline',
    selfInvoicing: 'samofakturowanie',
    attachment: 'załącznik',
    technicalCorrection: 'korekta techniczna',
    noName: 'bez nazwy',
    accepted: 'w KSeF',
    all: (count: number) => invoicesPl(count),
    loaded: (count: number) => `Wczytano: ${invoicesPl(count)}, dalsze wczytują się przy przewijaniu.`,
    loadingAll: (count: number) => `Wczytywanie wszystkich: ${invoicesPl(count)}…`,
    loadAll: 'Wczytaj wszystkie',
    stopLoading: 'Przerwij',
    sum: 'Suma brutto:',
    sumOfLoaded: 'Suma brutto wczytanych:',
    cutShort:
      'Tego samego dnia jest więcej faktur, niż KSeF pokazuje w jednym zapytaniu (10 000). Dalsze pokaże węższy filtr.',
    notLoaded: 'Nie wczytano faktur',
    invoiceNotLoaded: 'Nie wczytano faktury',
    noKsefNumber:
      'Nie ma takiej faktury: w adresie strony nie stoi numer KSeF. Należy poprawić adres albo wyszukać fakturę na liście.',
    moreNotLoaded: 'Nie wczytano dalszych faktur',

    none: 'Nie ma faktur z tego okresu',
    noneText: {
      Subject1: 'Tu są faktury, w których zalogowany podmiot jest sprzedawcą.',
      Subject2: 'Tu są faktury, w których zalogowany podmiot jest nabywcą.',
      Subject3:
        'Tu są faktury, w których zalogowany podmiot jest podmiotem trzecim: odbiorcą, faktorem, płatnikiem.',
      SubjectAuthorized:
        'Tu są faktury, w których zalogowany podmiot jest podmiotem upoważnionym: komornikiem, przedstawicielem podatkowym.',
    } satisfies Words<InvoiceQuerySubjectType>,
    noneFiltered: 'Żadna faktura nie spełnia warunków',
    noneFilteredText: 'W tym okresie nie ma faktury, która spełnia wszystkie filtry.',
    longerPeriod: 'Pokaż ostatnie 90 dni',

    forbidden: 'W tym kontekście brakuje uprawnienia do przeglądania faktur.',
    forbiddenRemedy:
      'Uprawnienie „przeglądanie faktur” nadaje właściciel firmy albo osoba, która zarządza jej uprawnieniami (menu Uprawnienia).',
    notFound: 'W KSeF nie ma takiej faktury albo zalogowany podmiot nie jest jej stroną.',
    notFoundRemedy: 'Należy sprawdzić numer KSeF oraz to, w kontekście jakiej firmy nastąpiło zalogowanie.',
    notYet: 'Faktura ma numer KSeF, ale nie jest jeszcze trwale zapisana.',
    notYetRemedy: 'Będzie można ją pobrać za chwilę.',

    ksefNumber: 'Numer KSeF',
    invoiceNumber: 'Numer faktury',
    invoiceNumberHint: 'Cały numer, tak jak nadał go wystawca.',
    sellerNip: 'NIP sprzedawcy',
    buyer: 'Nabywca',
    buyerType: 'Identyfikator nabywcy',
    buyerValue: 'Wartość identyfikatora nabywcy',
    buyers: buyersPl,
    amount: 'Kwota',
    amountType: 'Rodzaj kwoty',
    amounts: amountsPl,
    amountFrom: 'Kwota od',
    amountTo: 'Kwota do',
    currencies: 'Waluty',
    currency: 'waluta',
    currenciesHint: 'Kody po przecinku, na przykład: PLN, EUR.',
    types: 'Rodzaje faktur',
    form: 'Formularz',
    forms: formsPl,
    mode: 'Tryb wystawienia',
    modes: modesPl,
    isSelfInvoicing: 'Samofakturowanie',
    hasAttachment: 'Załącznik',
    any: 'dowolnie',
    yes: 'tak',
    no: 'nie',
    apply: 'Pokaż faktury',
    close: 'Zamknij',
    wrongKsefNumber: 'Numer KSeF ma 35 znaków: NIP, data, dwanaście znaków i dwa znaki sumy kontrolnej.',
    wrongNip: 'NIP składa się z 10 cyfr.',
    wrongAmount: 'Podaj kwotę, na przykład: 1234,56.',
    wrongAmounts: 'Kwota „do” jest mniejsza niż „od”.',
    wrongCurrency: (code: string) => `Nie ma waluty o kodzie ${code}.`,
    buyerMissing: 'Podaj identyfikator albo wybierz „bez identyfikatora”.',
    fromWord: (value: string) => `od ${value}`,
    toWord: (value: string) => `do ${value}`,

    back: 'Wróć do listy faktur',
    invoice: 'Faktura',
    invoiceOf: (number: string) => `Faktura ${number}`,
    copyNumber: 'Kopiuj numer KSeF',
    download: 'Pobierz',
    pdf: 'Pobierz PDF',
    xml: 'Pobierz XML',
    upoXml: 'Pobierz UPO (XML)',
    upoPdf: 'Pobierz UPO (PDF)',
    verify: 'Sprawdź na stronie weryfikacji',
    opensInNewTab: 'otwiera się w nowej karcie',
    similar: 'Wystaw podobną',
    document: 'Podgląd faktury',
    notDrawn: 'Nie udało się pokazać faktury jako dokumentu',
    notDrawnRemedy: 'Plik XML jest w KSeF i można go pobrać.',
    pdfFailed: 'Nie przygotowano pliku PDF',
    upoFailed: 'Nie pobrano UPO',
    upoNotHere: 'UPO tej faktury nie jest stąd dostępne.',
    upoNotHereRemedy:
      'KSeF wydaje UPO temu, kto wysłał fakturę, z jego sesji. Faktura została wysłana w innym kontekście albo przez inną osobę, a nie ma uprawnienia do przeglądania historii sesji całej firmy.',
    upoForbidden:
      'Do pobrania UPO potrzebne jest uprawnienie do wystawiania faktur albo do przeglądania historii sesji.',
    upoForbiddenRemedy:
      'Nadaje je właściciel firmy albo osoba, która zarządza jej uprawnieniami (menu Uprawnienia).',
    upoSought: 'Szukanie sesji, w której wysłano fakturę…',

    export: 'Eksportuj…',
    selectedLabel: 'Zaznaczone faktury',
    selected: (count: number) =>
      countedPl(count, { one: 'zaznaczona faktura', few: 'zaznaczone faktury', many: 'zaznaczonych faktur' }),
    selectAll: (count: number) => `Zaznacz wszystkie wczytane (${count})`,
    clearSelection: 'Usuń zaznaczenie',
    zip: 'Pobierz ZIP',
    zipForm: 'Co pobrać',
    zipForms: { xml: 'pliki XML', pdf: 'pliki PDF', both: 'XML i PDF' } satisfies Words<ZipForm>,
    zipName: 'faktury.zip',
    zipMany:
      'Tyle faktur szybciej da „Eksportuj…”: KSeF wydaje faktury pojedynczo tylko do limitu na godzinę.',
    zipProgressLabel: 'Postęp pobierania',
    zipProgress: (done: number, total: number) => `Pobrano ${done} z ${total}.`,
    zipFailedSoFar: (count: number) => `Nie pobrano: ${count}.`,
    zipWaits: (time: string) => `Limit KSeF: dalsze pobieranie o ${time}.`,
    zipSaved: (count: number) => `Zapisano ZIP: ${invoicesPl(count)}.`,
    zipIncomplete: (count: number) => `Nie pobrano: ${invoicesPl(count)}`,
    zipIncompleteText: 'Nic jeszcze nie zapisano. Można spróbować ponownie albo zapisać ZIP bez nich:',
    zipWithout: (count: number) => `Zapisz bez nich (${invoicesPl(count)})`,
    cancelZip: 'Przerwij pobieranie',

    exportTitle: 'Eksport faktur',
    exportLead:
      'KSeF przygotuje paczkę ze wszystkimi fakturami, które spełniają warunki, także niewczytanymi na liście.',
    exportWhat: 'Co znajdzie się w paczce',
    exportRange: 'Zakres dat jest dłuższy, niż pozwala KSeF, albo niepełny.',
    changeConditions: 'Zmień warunki',
    exportContent: 'Zawartość paczki',
    exportInvoices: 'Faktury i ich metadane',
    exportInvoicesText: 'Pliki XML wszystkich faktur oraz plik _metadata.json.',
    exportMetadata: 'Tylko metadane',
    exportMetadataText: 'Sam plik _metadata.json: numery, strony, kwoty, daty.',
    compression: 'Rodzaj archiwum',
    compressions: { Zip: 'ZIP', TarGz: 'TAR.GZ' } satisfies Words<CompressionType>,
    exportKey:
      'Paczka przychodzi zaszyfrowana. Klucz powstaje w tej karcie przeglądarki i nigdzie nie jest zapisywany: do zapisania paczki nie należy zamykać ani odświeżać strony.',
    orderExport: 'Zleć eksport',
    exportOrdering: 'Zlecanie eksportu…',
    exportPacking: 'KSeF przygotowuje paczkę…',
    exportFetching: (done: number, total: number) =>
      `Pobieranie i odszyfrowywanie: ${sizePl(done)} z ${sizePl(total)}…`,
    exportProgressLabel: 'Postęp eksportu',
    exportStay:
      'Po zamknięciu lub odświeżeniu strony klucz przepadnie i eksport trzeba będzie zlecić od nowa. Inne strony aplikacji można przeglądać.',
    reference: 'Numer eksportu:',
    cancelExport: 'Przerwij eksport',
    exportReady: (count: number) => `Paczka jest gotowa: ${invoicesPl(count)}`,
    exportReadyText: (size: number) => `Odszyfrowana i sprawdzona, ${sizePl(size)}.`,
    saveExport: 'Zapisz paczkę',
    saveExportAgain: 'Zapisz paczkę ponownie',
    anotherExport: 'Nowy eksport',
    exportTruncated: (last: string) => `Paczka jest niepełna: kończy się na ${last}`,
    exportTruncatedText:
      'KSeF mieści w paczce do 10 000 faktur. Po zapisaniu tej można zlecić dalszą; faktury z granicy mogą być w obu.',
    exportTruncatedDay:
      'Jednego dnia jest więcej faktur, niż mieści paczka. Pomoże węższy filtr albo inny rodzaj daty.',
    exportNext: 'Zleć dalszą część',
    exportEmpty: 'Nie ma czego eksportować',
    exportEmptyText: 'Żadna faktura nie spełnia warunków.',
    exportFailed: 'Eksport się nie udał',
    exportExpired: 'Eksport wygasł: KSeF nie przechowuje już tej paczki.',
    exportDamaged:
      'Pobrana część paczki jest uszkodzona: jej suma kontrolna nie zgadza się z podaną przez KSeF.',
    exportLostPart: 'Połączenie zostało przerwane podczas pobierania paczki.',
    exportKeyRefused: 'KSeF nie odczytał klucza, pod którym miał zaszyfrować paczkę.',
    orderAgain: 'Eksport można zlecić od nowa z tymi samymi warunkami.',
    tooManyExports: 'W tej firmie trwa już 10 eksportów, więcej naraz KSeF nie przyjmuje.',
    tooManyExportsRemedy: 'Należy poczekać, aż któryś się zakończy.',
    code: 'Kod',
    exportLost: 'Poprzedni eksport przepadł razem z kluczem',
    exportLostText: (reference: string) =>
      `Strona została odświeżona, zanim paczka ${reference} została zapisana. Eksport można zlecić od nowa.`,
  },
  en: {
    title: 'Invoices',
    issue: 'Issue an invoice',
    listOf: (subject: string) => `Invoices: ${subject}`,
    subjectsLabel: 'As whom the logged-in party appears',
    subjects: subjectsEn,
    dateLabel: 'Date',
    dates: datesEn,
    periodLabel: 'Period',
    periods: periodsEn,
    from: 'From',
    to: 'To',
    sortLabel: 'Order',
    sorts: sortsEn,
    filters: 'Filters',
    filtersLead: 'The list will show the invoices that meet all conditions.',
    refresh: 'Refresh',
    removeAll: 'Remove all filters',
    conditions: 'Filters of the list',
    tooLong: (most: number, days: number) =>
      `KSeF can be asked for ${most} days at a time at most (here: ${days}). Give a shorter range.`,
    notInOrder: 'The last day is earlier than the first one.',
    fromMissing: 'Give the first day of the range.',

    issueDate: 'Issued',
    number: 'Invoice number and KSeF number',
    party: 'Contractor',
    sellerAndBuyer: 'Seller and buyer',
    kind: 'Kind',
    statusAndKind: 'Status and kind',
    net: 'Net',
    gross: 'Gross',
    kinds: kindsEn,
    inKsef: 'In KSeF',
    offline: 'In KSeF, offline',
    selfInvoicing: 'self-invoicing',
    attachment: 'attachment',
    technicalCorrection: 'technical correction',
    noName: 'without a name',
    accepted: 'in KSeF',
    all: (count: number) => invoicesEn(count),
    loaded: (count: number) => `Loaded: ${invoicesEn(count)}; scrolling loads more.`,
    loadingAll: (count: number) => `Loading all: ${invoicesEn(count)}…`,
    loadAll: 'Load all',
    stopLoading: 'Stop',
    sum: 'Gross sum:',
    sumOfLoaded: 'Gross sum of those loaded:',
    cutShort:
      'There are more invoices of one day than KSeF shows in one query (10,000). A narrower filter shows the others.',
    notLoaded: 'The invoices were not loaded',
    invoiceNotLoaded: 'The invoice was not loaded',
    noKsefNumber:
      'There is no such invoice: the address of the page holds no KSeF number. Correct the address, or look the invoice up in the list.',
    moreNotLoaded: 'Further invoices were not loaded',

    none: 'No invoices of this period',
    noneText: {
      Subject1: 'Here are the invoices on which the logged-in party is the seller.',
      Subject2: 'Here are the invoices on which the logged-in party is the buyer.',
      Subject3:
        'Here are the invoices on which the logged-in party is a third party: recipient, factor, payer.',
      SubjectAuthorized:
        'Here are the invoices on which the logged-in party is the authorised party: bailiff, tax representative.',
    } satisfies Words<InvoiceQuerySubjectType>,
    noneFiltered: 'No invoice meets the conditions',
    noneFilteredText: 'No invoice of this period meets all filters.',
    longerPeriod: 'Show the last 90 days',

    forbidden: 'The permission to view invoices is missing in this context.',
    forbiddenRemedy:
      'The permission “viewing invoices” is granted by the owner of the firm or whoever manages its permissions (menu Permissions).',
    notFound: 'KSeF has no such invoice, or the logged-in party is not a party to it.',
    notFoundRemedy: 'Check the KSeF number, and for which firm you are logged in.',
    notYet: 'The invoice has its KSeF number and is not stored for good yet.',
    notYetRemedy: 'It can be fetched in a moment.',

    ksefNumber: 'KSeF number',
    invoiceNumber: 'Invoice number',
    invoiceNumberHint: 'The whole number, as its issuer gave it.',
    sellerNip: 'NIP of the seller',
    buyer: 'Buyer',
    buyerType: 'Identifier of the buyer',
    buyerValue: 'Value of the buyer’s identifier',
    buyers: buyersEn,
    amount: 'Amount',
    amountType: 'Which amount',
    amounts: amountsEn,
    amountFrom: 'Amount from',
    amountTo: 'Amount to',
    currencies: 'Currencies',
    currency: 'currency',
    currenciesHint: 'Codes with commas between them, for instance: PLN, EUR.',
    types: 'Kinds of invoices',
    form: 'Form',
    forms: formsEn,
    mode: 'Mode of issue',
    modes: modesEn,
    isSelfInvoicing: 'Self-invoicing',
    hasAttachment: 'Attachment',
    any: 'any',
    yes: 'yes',
    no: 'no',
    apply: 'Show invoices',
    close: 'Close',
    wrongKsefNumber: 'A KSeF number has 35 characters: NIP, date, twelve characters and two of the checksum.',
    wrongNip: 'A NIP has 10 digits.',
    wrongAmount: 'Give an amount, for instance 1234.56.',
    wrongAmounts: 'The second amount is smaller than the first one.',
    wrongCurrency: (code: string) => `There is no currency ${code}.`,
    buyerMissing: 'Give the identifier, or choose “without an identifier”.',
    fromWord: (value: string) => `from ${value}`,
    toWord: (value: string) => `to ${value}`,

    back: 'Back to the list of invoices',
    invoice: 'Invoice',
    invoiceOf: (number: string) => `Invoice ${number}`,
    copyNumber: 'Copy the KSeF number',
    download: 'Download',
    pdf: 'Download PDF',
    xml: 'Download XML',
    upoXml: 'Download UPO (XML)',
    upoPdf: 'Download UPO (PDF)',
    verify: 'Check on the verification page',
    opensInNewTab: 'opens in a new tab',
    similar: 'Issue a similar one',
    document: 'The invoice',
    notDrawn: 'The invoice could not be shown as a document',
    notDrawnRemedy: 'Its XML file is in KSeF and can be downloaded.',
    pdfFailed: 'The PDF file was not made',
    upoFailed: 'The UPO was not fetched',
    upoNotHere: 'The UPO of this invoice is not available from here.',
    upoNotHereRemedy:
      'KSeF gives a UPO to whoever sent the invoice, from their session. This one was sent in another context or by another person, and there is no permission to view the session history of the whole firm.',
    upoForbidden: 'Fetching a UPO needs the permission to issue invoices or to view the session history.',
    upoForbiddenRemedy:
      'It is granted by the owner of the firm or whoever manages its permissions (menu Permissions).',
    upoSought: 'Looking for the session in which the invoice was sent…',

    export: 'Export…',
    selectedLabel: 'Selected invoices',
    selected: (count: number) => countedEn(count, 'selected invoice', 'selected invoices'),
    selectAll: (count: number) => `Select all loaded (${count})`,
    clearSelection: 'Clear the selection',
    zip: 'Download ZIP',
    zipForm: 'What to download',
    zipForms: { xml: 'XML files', pdf: 'PDF files', both: 'XML and PDF' } satisfies Words<ZipForm>,
    zipName: 'invoices.zip',
    zipMany:
      '“Export…” gives so many invoices sooner: one by one KSeF gives them up to a limit an hour only.',
    zipProgressLabel: 'Progress of the download',
    zipProgress: (done: number, total: number) => `Fetched ${done} of ${total}.`,
    zipFailedSoFar: (count: number) => `Not fetched: ${count}.`,
    zipWaits: (time: string) => `Limit of KSeF: goes on at ${time}.`,
    zipSaved: (count: number) => `ZIP saved: ${invoicesEn(count)}.`,
    zipIncomplete: (count: number) => `Not fetched: ${invoicesEn(count)}`,
    zipIncompleteText: 'Nothing is saved yet. Try again, or save the ZIP without them:',
    zipWithout: (count: number) => `Save without them (${invoicesEn(count)})`,
    cancelZip: 'Stop the download',

    exportTitle: 'Export of invoices',
    exportLead:
      'KSeF makes a package of all invoices that meet the conditions, also of those not loaded in the list.',
    exportWhat: 'What the package will have',
    exportRange: 'The range of days is longer than KSeF allows, or not complete.',
    changeConditions: 'Change the conditions',
    exportContent: 'Content of the package',
    exportInvoices: 'Invoices and their metadata',
    exportInvoicesText: 'XML files of all invoices and the file _metadata.json.',
    exportMetadata: 'Metadata only',
    exportMetadataText: 'The file _metadata.json alone: numbers, parties, amounts, dates.',
    compression: 'Kind of archive',
    compressions: { Zip: 'ZIP', TarGz: 'TAR.GZ' } satisfies Words<CompressionType>,
    exportKey:
      'The package comes encrypted. The key is made in this tab of the browser and stored nowhere: do not close or reload the page before the package is saved.',
    orderExport: 'Order the export',
    exportOrdering: 'Ordering the export…',
    exportPacking: 'KSeF is making the package…',
    exportFetching: (done: number, total: number) =>
      `Fetching and decrypting: ${sizeEn(done)} of ${sizeEn(total)}…`,
    exportProgressLabel: 'Progress of the export',
    exportStay:
      'Closing or reloading the page loses the key, and the export has to be ordered anew. Other pages of the application may be looked at.',
    reference: 'Number of the export:',
    cancelExport: 'Stop the export',
    exportReady: (count: number) => `The package is ready: ${invoicesEn(count)}`,
    exportReadyText: (size: number) => `Decrypted and verified, ${sizeEn(size)}.`,
    saveExport: 'Save the package',
    saveExportAgain: 'Save the package again',
    anotherExport: 'New export',
    exportTruncated: (last: string) => `The package is not complete: it ends at ${last}`,
    exportTruncatedText:
      'KSeF puts up to 10,000 invoices into a package. Once this one is saved, the next can be ordered; invoices at the border may be in both.',
    exportTruncatedDay:
      'There are more invoices of one day than a package holds. A narrower filter or another date helps.',
    exportNext: 'Order the next part',
    exportEmpty: 'Nothing to export',
    exportEmptyText: 'No invoice meets the conditions.',
    exportFailed: 'The export failed',
    exportExpired: 'The export has expired: KSeF keeps this package no longer.',
    exportDamaged: 'A part of the package is damaged: its hash is not the one that KSeF gave.',
    exportLostPart: 'The connection broke while the package was fetched.',
    exportKeyRefused: 'KSeF could not read the key under which it was to encrypt the package.',
    orderAgain: 'The export can be ordered anew with the same conditions.',
    tooManyExports: 'Ten exports of this firm are under way; KSeF takes no more at a time.',
    tooManyExportsRemedy: 'Wait until one of them has ended.',
    code: 'Code',
    exportLost: 'The export before was lost with its key',
    exportLostText: (reference: string) =>
      `The page was reloaded before the package ${reference} was saved. The export can be ordered anew.`,
  },
});

export type InvoicesTexts = typeof invoicesTexts.pl;
