/** The schemas run in a strict Ajv as they are, and take and refuse what the contract means. */
import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import type { TSchema } from 'typebox';
import { Compile } from 'typebox/compile';
import { describe, expect, it } from 'vitest';
import { type Operation, operations } from '../index.ts';
import {
  AllowedIps,
  BatchFileInfo,
  CertificateSerialNumber,
  EnrollCertificateRequest,
  EuEntityPermissionsQueryRequest,
  InvoiceQueryFilters,
  KsefNumber,
  ListSessionsParameters,
  Nip,
  PartnerIdentifier,
  PeppolId,
  Pesel,
  QueryInvoicesMetadataResponse,
  RevokeCertificateRequest,
  refusalSchemas,
  SendInvoiceRequest,
  SetSessionLimitsRequest,
} from './index.ts';

const strict = () => addFormats.default(new Ajv({ strict: true, allowUnionTypes: true, allErrors: true }));
const accepts = (schema: TSchema, value: unknown) => strict().validate(schema, value) as boolean;

/** Every schema that an operation or a refusal uses, with a name. */
const used: [string, TSchema][] = Object.entries<Operation>(operations).flatMap(([name, operation]) =>
  Object.entries({
    path: operation.pathParameters,
    query: operation.query,
    headers: operation.headers,
    request: operation.request.kind === 'json' ? operation.request.schema : undefined,
    answer: operation.answer.content.kind === 'json' ? operation.answer.content.schema : undefined,
  }).flatMap(([part, schema]): [string, TSchema][] => (schema ? [[`${name}: ${part}`, schema]] : [])),
);
const refusals = Object.entries(refusalSchemas).flatMap(([status, byType]) =>
  Object.entries(byType).map(([type, schema]): [string, TSchema] => [`${status}: ${type}`, schema]),
);

const hash = `${'A'.repeat(43)}=`;
const batchFile = (parts: number) => ({
  fileSize: 5_000_000_000,
  fileHash: hash,
  fileParts: Array.from({ length: parts }, (_, index) => ({
    ordinalNumber: index + 1,
    fileSize: 16,
    fileHash: hash,
  })),
});
const sessionLimits = (maxInvoices: number) => {
  const session = { maxInvoiceSizeInMB: 1, maxInvoiceWithAttachmentSizeInMB: 3, maxInvoices: 10_000 };
  return { onlineSession: session, batchSession: session, collectiveIdentifier: { maxInvoices } };
};

