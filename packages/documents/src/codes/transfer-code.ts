/**
 * The code by which a bank's application fills in a transfer: nine fields of the payee, the account, the amount and the
 * title, with a bar between them. Source: Związek Banków Polskich, «Rekomendacja dotycząca kodu dwuwymiarowego („2D”),
 * umożliwiającego realizację polecenia przelewu», version 1.0 of 2013: lengths and characters of the fields, UTF-8,
 * 160 characters in all, error correction L at least. It knows transfers in PLN between Polish accounts, no split payment.
 */
import type { DocumentOf, Text } from '@kwit/formats';
import { isBankAccount, isNip } from '@kwit/invoice';
import { inLanguage } from '../layout/in-language.ts';
import type { DocumentLanguage, QrCode } from '../layout/layout.ts';
import { amountText, styleOf } from '../layout/values.ts';
import { transferReasons, transferTexts } from './texts.ts';

/** Why an invoice has no such code. */
export type NoTransferReason = keyof typeof transferReasons;

export type TransferCode =
  | { readonly kind: 'code'; readonly code: QrCode }
  | { readonly kind: 'none'; readonly reason: NoTransferReason; readonly text: Text };

export type TransferDocument = DocumentOf<'FA(3)' | 'FA(2)'>;
type Root = TransferDocument['root'];

const longestName = 20;
const longestTitle = 32;
/** The field of the amount has six digits; zeros leave it to the payer. */
const amountDigits = 6;
const byHand = '0'.repeat(amountDigits);

/**
 * The code for what is left to be paid, or the reason why there is none. An amount above 9 999.99 PLN does not fit into the
 * field: the code leaves it to the payer, and its explanation says so.
 */
export function transferCode(document: TransferDocument, language: DocumentLanguage = 'pl'): TransferCode {
  const transfer = transferOf(document.root);
  if (typeof transfer === 'string')
    return { kind: 'none', reason: transfer, text: transferReasons[transfer] };
  const amount = amountText(decimalOf(transfer.grosze), styleOf(language), 'PLN');
  const isTyped = fieldOf(transfer.grosze) === byHand;
  return {
    kind: 'code',
    code: {
      content: contentOf(transfer),
      caption: inLanguage(transferTexts.caption(amount), language),
      explanation: inLanguage(
        isTyped ? transferTexts.amountByHand(amount) : transferTexts.explanation,
        language,
      ),
      isLink: false,
    },
  };
}

interface Payee {
  /** Empty where the payee has none. */
  readonly nip: string;
  readonly name: string;
}

interface Transfer extends Payee {
  /** NRB: 26 digits. */
  readonly account: string;
  /** Hundredths of PLN, above zero. */
  readonly grosze: bigint;
  readonly title: string;
}

const contentOf = ({ nip, account, grosze, name, title }: Transfer): string =>
  [nip, 'PL', account, fieldOf(grosze), name, title, '', '', ''].join('|');

function fieldOf(grosze: bigint): string {
  const digits = String(grosze).padStart(amountDigits, '0');
  return digits.length > amountDigits ? byHand : digits;
}

function transferOf(root: Root): Transfer | NoTransferReason {
  const { Fa } = root;
  if (Fa.KodWaluty !== 'PLN') return 'currency';
  if (Fa.Adnotacje.P_18A === '1') return 'splitPayment';
  if (isPaid(Fa)) return 'paid';
  const grosze = dueOf(Fa);
  if (grosze <= 0n) return 'nothingDue';
  if (!isByTransfer(Fa)) return 'otherMeans';
  const account = accountOf(Fa);
  if (account === undefined) return 'noAccount';
  const payee = payeeOf(root);
  const name = payee === undefined ? '' : fieldText(payee.name).slice(0, longestName).trim();
  if (payee === undefined || name === '') return 'noPayee';
  const title = fieldText(Fa.P_2);
  if (title === '' || title.length > longestTitle) return 'longNumber';
  return { nip: payee.nip, name, account, grosze, title };
}

type Fa = Root['Fa'];

const transferForm = '6';
const paidInParts = '2';

