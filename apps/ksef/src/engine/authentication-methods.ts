import type { AuthenticationMethod, AuthenticationMethodInfo } from '@kwit/ksef-contract';

/** The methods as the API describes them. Of the codes only that of the seal is official; see docs/deviations.md. */
export const methodInfos: Record<AuthenticationMethod, AuthenticationMethodInfo> = {
  Token: { category: 'Token', code: 'token.ksef', displayName: 'Token KSeF' },
  TrustedProfile: {
    category: 'XadesSignature',
    code: 'xades.trusted-profile',
    displayName: 'Profil Zaufany',
  },
  InternalCertificate: {
    category: 'XadesSignature',
    code: 'xades.internal-certificate',
    displayName: 'Certyfikat KSeF',
  },
  QualifiedSignature: {
    category: 'XadesSignature',
    code: 'xades.qualified-signature',
    displayName: 'Podpis kwalifikowany',
  },
  QualifiedSeal: {
    category: 'XadesSignature',
    code: 'xades.qualified-seal',
    displayName: 'Pieczęć kwalifikowana',
  },
  PersonalSignature: {
    category: 'XadesSignature',
    code: 'xades.personal-signature',
    displayName: 'Podpis osobisty',
  },
  PeppolSignature: {
    category: 'XadesSignature',
    code: 'xades.peppol-signature',
    displayName: 'Podpis dostawcy usług Peppol',
  },
};
