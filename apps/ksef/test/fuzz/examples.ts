/** Requests that are right in all, so that what is behind the checks of schemas is reached as well. */
import { newSymmetricKey } from '@kwit/crypto';
import type { OperationName } from '@kwit/ksef-contract';
import { type Company, fa3, sendRequest } from '../company.ts';
import { encryptedParts, zip } from '../package.ts';
import { entity, newPesel, person } from '../permissions.ts';
import { sampleInvoice } from '../sample-invoice.ts';

/** Parameters of the path in their order, and a body. */
export interface Example {
  path?: readonly string[];
  body?: unknown;
}

export type Examples = Readonly<Partial<Record<OperationName, readonly Example[]>>>;

/** The numbers of what a firm has. */
export interface FirmNumbers {
  authentication: string;
  session: string;
  invoice: string;
  ksefNumber: string;
  sessionUpo: string;
  batch: string;
  packedInvoice: string;
  packedKsefNumber: string;
  batchUpo: string;
  export: string;
  token: string;
  permissions: string[];
  certificate: string;
}

/** Where the things of firms are asked for. */
export function pathExamples(firms: readonly FirmNumbers[]): Examples {
  const paths = (of: (firm: FirmNumbers) => string[][]) =>
    firms.flatMap((firm) => of(firm).map((path) => ({ path })));
  const sessions = paths(({ session, batch }) => [[session], [batch]]);
  const invoices = paths((firm) => [
    [firm.session, firm.invoice],
    [firm.batch, firm.packedInvoice],
  ]);
  const granted = paths(({ permissions }) => permissions.map((id) => [id]));
  const numbers = paths(({ ksefNumber, packedKsefNumber }) => [[ksefNumber], [packedKsefNumber]]);
  return {
    revokeAuthenticationSession: paths(({ authentication }) => [[authentication]]),
    getToken: paths(({ token }) => [[token]]),
    revokeToken: paths(({ token }) => [[token]]),
    revokePermission: granted,
    revokeAuthorization: granted,
    closeOnlineSession: sessions,
    closeBatchSession: sessions,
    getSessionStatus: sessions,
    listSessionInvoices: sessions,
    listFailedSessionInvoices: sessions,
    getSessionInvoice: invoices,
    getInvoiceUpoByReference: invoices,
    getInvoiceUpoByKsefNumber: paths((firm) => [
      [firm.session, firm.ksefNumber],
      [firm.batch, firm.packedKsefNumber],
    ]),
    getSessionUpo: paths((firm) => [
      [firm.session, firm.sessionUpo],
      [firm.batch, firm.batchUpo],
    ]),
    getInvoiceByKsefNumber: numbers,
    listCollectiveIdentifiersOfInvoice: numbers,
    getExportStatus: paths((firm) => [[firm.export]]),
  };
}

/** Bodies of a firm that is free to do all of this, with an open session of its own. */
export async function bodyExamples(company: Company, firm: FirmNumbers): Promise<Examples> {
  const { nip } = company;
  const key = newSymmetricKey();
  const encryption = await company.encryptionOf(key);
  const open = await company.openSession();
  const document = sampleInvoice({ seller: nip });
  const { request } = await encryptedParts(company, await zip([['a.xml', document]]));
  const dateRange = { dateType: 'Invoicing', from: new Date(Date.now() - 864e5).toISOString() };
  const filters = { subjectType: 'Subject1', dateRange };
  const subject = { type: 'Nip', value: nip };
  return {
    createToken: [{ body: { permissions: ['InvoiceRead'], description: 'token z próby' } }],
    openOnlineSession: [{ body: { formCode: fa3, encryption } }],
    sendInvoice: [{ path: [open.reference], body: sendRequest(document, open.key) }],
    openBatchSession: [{ body: request }],
    exportInvoices: [{ body: { encryption, filters } }],
    queryInvoiceMetadata: [{ body: filters }],
    retrieveCertificates: [{ body: { certificateSerialNumbers: [firm.certificate] } }],
    createCollectiveIdentifier: [
      { body: { invoices: [firm.ksefNumber, firm.packedKsefNumber].map((ksefNumber) => ({ ksefNumber })) } },
    ],
    grantPersonPermissions: [{ body: person({ type: 'Pesel', value: newPesel() }, 'InvoiceRead').body }],
    grantEntityPermissions: [{ body: entity(nip, [{ type: 'InvoiceRead' }]).body }],
    grantTestPermissions: [
      {
        body: {
          contextIdentifier: subject,
          authorizedIdentifier: { type: 'Pesel', value: newPesel() },
          permissions: [{ permissionType: 'InvoiceRead', description: 'dane testowe' }],
        },
      },
    ],
    revokeTestPermissions: [
      { body: { contextIdentifier: subject, authorizedIdentifier: { type: 'Pesel', value: newPesel() } } },
    ],
    authenticateWithToken: [
      {
        body: {
          challenge: '20260101-CR-0000000000-0000000000-00',
          contextIdentifier: subject,
          encryptedToken: encryption.encryptedSymmetricKey,
        },
      },
    ],
  };
}