const isPaid = ({ Platnosc }: Fa): boolean =>
  Platnosc?.Zaplacono === '1' || Platnosc?.ZnacznikZaplatyCzesciowej === paidInParts;

/** Where the invoice says nothing of the means, an account says enough. */
const isByTransfer = ({ Platnosc }: Fa): boolean =>
  Platnosc?.PlatnoscInna === undefined && [undefined, transferForm].includes(Platnosc?.FormaPlatnosci);

/** What the invoice says is to be paid, less what was paid already. */
function dueOf({ P_15, Rozliczenie, Platnosc }: Fa): bigint {
  if (Rozliczenie?.DoRozliczenia !== undefined) return 0n;
  const settled =
    Rozliczenie?.DoZaplaty === undefined
      ? hundredths(P_15) + totalOf(Rozliczenie?.Obciazenia) - totalOf(Rozliczenie?.Odliczenia)
      : hundredths(Rozliczenie.DoZaplaty);
  const parts = Platnosc?.ZaplataCzesciowa ?? [];
  return parts.reduce((due, { KwotaZaplatyCzesciowej }) => due - hundredths(KwotaZaplatyCzesciowej), settled);
}

const totalOf = (parts: readonly { readonly Kwota: string }[] = []): bigint =>
  parts.reduce((sum, { Kwota }) => sum + hundredths(Kwota), 0n);

/** Zero for what is no amount: such a document is refused by KSeF, and has no code. */
function hundredths(amount: string): bigint {
  const [, sign, whole = '', fraction = ''] = /^([+-]?)(\d{1,18})(?:\.(\d{0,2}))?$/.exec(amount.trim()) ?? [];
  const value = BigInt(`${whole}${fraction.padEnd(2, '0')}`);
  return sign === '-' ? -value : value;
}

const decimalOf = (grosze: bigint): string => `${grosze / 100n}.${String(grosze % 100n).padStart(2, '0')}`;

/** The factor's account before the seller's; the first one that is Polish and not said to be in another currency. */
function accountOf({ Platnosc }: Fa): string | undefined {
  const accounts = Platnosc?.RachunekBankowyFaktora ?? Platnosc?.RachunekBankowy ?? [];
  return accounts
    .filter(({ OpisRachunku }) => !isOtherCurrency(OpisRachunku))
    .map(({ NrRB }) => NrRB.replace(/\s/g, '').replace(/^PL/i, ''))
    .find((number) => /^\d{26}$/.test(number) && isBankAccount(number));
}

const isOtherCurrency = (description: string | undefined): boolean =>
  description !== undefined && /^[A-Z]{3}$/.test(description.trim()) && description.trim() !== 'PLN';

const factorRole = '1';

function payeeOf({ Podmiot1, Podmiot3 = [], Fa }: Root): Payee | undefined {
  if (Fa.Platnosc?.RachunekBankowyFaktora === undefined) {
    const { NIP, Nazwa } = Podmiot1.DaneIdentyfikacyjne;
    return { nip: NIP, name: Nazwa };
  }
  const factor = Podmiot3.find(({ Rola }) => Rola === factorRole)?.DaneIdentyfikacyjne;
  if (factor?.Nazwa === undefined) return undefined;
  return { nip: factor.NIP !== undefined && isNip(factor.NIP) ? factor.NIP : '', name: factor.Nazwa };
}

/** Characters that the recommendation does not name; the bar among them, which would shift every field after it. */
const otherCharacters = /[^A-Za-z0-9ĄĆĘŁŃÓŚŹŻąćęłńóśźż ,./\\@#&*_-]+/g;
/** Letters with marks that Polish does not have. */
const foreignLetters = /(?![ĄĆĘŁŃÓŚŹŻąćęłńóśźż])[\u00c0-\u024f]/g;

/** A text with the characters of the field alone: foreign letters without their marks, blanks for the rest. */
function fieldText(text: string): string {
  return text
    .normalize('NFC')
    .replace(foreignLetters, (letter) => letter.normalize('NFD').charAt(0))
    .replace(otherCharacters, ' ')
    .replace(/ +/g, ' ')
    .trim();
}
