/** What the scripts of this folder are asked to do: firms, people, certificates, documents, requests. */
import { type Credential, certificatePem, createSelfSignedCertificate } from '@kwit/crypto';
import { formCodes } from '@kwit/ksef-contract';
import type { Ksef } from '../../../src/index.ts';
import { newNip, sealOf } from '../../api.ts';
import { formCode } from '../../company.ts';
import { offlineKey } from '../../enrollment.ts';
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
} from '../../permissions.ts';
import { farmInvoice, peppolCorrection, peppolInvoice } from '../../sample-forms.ts';
import { asFa2, sampleInvoice } from '../../sample-invoice.ts';

const pemOf = ({ certificate, privateKey }: Credential) => ({
  certificate: certificatePem(certificate),
  key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
});
const sealPem = async (nip: string) => pemOf(await sealOf(nip));

export async function logins() {
  const nip = newNip();
  const pairs = {
    RSA: pemOf(await sealOf(nip, { keyKind: 'RSA' })),
    EC: pemOf(await sealOf(nip, { keyKind: 'EC' })),
  };
  return { nip, pairs };
}

/** A firm with invoices of every form, a farmer whose products it buys, a provider that sends for it to Peppol. */
export async function invoices(ksef: Ksef) {
  const [nip, farmer, buyer, provider] = [newNip(), newNip(), newNip(), 'PPL654321'];
  const providerSeal = await createSelfSignedCertificate({
    subject: { commonName: provider, organizationName: 'Dostawca usług', countryName: 'PL' },
  });
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
    providerPair: pemOf(providerSeal),
    sellerGrants: authorization('PeppolId', provider, 'PefInvoicing'),
    forms: Object.fromEntries(formCodes.map(({ systemCode }) => [systemCode, formCode(systemCode)])),
    'FA (3)': [sampleInvoice({ seller: nip }), sampleInvoice({ seller: nip })],
    'FA (2)': asFa2(sampleInvoice({ seller: nip })),
    'FA_RR (1)': farmInvoice({ seller: farmer, buyer: nip }),
    'PEF (3)': peppolInvoice({ seller: nip, buyer }),
    'PEF_KOR (3)': peppolCorrection({ seller: nip, buyer }, 'KSEF-NUMBER'),
    offline: { EC: await offline('EC'), RSA: await offline('RSA') },
  };
}

const authorization = (type: 'Nip' | 'PeppolId', value: string, permission: string) => ({
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
  const fingerprint = fingerprintOf(await byNip(newNip()));
  return {
    group,
    groupPair: await sealPem(group),
    member,
    office,
    officePair: await sealPem(office),
    worker,
    unit,
    fingerprint,
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
      euAdministration: euAdministration(fingerprint, `${group}-DE123456789`).body,
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
    personPair: pemOf(await byNip(helper)),
  };
}
