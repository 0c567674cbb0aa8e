/** Code I: whether an invoice is in KSeF, and the invoice itself for whoever knows what is in it. */
import type { DisclosedInvoice, InvoiceLink, PublicInvoice } from '../engine/verification/public-invoices.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { code, facts, verdict } from './layout.ts';
import { amountText, dayText, momentText } from './numbers.ts';
import { pageTexts } from './texts.ts';

/** What a person typed into the form, as it came. */
export interface TypedData {
  ksefNumber: string;
  invoiceNumber: string;
  buyer: string;
  gross: string;
}

export const nothingTyped: TypedData = { ksefNumber: '', invoiceNumber: '', buyer: '', gross: '' };

/** The answer to a link. `invoice` undefined: there is none. */
export function linkContent(
  language: Language,
  base: string,
  link: InvoiceLink,
  invoice: PublicInvoice | undefined,
): Html {
  const { labels, invoice: texts } = pageTexts[language];
  if (!invoice) {
    return html`${verdict('waiting', texts.missing, texts.missingText, texts.missingOffline)}
${facts([
  [labels.sellerNip, code(link.sellerNip)],
  [labels.issueDate, dayText(link.issueDate, language)],
  [labels.hash, code(link.hash)],
])}`;
  }
  const typed = { ...nothingTyped, ksefNumber: invoice.ksefNumber };
  const [heading, found] =
    invoice.hash === link.hash ? [texts.found, texts.foundText] : [texts.corrected, texts.correctedText];
  return html`${verdict('right', heading, invoice.isStored ? found : texts.notStored)}
${publicFacts(language, invoice)}
${accessForm(language, base, typed)}`;
}

const publicFacts = (language: Language, invoice: PublicInvoice): Html => {
  const { labels, modes } = pageTexts[language];
  return facts([
    [labels.ksefNumber, code(invoice.ksefNumber)],
    [labels.sellerNip, code(invoice.sellerNip)],
    [labels.seller, invoice.sellerName],
    [labels.issueDate, dayText(invoice.issueDate, language)],
    [labels.accepted, momentText(invoice.acceptedMs, language)],
    [labels.mode, modes[invoice.mode]],
    [labels.form, invoice.systemCode],
    [labels.hash, code(invoice.hash)],
  ]);
};

/** The form that asks for the data of an invoice. */
export function accessForm(language: Language, base: string, typed: TypedData): Html {
  const { labels, access } = pageTexts[language];
  return html`
<form method="post" action="${base}/invoice?lang=${language}">
<h2>${access.heading}</h2>
<p>${access.intro}</p>
<label for="ksefNumber">${labels.ksefNumber}</label>
<input id="ksefNumber" name="ksefNumber" value="${typed.ksefNumber}" maxlength="40" required autocomplete="off" spellcheck="false">
<label for="invoiceNumber">${labels.invoiceNumber}</label>
<input id="invoiceNumber" name="invoiceNumber" value="${typed.invoiceNumber}" maxlength="256" required autocomplete="off">
<label for="buyer">${labels.buyerIdentifier}</label>
<p class="hint" id="buyerHint">${access.noBuyer}</p>
<input id="buyer" name="buyer" value="${typed.buyer}" maxlength="60" autocomplete="off" aria-describedby="buyerHint">
<label for="gross">${labels.gross}</label>
<p class="hint" id="grossHint">${access.amountHint}</p>
<input id="gross" name="gross" value="${typed.gross}" maxlength="24" required inputmode="decimal" autocomplete="off" aria-describedby="grossHint">
<button name="do" value="show">${access.show}</button>
</form>`;
}

/** The form again, with what was wrong. */
export function refusedContent(
  language: Language,
  base: string,
  typed: TypedData,
  why: 'refusedText' | 'incomplete',
): Html {
  const { access } = pageTexts[language];
  return html`${verdict('wrong', access.refused, access[why])}
${accessForm(language, base, typed)}`;
}

/** The invoice, for whoever gave its data. */
export function disclosedContent(
  language: Language,
  base: string,
  typed: TypedData,
  invoice: DisclosedInvoice,
): Html {
  const { labels, access, invoice: texts } = pageTexts[language];
  const money = (amount: number) => amountText(amount, invoice.currency, language);
  const hidden = Object.entries(typed).map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  return html`${verdict('right', texts.found, texts.foundText)}
${facts([
  [labels.invoiceNumber, code(invoice.invoiceNumber)],
  [labels.kind, invoice.kind],
  [labels.buyer, invoice.buyer.name],
  [labels.buyerIdentifier, invoice.buyer.identifier && code(invoice.buyer.identifier)],
  [labels.net, money(invoice.net)],
  [labels.vat, money(invoice.vat)],
  [labels.gross, money(invoice.gross)],
])}
${publicFacts(language, invoice)}
<form class="plain" method="post" action="${base}/invoice?lang=${language}">
${hidden}
<button name="do" value="download">${access.download}</button>
</form>`;
}
