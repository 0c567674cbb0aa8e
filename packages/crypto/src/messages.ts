import type { CryptoErrorCode, Text } from './errors.ts';

/** The sentence of every error code: what happened, and what to do. */
export const messages: Record<CryptoErrorCode, Text> = {
  'xml-malformed': {
    pl: 'Dokument nie jest poprawnym plikiem XML w kodowaniu UTF-8. Należy wygenerować i podpisać go ponownie.',
    en: 'The document is not well-formed XML in UTF-8. Generate and sign it again.',
  },
  'xml-too-large': {
    pl: 'Dokument jest zbyt duży lub zbyt głęboko zagnieżdżony, aby sprawdzić jego podpis.',
    en: 'The document is too large or too deeply nested for its signature to be checked.',
  },
  doctype: {
    pl: 'Dokument zawiera deklarację DTD lub encje, co jest niedozwolone. Należy ją usunąć i podpisać dokument ponownie.',
    en: 'The document contains a DTD or entities, which are not allowed. Remove them and sign again.',
  },
  'no-signature': {
    pl: 'Dokument nie jest podpisany: brak elementu ds:Signature. Należy podpisać go podpisem XAdES.',
    en: 'The document is not signed: there is no ds:Signature. Sign it with XAdES.',
  },
  'too-many-signatures': {
    pl: 'Dokument zawiera więcej niż jeden podpis. Dozwolony jest dokładnie jeden.',
    en: 'The document carries more than one signature. Exactly one is allowed.',
  },
  detached: {
    pl: 'Podpis wskazuje treść spoza dokumentu (detached). Dozwolony jest podpis otaczany albo otaczający.',
    en: 'The signature refers to content outside the document (detached). Use an enveloped or enveloping one.',
  },
  'bad-structure': {
    pl: 'Budowa podpisu nie odpowiada profilom XAdES. Należy podpisać dokument ponownie w formacie XAdES.',
    en: 'The signature is not built as the XAdES profiles require. Sign the document again as XAdES.',
  },
  'algorithm-not-allowed': {
    pl: 'Podpis używa niedozwolonego algorytmu. Należy użyć na przykład RSA-SHA256 lub ECDSA-SHA256.',
    en: 'The signature uses an algorithm that is not allowed. Use RSA-SHA256 or ECDSA-SHA256, for example.',
  },
  'transform-not-allowed': {
    pl: 'Podpis używa niedozwolonej transformaty. Należy użyć transformaty enveloped-signature i kanonizacji.',
    en: 'The signature uses a transform that is not allowed. Use enveloped-signature and canonicalization.',
  },
  'digest-mismatch': {
    pl: 'Treść zmieniono po podpisaniu: skrót w podpisie nie zgadza się z treścią. Należy podpisać dokument ponownie.',
    en: 'The content was changed after signing: its digest does not match. Sign the document again.',
  },
  'signature-mismatch': {
    pl: 'Wartość podpisu nie zgadza się z certyfikatem. Podpis złożono innym kluczem lub zmieniono po złożeniu.',
    en: 'The signature value does not match the certificate. Another key signed, or it was changed afterwards.',
  },
  'signed-properties-missing': {
    pl: 'Podpis nie obejmuje właściwości XAdES (SignedProperties). Należy podpisać dokument w formacie XAdES, nie samym XMLDSig.',
    en: 'The signature does not cover XAdES SignedProperties. Sign as XAdES, not as plain XMLDSig.',
  },
  'signing-certificate-mismatch': {
    pl: 'Certyfikat dołączony do podpisu nie jest tym, który wskazano w SigningCertificate. Należy podpisać dokument ponownie.',
    en: 'The attached certificate is not the one named in SigningCertificate. Sign the document again.',
  },
  'certificate-missing': {
    pl: 'Do podpisu nie dołączono certyfikatu (KeyInfo/X509Data/X509Certificate).',
    en: 'No certificate is attached to the signature (KeyInfo/X509Data/X509Certificate).',
  },
  'certificate-expired': {
    pl: 'Certyfikat utracił ważność. Należy użyć ważnego certyfikatu.',
    en: 'The certificate has expired. Use a valid one.',
  },
  'certificate-not-yet-valid': {
    pl: 'Certyfikat nie jest jeszcze ważny. Należy poczekać do początku jego ważności albo sprawdzić zegar.',
    en: 'The certificate is not valid yet. Wait until its validity begins, or check the clock.',
  },
  'certificate-untrusted': {
    pl: 'Certyfikatu nie wydał żaden z zaufanych wystawców. Należy użyć certyfikatu KSeF lub kwalifikowanego.',
    en: 'No trusted authority issued the certificate. Use a KSeF or a qualified certificate.',
  },
  'chain-invalid': {
    pl: 'Certyfikat podaje zaufanego wystawcę, ale ten go nie podpisał lub sam nie jest ważny.',
    en: 'The certificate names a trusted authority that did not sign it or is not valid itself.',
  },
  'key-too-weak': {
    pl: 'Klucz certyfikatu jest za słaby. Wymagane jest co najmniej RSA 2048 bitów lub EC 256 bitów.',
    en: 'The key of the certificate is too weak. RSA of 2048 bits or EC of 256 bits is the least.',
  },
  wrapping: {
    pl: 'Podpis nie obejmuje całego dokumentu albo wskazuje jego treść niejednoznacznie. Dokument odrzucono.',
    en: 'The signature does not cover the whole document, or names its content ambiguously. It is refused.',
  },
  'content-undecryptable': {
    pl: 'Nie można odszyfrować treści: klucz lub wektor inicjujący jest niewłaściwy albo dane są uszkodzone.',
    en: 'The content cannot be decrypted: the key or initialization vector is wrong, or the data is damaged.',
  },
  'envelope-too-long': {
    pl: 'Dane są zbyt długie, aby zaszyfrować je kluczem publicznym RSA.',
    en: 'The data is too long to be encrypted with an RSA public key.',
  },
  'envelope-undecryptable': {
    pl: 'Nie można odszyfrować danych kluczem prywatnym. Zaszyfrowano je innym kluczem publicznym lub są uszkodzone.',
    en: 'The data cannot be decrypted with the private key. Another public key was used, or it is damaged.',
  },
  'ksef-number-parts': {
    pl: 'Części numeru KSeF są niepoprawne: potrzebny jest NIP (10 cyfr), data RRRRMMDD i 12 znaków szesnastkowych.',
    en: 'The parts of the KSeF number are wrong: a NIP of 10 digits, a date YYYYMMDD and 12 hexadecimal characters are needed.',
  },
  'certificate-unreadable': {
    pl: 'Nie można odczytać certyfikatu. Należy wskazać plik .crt w formacie PEM lub DER.',
    en: 'The certificate cannot be read. Give a .crt file in PEM or DER.',
  },
  'certificate-parameters': {
    pl: 'Nie można wystawić certyfikatu: numer seryjny, okres ważności lub dane podmiotu są niepoprawne.',
    en: 'The certificate cannot be issued: its serial number, validity or subject is wrong.',
  },
  'csr-unreadable': {
    pl: 'Nie można odczytać wniosku o certyfikat (CSR). Wymagany jest format PKCS#10 DER.',
    en: 'The certificate request (CSR) cannot be read. PKCS#10 in DER is needed.',
  },
  'csr-key': {
    pl: 'Wniosek o certyfikat (CSR) zawiera nieobsługiwany klucz. Wymagany jest klucz RSA albo EC na krzywej P-256.',
    en: 'The certificate request (CSR) has a key that is not supported. Use an RSA key, or an EC key on P-256.',
  },
  'csr-algorithm': {
    pl: 'Wniosek o certyfikat (CSR) podpisano niedozwolonym algorytmem. Należy użyć na przykład SHA-256.',
    en: 'The certificate request (CSR) is signed by an algorithm that is not allowed. Use SHA-256, for example.',
  },
  'csr-signature': {
    pl: 'Podpis wniosku o certyfikat (CSR) jest niepoprawny. Należy wygenerować wniosek ponownie.',
    en: 'The signature of the certificate request (CSR) is wrong. Generate the request again.',
  },
  'key-kind-unsupported': {
    pl: 'Ten rodzaj klucza nie jest obsługiwany. Należy użyć klucza RSA lub EC.',
    en: 'This kind of key is not supported. Use an RSA or EC key.',
  },
  'key-password-needed': {
    pl: 'Klucz prywatny jest zaszyfrowany. Należy podać jego hasło.',
    en: 'The private key is encrypted. Its password is needed.',
  },
  'key-password-wrong': {
    pl: 'Hasło klucza prywatnego jest niepoprawne.',
    en: 'The password of the private key is wrong.',
  },
  'key-unreadable': {
    pl: 'Nie można odczytać klucza prywatnego. Należy wskazać plik .key w formacie PEM lub DER (PKCS#8).',
    en: 'The private key cannot be read. Give a .key file in PEM or DER (PKCS#8).',
  },
  'key-encryption-unsupported': {
    pl: 'Klucz prywatny zaszyfrowano w nieobsługiwany sposób. Należy zaszyfrować go ponownie jako PKCS#8, na przykład AES-256.',
    en: 'The private key is encrypted in a way that is not supported. Encrypt it again as PKCS#8, with AES-256 for example.',
  },
  'key-certificate-mismatch': {
    pl: 'Klucz prywatny nie pasuje do certyfikatu. Należy wskazać pliki z tej samej pary.',
    en: 'The private key does not belong to the certificate. Give the two files of one pair.',
  },
  'link-key': {
    pl: 'Kod QR: link podpisuje się kluczem prywatnym certyfikatu KSeF typu Offline: RSA od 2048 bitów albo EC na krzywej P-256.',
    en: 'QR code: a link is signed by the private key of a KSeF certificate of type Offline: RSA of 2048 bits or more, or EC on the curve P-256.',
  },
  'pkcs12-unreadable': {
    pl: 'Nie można odczytać pliku PKCS#12. Należy wskazać cały, nieuszkodzony plik .p12 lub .pfx.',
    en: 'The PKCS#12 file cannot be read. Give a whole, undamaged .p12 or .pfx file.',
  },
  'pkcs12-unsupported': {
    pl: 'Plik PKCS#12 zaszyfrowano w nieobsługiwany sposób. Należy wyeksportować go ponownie, na przykład z szyfrowaniem AES-256.',
    en: 'The PKCS#12 file is encrypted in a way that is not supported. Export it again, with AES-256 for example.',
  },
  'pkcs12-password-needed': {
    pl: 'Plik PKCS#12 jest zaszyfrowany. Należy podać jego hasło.',
    en: 'The PKCS#12 file is encrypted. Its password is needed.',
  },
  'pkcs12-password-wrong': {
    pl: 'Hasło pliku PKCS#12 jest niepoprawne.',
    en: 'The password of the PKCS#12 file is wrong.',
  },
  'pkcs12-no-key': {
    pl: 'Plik PKCS#12 nie zawiera klucza prywatnego. Należy wyeksportować certyfikat razem z kluczem.',
    en: 'The PKCS#12 file holds no private key. Export the certificate together with its key.',
  },
  'pkcs12-no-certificate': {
    pl: 'Plik PKCS#12 nie zawiera certyfikatu. Należy wyeksportować klucz razem z certyfikatem.',
    en: 'The PKCS#12 file holds no certificate. Export the key together with its certificate.',
  },
  'pkcs12-several': {
    pl: 'Plik PKCS#12 zawiera kilka certyfikatów z kluczami. Należy wskazać jeden jego odciskiem SHA-256 albo wyeksportować tylko jeden. Certyfikaty w pliku:',
    en: 'The PKCS#12 file holds several certificates with keys. Choose one by its SHA-256 fingerprint, or export only one. Certificates in the file:',
  },
  'signer-algorithm': {
    pl: 'Zewnętrzny podpis: podany algorytm nie pasuje do klucza certyfikatu. Dla RSA należy podać RSA-PKCS1 albo RSA-PSS, dla EC – ECDSA.',
    en: 'External signer: the algorithm does not suit the key of the certificate. Use RSA-PKCS1 or RSA-PSS for RSA, ECDSA for EC.',
  },
  'signer-mismatch': {
    pl: 'Zewnętrzny podpis nie zgadza się z certyfikatem. Należy sprawdzić, czy podpisuje klucz tego certyfikatu, i czy algorytm jest ten sam.',
    en: 'The external signature does not match the certificate. Check that the key of this certificate signs, by the same algorithm.',
  },
};