describe('the schemas', () => {
  it.each([...used, ...refusals])('%s: run in a strict Ajv and in TypeBox', (_, schema) => {
    expect(() => strict().compile(schema)).not.toThrow();
    expect(() => Compile(schema).Check({})).not.toThrow();
  });

  it('are plain JSON: nothing is lost when they are written down', () => {
    for (const [, schema] of [...used, ...refusals]) {
      expect(JSON.parse(JSON.stringify(schema))).toEqual({ ...schema });
    }
  });

  it('keep null as null where a validator coerces types', () => {
    const coercing = addFormats.default(
      new Ajv({ coerceTypes: 'array', useDefaults: true, allowUnionTypes: true }),
    );
    const filters = {
      subjectType: 'Subject1',
      dateRange: { dateType: 'Issue', from: '2026-02-01T00:00:00Z', to: null },
      ksefNumber: null,
      amount: null,
      invoicingMode: null,
      currencyCodes: null,
      isSelfInvoicing: null,
    };
    const before = structuredClone(filters);
    expect(coercing.validate(InvoiceQueryFilters, filters)).toBe(true);
    expect(filters).toEqual(before);
  });

  it('fill in the defaults of the contract', () => {
    const ajv = addFormats.default(new Ajv({ useDefaults: true, allowUnionTypes: true }));
    const parameters = { sessionType: 'Online' };
    expect(ajv.validate(ListSessionsParameters, parameters)).toBe(true);
    expect(parameters).toEqual({ sessionType: 'Online', pageSize: 10 });
  });

  it('take moments in requests with and without an offset', () => {
    const from = (moment: string) =>
      accepts(InvoiceQueryFilters, {
        subjectType: 'Subject2',
        dateRange: { dateType: 'Invoicing', from: moment },
      });
    expect(from('2026-02-01T12:00:00')).toBe(true);
    expect(from('2026-02-01T12:00:00.1234567+01:00')).toBe(true);
    expect(from('2026-02-31T12:00:00Z')).toBe(false);
    expect(from('yesterday')).toBe(false);
  });

  it('take an empty revocation, and no body that is none', () => {
    expect(accepts(RevokeCertificateRequest, {})).toBe(true);
    expect(accepts(RevokeCertificateRequest, { revocationReason: null })).toBe(true);
    expect(accepts(RevokeCertificateRequest, { revocationReason: 'Whim' })).toBe(false);
    expect(accepts(RevokeCertificateRequest, [])).toBe(false);
  });

  it('ignore fields that they do not know', () => {
    expect(accepts(RevokeCertificateRequest, { revocationReason: 'Superseded', later: 1 })).toBe(true);
  });

  it.each<[string, TSchema, unknown[], unknown[]]>([
    ['a NIP', Nip, ['1111111111', '9999999999'], ['0111111111', '111111111', '11111111111', '1001111111']],
    ['a PESEL', Pesel, ['11111111116', '22222222222'], ['11131111116', '1111111111']],
    [
      'a KSeF number',
      KsefNumber,
      ['1111111111-20260201-010080615740-E4', '1111111111-20260201-010080-615740-E4'],
      ['1111111111-20261301-010080615740-E4', '1111111111-20260201-010080615740-e4', ''],
    ],
    [
      'a serial number',
      CertificateSerialNumber,
      ['0123456789ABCDEF'],
      ['0123456789abcdef', '0123456789ABCDE'],
    ],
    ['a Peppol provider', PeppolId, ['PPL000001'], ['ppl000001', 'XPL000001', 'PPL00001', 'PPL0000012']],
    [
      'the number of an EU entity',
      EuEntityPermissionsQueryRequest,
      [{}, { vatUeIdentifier: null }, { vatUeIdentifier: 'DE123456789' }, { vatUeIdentifier: 'XIGD123' }],
      [{ vatUeIdentifier: 'PL1111111111' }, { vatUeIdentifier: 'DE12345678' }, { vatUeIdentifier: '' }],
    ],
    [
      'a client to whom a permission is limited',
      PartnerIdentifier,
      [
        { type: 'AllPartners' },
        { type: 'AllPartners', value: null },
        { type: 'InternalId', value: '1111111111-12345' },
      ],
      [{ value: '1111111111' }, { type: 'Pesel', value: '11111111116' }, { type: 'Nip', value: '1' }],
    ],
    [
      'a package of a batch session',
      BatchFileInfo,
      [batchFile(1), batchFile(50), { ...batchFile(1), compressionType: 'TarGz' }],
      [
        batchFile(0),
        batchFile(51),
        { ...batchFile(1), fileSize: 5_000_000_001 },
        { ...batchFile(1), fileSize: 0 },
        { ...batchFile(1), compressionType: 'Rar' },
      ],
    ],
    [
      'limits that test data sets',
      SetSessionLimitsRequest,
      [sessionLimits(2), sessionLimits(5000), { ...sessionLimits(2), collectiveIdentifier: null }],
      [sessionLimits(1), sessionLimits(5001), { ...sessionLimits(2), onlineSession: undefined }],
    ],
    [
      'allowed addresses',
      AllowedIps,
      [{}, { ip4Addresses: null }, { ip4Ranges: ['10.0.0.1-10.0.0.254'] }, { ip4Masks: ['172.16.0.0/16'] }],
      [
        { ip4Addresses: ['256.0.0.1'] },
        { ip4Masks: ['10.0.0.0/33'] },
        { ip4Addresses: Array.from({ length: 11 }, (_, index) => `10.0.0.${index}`) },
      ],
    ],
  ])('know the form of %s', (_, schema, right, wrong) => {
    for (const value of right) expect([value, accepts(schema, value)]).toEqual([value, true]);
    for (const value of wrong) expect([value, accepts(schema, value)]).toEqual([value, false]);
  });

  it('take Polish letters and spaces in the name of a certificate', () => {
    const request = (certificateName: string) => ({
      certificateName,
      certificateType: 'Offline',
      csr: 'AAAA',
    });
    expect(accepts(EnrollCertificateRequest, request('Kasa nr_1 - '))).toBe(true);
    expect(accepts(EnrollCertificateRequest, request('Księgowość łódzka'))).toBe(true);
    expect(accepts(EnrollCertificateRequest, request('Kasa/1234'))).toBe(false);
    expect(accepts(EnrollCertificateRequest, request('Kasa'))).toBe(false);
  });

  it('run over the largest invoice that can be sent', () => {
    const invoice = (content: string) => ({
      invoiceHash: `${'A'.repeat(43)}=`,
      invoiceSize: 3_000_000,
      encryptedInvoiceHash: `${'A'.repeat(43)}=`,
      encryptedInvoiceSize: 3_000_016,
      encryptedInvoiceContent: content,
    });
    expect(accepts(SendInvoiceRequest, invoice('AAAA'.repeat(1_000_006)))).toBe(true);
    expect(accepts(SendInvoiceRequest, invoice(`${'AAAA'.repeat(1_000_005)}A*==`))).toBe(false);
  });

  it('ask of an answer what the contract requires', () => {
    expect(accepts(QueryInvoicesMetadataResponse, { hasMore: false, isTruncated: false, invoices: [] })).toBe(
      true,
    );
    expect(accepts(QueryInvoicesMetadataResponse, { hasMore: false, invoices: [] })).toBe(false);
  });
});
