/** Code II: whether the issuer of an offline invoice is who they say, and might issue it. */
import type { CertificateLink, CertificateLinkVerdict } from '../engine/verification/certificate-links.ts';
import type { PublicInvoice } from '../engine/verification/public-invoices.ts';
import { type Html, html } from './html.ts';
import type { Language } from './language.ts';
import { code, facts, sign, type Tone, verdict } from './layout.ts';
import { invoicePath } from './links.ts';
import { momentText } from './numbers.ts';
import { type CheckName, pageTexts } from './texts.ts';

export interface CertificateOutcome {
  link: CertificateLink;
  verdict: CertificateLinkVerdict;
  /** The invoice with this digest, where it is in KSeF already. */
  invoice: PublicInvoice | undefined;
  nowMs: number;
}

export function certificateContent(language: Language, base: string, outcome: CertificateOutcome): Html {
  const { certificate: texts } = pageTexts[language];
  const { isRight } = outcome.verdict;
  return html`${verdict(
    isRight ? 'right' : 'wrong',
    isRight ? texts.right : texts.wrong,
    isRight ? texts.rightText : texts.wrongText,
  )}
${checks(language, outcome.verdict)}
${linkFacts(language, outcome)}
${invoiceNote(language, base, outcome.invoice)}`;
}

function checks(language: Language, found: CertificateLinkVerdict): Html {
  const { certificate: texts } = pageTexts[language];
  const { certificate, signature, subjectMayIssue, contextMayIssueForSeller } = found;
  const exists = certificate !== 'unknown';
  const state = texts.certificateStates[certificate];
  const known = (sentence: string) => (exists ? sentence : texts.noCertificate);
  const signatureText = texts.signatures[signature ?? 'wrong'];
  return html`<ol class="checks">
${check(language, 'exists', exists, exists ? texts.registered : state)}
${check(language, 'active', exists ? certificate === 'active' : null, known(state))}
${check(language, 'signature', signature === null ? null : signature === 'right', known(signatureText))}
${check(language, 'subject', subjectMayIssue, known(texts.subject[yesOrNo(subjectMayIssue)]))}
${check(language, 'context', contextMayIssueForSeller, texts.context[yesOrNo(contextMayIssueForSeller)])}
</ol>`;
}

const yesOrNo = (outcome: boolean | null) => (outcome ? 'yes' : 'no');

/** @param isMet null where it could not be checked */
function check(language: Language, name: CheckName, isMet: boolean | null, sentence: string): Html {
  const titles = pageTexts[language].certificate.checks[name];
  const tone: Tone = isMet === null ? 'waiting' : isMet ? 'right' : 'wrong';
  const title = isMet === null ? titles.unknown : titles[yesOrNo(isMet)];
  return html`<li><h3 class="mark ${tone}">${sign(tone)} ${title}</h3><p>${sentence}</p></li>`;
}

function linkFacts(language: Language, { link, verdict: found, nowMs }: CertificateOutcome): Html {
  const { labels } = pageTexts[language];
  const { validFromMs, validToMs } = found;
  const validity =
    validFromMs === null || validToMs === null
      ? null
      : `${momentText(validFromMs, language)} – ${momentText(validToMs, language)}`;
  return facts([
    [labels.context, html`${link.context.type} ${code(link.context.value)}`],
    [labels.sellerNip, code(link.sellerNip)],
    [labels.serialNumber, code(link.serialNumber)],
    [labels.validity, validity],
    [labels.hash, code(link.hash)],
    [labels.checked, momentText(nowMs, language)],
  ]);
}

function invoiceNote(language: Language, base: string, invoice: PublicInvoice | undefined): Html {
  const { certificate: texts } = pageTexts[language];
  if (!invoice) return html`<p>${texts.notInKsef}</p>`;
  return html`<p>${texts.inKsef} <a href="${base}${invoicePath(invoice)}?lang=${language}">${texts.showInvoice}</a></p>`;
}
