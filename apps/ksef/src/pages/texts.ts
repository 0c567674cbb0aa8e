/** What the public pages say, in Polish and English. */
import type { LinkSignatureVerdict } from '@kwit/crypto';
import type { CertificateState } from '../engine/verification/certificate-links.ts';
import type { Language } from './language.ts';

/** A check of a link: what it is about, and what came of it. */
type Outcomes<Code extends string> = Readonly<Record<Code, string>>;

export type CheckName = 'exists' | 'active' | 'signature' | 'subject' | 'context';
export type CheckOutcome = 'yes' | 'no' | 'unknown';

export interface PageTexts {
  title: string;
  environment: string;
  switchTo: string;
  footer: string;
  labels: Readonly<
    Record<
      | 'ksefNumber'
      | 'invoiceNumber'
      | 'seller'
      | 'sellerNip'
      | 'buyer'
      | 'buyerIdentifier'
      | 'issueDate'
      | 'accepted'
      | 'mode'
      | 'form'
      | 'hash'
      | 'kind'
      | 'net'
      | 'vat'
      | 'gross'
      | 'context'
      | 'serialNumber'
      | 'validity'
      | 'checked',
      string
    >
  >;
  modes: Readonly<Record<'Online' | 'Offline', string>>;
  invoice: {
    heading: string;
    found: string;
    foundText: string;
    corrected: string;
    correctedText: string;
    notStored: string;
    missing: string;
    missingText: string;
    missingOffline: string;
    malformed: string;
    malformedText: string;
  };
  access: {
    heading: string;
    intro: string;
    noBuyer: string;
    amountHint: string;
    show: string;
    download: string;
    refused: string;
    refusedText: string;
    incomplete: string;
    shown: string;
  };
  certificate: {
    heading: string;
    right: string;
    rightText: string;
    wrong: string;
    wrongText: string;
    malformed: string;
    malformedText: string;
    inKsef: string;
    notInKsef: string;
    showInvoice: string;
    checks: Readonly<Record<CheckName, Readonly<Record<CheckOutcome, string>>>>;
    certificateStates: Outcomes<CertificateState>;
    signatures: Outcomes<LinkSignatureVerdict>;
    subject: Outcomes<'yes' | 'no'>;
    context: Outcomes<'yes' | 'no'>;
    registered: string;
    noCertificate: string;
  };
}

