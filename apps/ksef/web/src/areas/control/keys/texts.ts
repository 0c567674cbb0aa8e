import { defineTexts } from '@kwit/ui';

export const keyTexts = defineTexts({
  pl: {
    title: 'Klucze',
    lead: 'Klucze publiczne KSeF, którymi programy szyfrują tokeny i klucze sesji. Prawdziwy KSeF wymienia je co jakiś czas; tutaj można sprawdzić, czy program to przetrwa.',
    notLoaded: 'Nie wczytano kluczy',
    usages: {
      KsefTokenEncryption: 'Szyfrowanie tokenów KSeF',
      SymmetricKeyEncryption: 'Szyfrowanie kluczy symetrycznych',
    },
    publicKeyId: 'Identyfikator klucza',
    validFrom: 'Ważny od',
    validTo: 'Ważny do',
    rotate: 'Wymień klucz',
    kind: 'Rodzaj wymiany',
    kinds: {
      planned: 'planowa: nowy klucz obok obecnego',
      emergency: 'awaryjna: nowy klucz zamiast obecnego, od razu',
      recertification: 'odnowienie: ten sam klucz, nowy certyfikat',
    },
    rotated: 'Ogłoszono nowy certyfikat klucza.',
    notRotated: 'Nie wymieniono klucza',
    withdraw: 'Wycofaj poprzedni klucz',
    withdrawn: 'Wycofano poprzedni klucz: kto go jeszcze używa, otrzyma błąd 21470.',
    notWithdrawn: 'Nie wycofano klucza',
  },
  en: {
    title: 'Keys',
    lead: 'Public keys of KSeF, under which programs encrypt tokens and keys of sessions. The real KSeF replaces them from time to time; here it can be tried whether a program survives that.',
    notLoaded: 'The keys were not loaded',
    usages: {
      KsefTokenEncryption: 'Encryption of KSeF tokens',
      SymmetricKeyEncryption: 'Encryption of symmetric keys',
    },
    publicKeyId: 'Identifier of the key',
    validFrom: 'Valid from',
    validTo: 'Valid to',
    rotate: 'Replace the key',
    kind: 'Kind of replacement',
    kinds: {
      planned: 'planned: a new key beside the present one',
      emergency: 'emergency: a new key in place of the present one, at once',
      recertification: 'renewal: the same key, a new certificate',
    },
    rotated: 'A new certificate of the key was published.',
    notRotated: 'The key was not replaced',
    withdraw: 'Withdraw the former key',
    withdrawn: 'The former key was withdrawn: whoever still uses it gets the error 21470.',
    notWithdrawn: 'The key was not withdrawn',
  },
});
