/** What clients are asked to do in these tests: firms, people, certificates, documents, requests. */
import { type Credential, createSelfSignedCertificate } from '@kwit/crypto';
import { formCodes } from '@kwit/ksef-contract';
import type { Ksef } from '../../src/index.ts';
import { newNip, sealOf } from '../api.ts';
import { formCode } from '../company.ts';
import { offlineKey } from '../enrollment.ts';
import {
  byNip,
  entity,
  euAdministration,
  fingerprintOf,
  indirect,
  newPesel,
  person,
  subunit,
  unitOf,
} from '../permissions.ts';
import { farmInvoice, peppolCorrection, peppolInvoice } from '../sample-forms.ts';
import { asFa2, sampleInvoice } from '../sample-invoice.ts';
import { pemOf } from './npm-clients.ts';

const pairOf = (credential: Credential) => {
  const { certificatePem, privateKeyPem } = pemOf(credential);
  return { certificate: certificatePem, key: privateKeyPem };
};
const sealPem = async (nip: string) => pairOf(await sealOf(nip));

export async function logins() {
  const nip = newNip();
  const pairs = {
    RSA: pairOf(await sealOf(nip, { keyKind: 'RSA' })),
    EC: pairOf(await sealOf(nip, { keyKind: 'EC' })),
  };
  return { nip, pairs };
}

/** A firm with invoices of every form, a farmer whose products it buys, a provider that sends for it to Peppol. */
export async function invoices(ksef: Ksef) {
  const [nip, farmer, buyer, provider] = [newNip(), newNip(), newNip(), 'PPL654321'];
  const offlineInvoice = sampleInvoice({ seller: nip });
  const offline = async (kind: 'EC' | 'RSA') => {
    const { serialNumber, pem } = await offlineKey(ksef, nip, kind);
    return { serialNumber, key: pem };
  };
  return {
    nip,
    pair: await sealPem(nip),
    farmer,
    farmerPair: await sealPem(farmer),
    farmerGrants: authorization('Nip', nip, 'RRInvoicing'),
    provider,
    providerPair: pairOf(await sealOfProvider(provider)),
    sellerGrants: authorization('PeppolId', provider, 'PefInvoicing'),
    forms: Object.fromEntries(formCodes.map(({ systemCode }) => [systemCode, formCode(systemCode)])),
    'FA (3)': [sampleInvoice({ seller: nip }), sampleInvoice({ seller: nip })],
    refused: offlineInvoice.replace('<KodWaluty>PLN<', '<KodWaluty>XXL<'),
    corrected: offlineInvoice,
    'FA (2)': asFa2(sampleInvoice({ seller: nip })),
    'FA_RR (1)': farmInvoice({ seller: farmer, buyer: nip }),
    'PEF (3)': peppolInvoice({ seller: nip, buyer }),
    'PEF_KOR (3)': peppolCorrection({ seller: nip, buyer }, 'KSEF-NUMBER'),
    offline: { EC: await offline('EC'), RSA: await offline('RSA') },
  };
}

/** The seal of a provider of Peppol services, by which it is known. */
export const sealOfProvider = (id: string): Promise<Credential> =>
  createSelfSignedCertificate({
    subject: { commonName: id, organizationName: 'Dostawca usług', countryName: 'PL' },
  });

type Authorization = 'SelfInvoicing' | 'RRInvoicing' | 'PefInvoicing';

export const authorization = (type: 'Nip' | 'PeppolId', value: string, permission: Authorization) => ({
  subjectIdentifier: { type, value },
  permission,
  description: 'faktury w moim imieniu',
  subjectDetails: { fullName: 'Upoważniony' },
});

/** Two packages, as names of files with their texts. */
export async function packages() {
  const nip = newNip();
  const files = (prefix: string) =>
    Object.fromEntries(
      Array.from({ length: 20 }, (_, index) => [`${prefix}-${index}.xml`, sampleInvoice({ seller: nip })]),
    );
  return {
    nip,
    pair: await sealPem(nip),
    form: formCode('FA (3)'),
    documents: files('zip'),
    otherDocuments: files('tar'),
  };
}

/** A VAT group with a member and a unit, an office that works for it, a worker, an administrator from the EU. */
export async function permissions() {
  const [group, member, office, worker] = [newNip(), newNip(), newNip(), newPesel()];
  const pesel = { type: 'Pesel', value: worker } as const;
  const unit = unitOf(group);
  const [administrator, deputy] = [await byNip(newNip()), await byNip(newNip())];
  const fingerprint = fingerprintOf(administrator);
  const euContext = { type: 'NipVatUe', value: `${group}-DE123456789` } as const;
  const administration = euAdministration(fingerprint, euContext.value).body;
  return {
    group,
    groupPair: await sealPem(group),
    member,
    office,
    officePair: await sealPem(office),
    worker,
    unit,
    fingerprint,
    euContext,
    administrator,
    administratorPair: pairOf(administrator),
    createGroup: {
      subjectNip: group,
      subjectType: 'VatGroup',
      description: 'grupa VAT',
      subunits: [{ subjectNip: member, description: 'członek grupy' }],
    },
    grants: {
      person: person(pesel, 'InvoiceRead').body,
      entity: entity(office, [{ type: 'InvoiceRead' }]).body,
      indirect: indirect(pesel, { type: 'AllPartners' }, 'InvoiceRead').body,
      subunit: subunit(pesel, { type: 'InternalId', value: unit }).body,
      member: subunit(pesel, { type: 'Nip', value: member }).body,
      authorization: authorization('Nip', office, 'SelfInvoicing'),
      euAdministration: administration,
      euEntity: {
        subjectIdentifier: { type: 'Fingerprint' as const, value: fingerprintOf(deputy) },
        permissions: ['InvoiceRead' as const],
        description: 'zastępstwo',
        subjectDetails: administration.subjectDetails,
      },
    },
  };
}

export async function limits() {
  const [nip, helper] = [newNip(), newNip()];
  return {
    nip,
    pair: await sealPem(nip),
    person: helper,
    pesel: newPesel(),
    personPair: pairOf(await byNip(helper)),
  };
}