const pl: PageTexts = {
  title: 'Weryfikacja faktury',
  environment:
    'Lokalny KSeF: środowisko testowe na tym komputerze. Te faktury nie są fakturami w rozumieniu prawa.',
  switchTo: 'English',
  footer: 'Strona lokalnego KSeF. Nie jest to serwis Ministerstwa Finansów.',
  labels: {
    ksefNumber: 'Numer KSeF',
    invoiceNumber: 'Numer faktury',
    seller: 'Sprzedawca',
    sellerNip: 'NIP sprzedawcy',
    buyer: 'Nabywca',
    buyerIdentifier: 'Identyfikator nabywcy (NIP, numer VAT UE lub inny)',
    issueDate: 'Data wystawienia',
    accepted: 'Data przyjęcia do KSeF',
    mode: 'Tryb wystawienia',
    form: 'Wzór faktury',
    hash: 'Skrót SHA-256 pliku',
    kind: 'Rodzaj faktury',
    net: 'Kwota netto',
    vat: 'Kwota VAT',
    gross: 'Kwota należności ogółem',
    context: 'Kontekst wystawcy',
    serialNumber: 'Numer seryjny certyfikatu',
    validity: 'Ważność certyfikatu',
    checked: 'Sprawdzono',
  },
  modes: { Online: 'online', Offline: 'offline' },
  invoice: {
    heading: 'Weryfikacja faktury w KSeF (KOD I)',
    found: 'Faktura znajduje się w KSeF',
    foundText: 'Plik o tym skrócie został przyjęty i nie był zmieniany.',
    corrected: 'Faktura została technicznie poprawiona',
    correctedText:
      'Plik o tym skrócie został odrzucony z powodu błędu technicznego. W KSeF jest poprawiona faktura, przesłana jako jego korekta techniczna.',
    notStored: 'Faktura została przyjęta, ale nie można jej jeszcze pobrać. Należy spróbować za chwilę.',
    missing: 'Faktura nie została znaleziona w KSeF',
    missingText: 'W KSeF nie ma faktury o takim NIP sprzedawcy, dacie wystawienia i skrócie pliku.',
    missingOffline:
      'Faktura wystawiona offline trafia do KSeF później, zwykle najdalej następnego dnia roboczego. Do tego czasu wystawcę potwierdza drugi kod QR z napisem CERTYFIKAT.',
    malformed: 'Nieprawidłowy link',
    malformedText:
      'Link powinien mieć postać /invoice/NIP/DD-MM-RRRR/skrót, gdzie skrót to SHA-256 pliku zapisany w Base64URL, bez znaków „=” na końcu. Należy zeskanować kod ponownie albo poprosić wystawcę o nowy.',
  },
  access: {
    heading: 'Dostęp do treści faktury',
    intro: 'Treść faktury zobaczy każdy, kto poda dane z otrzymanej faktury. Wszystkie muszą się zgadzać.',
    noBuyer: 'Puste, jeżeli faktura nie zawiera identyfikatora nabywcy.',
    amountHint: 'W walucie faktury, na przykład 1230,00.',
    show: 'Pokaż fakturę',
    download: 'Pobierz plik XML',
    refused: 'Nie pokazano faktury',
    refusedText:
      'Podane dane nie zgadzają się z żadną fakturą. Należy sprawdzić numer KSeF, numer faktury, identyfikator nabywcy i kwotę.',
    incomplete: 'Nie podano wszystkich danych. Należy podać numer KSeF, numer faktury i kwotę.',
    shown: 'Faktura z KSeF',
  },
  certificate: {
    heading: 'Weryfikacja wystawcy faktury offline (KOD II)',
    right: 'Wystawca potwierdzony',
    rightText:
      'Link podpisano ważnym certyfikatem KSeF, a jego posiadacz ma prawo wystawić fakturę w imieniu tego sprzedawcy.',
    wrong: 'Wystawcy nie potwierdzono',
    wrongText:
      'Nie wszystkie warunki są spełnione. Tego dokumentu nie należy traktować jak faktury tego sprzedawcy, dopóki nie wyjaśni się przyczyny.',
    malformed: 'Nieprawidłowy link',
    malformedText:
      'Link powinien mieć postać /certificate/typ kontekstu/kontekst/NIP sprzedawcy/numer seryjny certyfikatu/skrót/podpis, gdzie skrót i podpis są zapisane w Base64URL, bez znaków „=” na końcu. Należy zeskanować kod ponownie albo poprosić wystawcę o nowy.',
    inKsef: 'Faktura o tym skrócie jest już w KSeF.',
    notInKsef: 'Faktury o tym skrócie nie ma jeszcze w KSeF.',
    showInvoice: 'Zobacz fakturę',
    // The first four affirmations are those of the real pages, as the Ministry's test scenarios look for them.
    checks: {
      exists: {
        yes: 'Certyfikat istnieje',
        no: 'Certyfikat nie istnieje',
        unknown: 'Istnienia certyfikatu nie sprawdzono',
      },
      active: {
        yes: 'Certyfikat jest aktywny',
        no: 'Certyfikat nie jest aktywny',
        unknown: 'Stanu certyfikatu nie sprawdzono',
      },
      signature: {
        yes: 'Podpis wystawcy jest prawidłowy',
        no: 'Podpis wystawcy jest nieprawidłowy',
        unknown: 'Podpisu wystawcy nie sprawdzono',
      },
      subject: {
        yes: 'Wystawca posiada uprawnienia do wystawienia faktury',
        no: 'Wystawca nie posiada uprawnień do wystawienia faktury',
        unknown: 'Uprawnień wystawcy nie sprawdzono',
      },
      context: {
        yes: 'Kontekst ma prawo do faktur sprzedawcy',
        no: 'Kontekst nie ma prawa do faktur sprzedawcy',
        unknown: 'Prawa kontekstu nie sprawdzono',
      },
    },
    certificateStates: {
      active: 'Jest to ważny certyfikat typu Offline.',
      unknown: 'W rejestrze KSeF nie ma certyfikatu o tym numerze seryjnym.',
      notYetValid: 'Certyfikat nie jest jeszcze ważny.',
      expired: 'Certyfikat stracił ważność.',
      revoked: 'Certyfikat został unieważniony.',
      wrongType:
        'Jest to certyfikat typu Authentication, który służy tylko do uwierzytelniania. Kod II wymaga certyfikatu typu Offline.',
    },
    signatures: {
      right: 'Podpis zgadza się z treścią linku i kluczem certyfikatu.',
      doubleDigest:
        'Podpis złożono pod skrótem skrótu: podpisywana jest treść linku, a SHA-256 liczy się tylko raz.',
      saltLength: 'Podpis RSA-PSS ma domieszkę innej długości niż 32 bajty.',
      padding: 'Podpis złożono algorytmem RSA PKCS#1 v1.5 zamiast RSA-PSS.',
      wrong:
        'Podpis nie zgadza się z treścią linku i kluczem certyfikatu. Podpisywany jest adres bez https:// i bez końcowego ukośnika.',
    },
    subject: {
      yes: 'Posiadacz certyfikatu może wystawiać faktury w tym kontekście.',
      no: 'Posiadacz certyfikatu nie ma w tym kontekście uprawnienia do wystawiania faktur.',
    },
    context: {
      yes: 'Kontekst jest sprzedawcą, jego jednostką albo kimś, komu sprzedawca nadał prawo.',
      no: 'Kontekst nie jest sprzedawcą, a sprzedawca nie nadał mu prawa do wystawiania swoich faktur.',
    },
    registered: 'Certyfikat o tym numerze seryjnym jest w rejestrze KSeF.',
    noCertificate: 'Bez certyfikatu nie można tego sprawdzić.',
  },
};

