/** The menu, with the labels of the guide. */
import { defineTexts } from '@kwit/ui';

export const menuTexts = defineTexts({
  pl: {
    invoices: 'Faktury',
    sessions: 'Historia sesji',
    permissions: 'Uprawnienia',
    tokens: 'Tokeny',
    generateToken: 'Generuj token',
    tokenList: 'Lista tokenów',
    certificates: 'Certyfikaty',
    applyForCertificate: 'Wnioskuj o certyfikat',
    certificateList: 'Lista certyfikatów',
    issueInvoice: 'Wystaw fakturę',
    collectiveIdentifiers: 'Identyfikatory zbiorcze',
    settings: 'Ustawienia',
    control: 'Pokój kontrolny',
    controlNote: 'Tego nie ma w prawdziwym KSeF',
  },
  en: {
    invoices: 'Invoices',
    sessions: 'Session history',
    permissions: 'Permissions',
    tokens: 'Tokens',
    generateToken: 'Generate a token',
    tokenList: 'List of tokens',
    certificates: 'Certificates',
    applyForCertificate: 'Apply for a certificate',
    certificateList: 'List of certificates',
    issueInvoice: 'Issue an invoice',
    collectiveIdentifiers: 'Collective identifiers',
    settings: 'Settings',
    control: 'Control room',
    controlNote: 'Not part of the real KSeF',
  },
});

type Label = keyof typeof menuTexts.pl;

export interface MenuLink {
  readonly label: Label;
  readonly to:
    | '/invoices'
    | '/sessions'
    | '/permissions'
    | '/tokens/generate-token'
    | '/tokens'
    | '/certificates/generate-internal-certificate'
    | '/certificates'
    | '/issue-invoice'
    | '/collective-identifiers'
    | '/settings'
    | '/control';
}

export interface MenuGroup {
  readonly label: Label;
  readonly links: readonly MenuLink[];
}

export const menu: readonly (MenuLink | MenuGroup)[] = [
  { label: 'invoices', to: '/invoices' },
  { label: 'issueInvoice', to: '/issue-invoice' },
  { label: 'sessions', to: '/sessions' },
  { label: 'permissions', to: '/permissions' },
  {
    label: 'tokens',
    links: [
      { label: 'generateToken', to: '/tokens/generate-token' },
      { label: 'tokenList', to: '/tokens' },
    ],
  },
  {
    label: 'certificates',
    links: [
      { label: 'applyForCertificate', to: '/certificates/generate-internal-certificate' },
      { label: 'certificateList', to: '/certificates' },
    ],
  },
  { label: 'collectiveIdentifiers', to: '/collective-identifiers' },
];

export const settingsLink: MenuLink = { label: 'settings', to: '/settings' };
export const controlLink: MenuLink = { label: 'control', to: '/control' };
