/** The sentences of the rules on who is on the invoice, by their permanent codes. `{name}` stands for a word of the finding. */
import { type RuleWording, say } from './say.ts';

export const partiesWordings = {
  'NIP-IN-EU-VAT-FIELD': say(
    'Polski NIP stoi w polu numeru VAT UE; ten podmiot nie zobaczy faktury w KSeF.',
    'A Polish NIP stands in the field of an EU VAT number; that party will not see the invoice in KSeF.',
    'Należy przenieść numer do pola NIP, bez prefiksu PL.',
    'Move the number to the field NIP, without the PL prefix.',
  ),
  'NIP-IN-OTHER-ID-FIELD': say(
    'Numer w polu innego identyfikatora wygląda na polski NIP; ten podmiot nie zobaczy faktury w KSeF.',
    'The number in the field for other identifiers looks like a Polish NIP; that party will not see the invoice in KSeF.',
    'Jeśli to polski NIP, przenieść go do pola NIP.',
    'If it is a Polish NIP, move it to the field NIP.',
  ),
  'BUYER-NIP-IN-TEXT': say(
    'Nabywca jest oznaczony jako bez NIP, a w jego danych stoi NIP {nip}; nie zobaczy faktury w KSeF.',
    'The buyer is marked as having no NIP, but its data contain the NIP {nip}; it will not see the invoice in KSeF.',
    'Należy podać NIP w polu NIP nabywcy (JSON: buyer.nip) w miejsce znacznika BrakID.',
    'Give the NIP in the field NIP of the buyer (JSON: buyer.nip) instead of the mark BrakID.',
  ),
  'BUYER-COMPANY-WITHOUT-NIP': say(
    'Nazwa nabywcy wskazuje na firmę lub instytucję, a nie ma jej NIP; nie zobaczy faktury w KSeF.',
    'The name of the buyer is that of a company or an institution, but its NIP is missing; it will not see the invoice in KSeF.',
    'Należy podać NIP nabywcy (JSON: buyer.nip); znacznik BrakID jest dla konsumentów.',
    'Give the NIP of the buyer (JSON: buyer.nip); the mark BrakID is for consumers.',
  ),
  'BUYER-IS-SELLER': say(
    'Nabywca ma ten sam NIP co sprzedawca.',
    'The buyer has the same NIP as the seller.',
    'Należy sprawdzić NIP nabywcy; oddział lub jednostkę podaje się jako podmiot trzeci.',
    'Check the NIP of the buyer; a branch or a unit is given as a third party.',
  ),
  'BUYER-DATA-MISSING': say(
    'Brakuje nazwy albo adresu nabywcy.',
    'The name or the address of the buyer is missing.',
    'Należy uzupełnić dane nabywcy; pominąć je wolno tylko w fakturze uproszczonej.',
    'Complete the data of the buyer; only a simplified invoice may leave them out.',
  ),
  'LOCAL-GOVERNMENT-RECIPIENT': say(
    'Faktura dotyczy jednostki samorządu terytorialnego, a nie ma podmiotu trzeciego w roli 8.',
    'The invoice concerns a unit of a local government, but there is no third party in role 8.',
    'Należy dodać podmiot trzeci w roli odbiorcy JST (JSON: local-government-recipient) albo ustawić JST na 2.',
    'Add a third party in role 8 (JSON: local-government-recipient), or set JST to 2.',
  ),
  'LOCAL-GOVERNMENT-MARK-MISSING': say(
    'Jest podmiot trzeci w roli 8 (JST – odbiorca), a nabywca nie ma znacznika JST; jednostka nie zobaczy faktury w KSeF.',
    'There is a third party in role 8 (unit of a local government), but the buyer does not have the mark JST; the unit will not see the invoice in KSeF.',
    'Należy ustawić JST na 1 (JSON: buyer.localGovernmentUnit) albo zmienić rolę podmiotu.',
    'Set JST to 1 (JSON: buyer.localGovernmentUnit), or change the role of the party.',
  ),
  'VAT-GROUP-RECIPIENT': say(
    'Faktura dotyczy członka grupy VAT, a nie ma podmiotu trzeciego w roli 10.',
    'The invoice concerns a member of a VAT group, but there is no third party in role 10.',
    'Należy dodać podmiot trzeci w roli członka grupy VAT (JSON: vat-group-member-recipient) albo ustawić GV na 2.',
    'Add a third party in role 10 (JSON: vat-group-member-recipient), or set GV to 2.',
  ),
  'VAT-GROUP-MARK-MISSING': say(
    'Jest podmiot trzeci w roli 10 (członek grupy VAT – odbiorca), a nabywca nie ma znacznika GV; członek grupy nie zobaczy faktury w KSeF.',
    'There is a third party in role 10 (member of a VAT group), but the buyer does not have the mark GV; the member will not see the invoice in KSeF.',
    'Należy ustawić GV na 1 (JSON: buyer.vatGroupMember) albo zmienić rolę podmiotu.',
    'Set GV to 1 (JSON: buyer.vatGroupMember), or change the role of the party.',
  ),
  'RECIPIENT-ID-MISSING': say(
    'Jednostka samorządu albo członek grupy VAT nie ma NIP ani identyfikatora wewnętrznego; nie zobaczy faktury w KSeF.',
    'The unit of the local government, or the member of the VAT group, has neither NIP nor internal identifier; it will not see the invoice in KSeF.',
    'Należy podać NIP albo identyfikator wewnętrzny podmiotu trzeciego (JSON: nip albo internalId).',
    'Give the NIP or the internal identifier of the third party (JSON: nip or internalId).',
  ),
  'SHARES-OVER-WHOLE': say(
    'Udziały dodatkowych nabywców przekraczają razem 100%.',
    'The shares of the additional buyers exceed 100% together.',
    'Należy poprawić udziały; reszta do 100% przypada nabywcy głównemu.',
    'Correct the shares; what is left of 100% is that of the main buyer.',
  ),
  'SHARE-WITHOUT-BUYER': say(
    'Udział podano podmiotowi, który nie jest dodatkowym nabywcą.',
    'A share is given to a party that is not an additional buyer.',
    'Należy usunąć udział albo zmienić rolę na 4 (JSON: additional-buyer).',
    'Remove the share, or change the role to 4 (JSON: additional-buyer).',
  ),
  'FACTOR-MISSING': say(
    'Podano rachunek faktora, a faktury nie dotyczy żaden faktor (podmiot trzeci w roli 1).',
    'An account of a factor is given, but no factor (third party in role 1) is on the invoice.',
    'Należy dodać faktora (JSON: thirdParties, rola factor) albo podać rachunek jako własny.',
    "Add the factor (JSON: thirdParties, role factor), or give the account as one's own.",
  ),
  'SELF-INVOICING-BUYER': say(
    'Faktura ma adnotację „samofakturowanie”, a nabywca, który ją wystawia, nie ma numeru.',
    'The invoice has the annotation of self-billing, but the buyer who issues it has no number.',
    'Należy podać numer nabywcy albo usunąć adnotację (P_17; JSON: selfInvoicing).',
    'Give the number of the buyer, or remove the annotation (P_17; JSON: selfInvoicing).',
  ),
  'CORRECTED-PARTY-NUMBER': say(
    'Dane sprzed korekty mają inny numer identyfikacyjny niż strona faktury; numeru nie koryguje się w ten sposób.',
    'The data before the correction have another number than the party of the invoice; a number is not corrected in this way.',
    'Przy błędnym numerze skorygować fakturę do zera i wystawić nową z poprawnym numerem.',
    'Where the number was wrong, correct the invoice to zero and issue a new one with the right number.',
  ),
  'CORRECTED-BUYER-KEY': say(
    'Klucz nabywcy sprzed korekty (IDNabywcy) nie wskazuje żadnego nabywcy tej faktury.',
    'The key of the buyer before the correction (IDNabywcy) does not lead to any buyer of this invoice.',
    'Należy podać ten sam klucz przy nabywcy na korekcie (JSON: buyer.key) albo go pominąć.',
    'Give the same key at the buyer on the correction (JSON: buyer.key), or leave it out.',
  ),
} as const satisfies Record<string, RuleWording>;