const en: PageTexts = {
  title: 'Invoice verification',
  environment: 'Local KSeF: a test environment on this machine. Its invoices are no invoices in law.',
  switchTo: 'Polski',
  footer: 'A page of the local KSeF. It is no service of the Ministry of Finance.',
  labels: {
    ksefNumber: 'KSeF number',
    invoiceNumber: 'Invoice number',
    seller: 'Seller',
    sellerNip: 'Seller’s NIP',
    buyer: 'Buyer',
    buyerIdentifier: 'Buyer’s identifier (NIP, EU VAT number or other)',
    issueDate: 'Date of issue',
    accepted: 'Accepted by KSeF',
    mode: 'Issued',
    form: 'Form of the invoice',
    hash: 'SHA-256 of the file',
    kind: 'Kind of invoice',
    net: 'Net amount',
    vat: 'VAT amount',
    gross: 'Total amount due',
    context: 'Context of the issuer',
    serialNumber: 'Serial number of the certificate',
    validity: 'Validity of the certificate',
    checked: 'Checked',
  },
  modes: { Online: 'online', Offline: 'offline' },
  invoice: {
    heading: 'Invoice in KSeF (code I)',
    found: 'The invoice is in KSeF',
    foundText: 'The file with this digest was accepted and has not been changed.',
    corrected: 'The invoice was corrected technically',
    correctedText:
      'The file with this digest was refused for a technical fault. KSeF has the corrected invoice, sent as its technical correction.',
    notStored: 'The invoice was accepted, but cannot be fetched yet. Try again in a moment.',
    missing: 'The invoice is not in KSeF',
    missingText: 'KSeF has no invoice with this seller’s NIP, date of issue and digest of the file.',
    missingOffline:
      'An invoice issued offline reaches KSeF later, as a rule on the next working day at the latest. Until then the second QR code, named CERTYFIKAT, confirms who issued it.',
    malformed: 'The link is not right',
    malformedText:
      'A link has the form /invoice/NIP/DD-MM-YYYY/digest, where the digest is the SHA-256 of the file in Base64URL, without “=” at its end. Scan the code again, or ask the issuer for a new one.',
  },
  access: {
    heading: 'See the invoice itself',
    intro: 'Whoever gives the data of the invoice they received can see it. All of them must fit.',
    noBuyer: 'Empty where the invoice has no identifier of the buyer.',
    amountHint: 'In the currency of the invoice, such as 1230.00.',
    show: 'Show the invoice',
    download: 'Download the XML file',
    refused: 'The invoice is not shown',
    refusedText:
      'These data fit no invoice. Check the KSeF number, the invoice number, the buyer’s identifier and the amount.',
    incomplete: 'Some data are missing. Give the KSeF number, the invoice number and the amount.',
    shown: 'Invoice from KSeF',
  },
  certificate: {
    heading: 'Issuer of an offline invoice (code II)',
    right: 'The issuer is confirmed',
    rightText:
      'The link is signed with a valid KSeF certificate, and its holder may issue invoices in the name of this seller.',
    wrong: 'The issuer is not confirmed',
    wrongText:
      'Not every condition is met. Do not take the document for an invoice of this seller until the reason is known.',
    malformed: 'The link is not right',
    malformedText:
      'A link has the form /certificate/context type/context/seller’s NIP/serial number of the certificate/digest/signature, where digest and signature are in Base64URL, without “=” at their ends. Scan the code again, or ask the issuer for a new one.',
    inKsef: 'The invoice with this digest is in KSeF already.',
    notInKsef: 'The invoice with this digest is not in KSeF yet.',
    showInvoice: 'See the invoice',
    checks: {
      exists: {
        yes: 'The certificate exists',
        no: 'There is no such certificate',
        unknown: 'The certificate was not looked for',
      },
      active: {
        yes: 'The certificate is active',
        no: 'The certificate is not active',
        unknown: 'The state of the certificate was not checked',
      },
      signature: {
        yes: 'The issuer’s signature is right',
        no: 'The issuer’s signature is wrong',
        unknown: 'The issuer’s signature was not checked',
      },
      subject: {
        yes: 'The issuer has the permission to issue the invoice',
        no: 'The issuer has no permission to issue the invoice',
        unknown: 'The issuer’s permission was not checked',
      },
      context: {
        yes: 'The context may issue invoices of the seller',
        no: 'The context may not issue invoices of the seller',
        unknown: 'The right of the context was not checked',
      },
    },
    certificateStates: {
      active: 'It is a valid certificate of type Offline.',
      unknown: 'KSeF knows no certificate with this serial number.',
      notYetValid: 'The certificate is not valid yet.',
      expired: 'The certificate has expired.',
      revoked: 'The certificate was revoked.',
      wrongType:
        'This is a certificate of type Authentication, which is for logging in alone. Code II needs a certificate of type Offline.',
    },
    signatures: {
      right: 'The signature fits the link and the key of the certificate.',
      doubleDigest:
        'The signature is over the digest of the digest: the link itself is signed, and SHA-256 is taken once only.',
      saltLength: 'The RSA-PSS signature has a salt of another length than 32 bytes.',
      padding: 'The signature is RSA PKCS#1 v1.5 instead of RSA-PSS.',
      wrong:
        'The signature does not fit the link and the key of the certificate. What is signed is the address without https:// and without a slash at the end.',
    },
    subject: {
      yes: 'The holder of the certificate may issue invoices in this context.',
      no: 'The holder of the certificate has no permission to issue invoices in this context.',
    },
    context: {
      yes: 'The context is the seller, a unit of it, or somebody whom the seller gave the right.',
      no: 'The context is not the seller, and the seller gave it no right to issue its invoices.',
    },
    registered: 'KSeF has a certificate with this serial number.',
    noCertificate: 'This cannot be checked without the certificate.',
  },
};

export const pageTexts: Readonly<Record<Language, PageTexts>> = { pl, en };
