import Type, { type Static } from 'typebox';
import { controlOperation } from '../define.ts';

/** Every scenario with what it has. */
export const scenarioSummaries = {
  company: 'a company, by its seal, and a second person who issues and reads its invoices',
  'vat-group': 'a VAT group with three members, each with a person who administers it',
  municipality: 'a municipality (JST) with two units of own NIP and a school with an internal identifier',
  bailiff: 'a court bailiff and an enforcement authority',
  'eu-entity': 'a company that issues for an EU entity, whose administrator let a representative in',
  peppol: 'a provider of Peppol services, and a company that authorized it',
  office: 'an accounting office with an employee, and its clients, 100 unless told otherwise',
} as const;
export type ScenarioName = keyof typeof scenarioSummaries;
export const scenarioNames = Object.keys(scenarioSummaries) as ScenarioName[];

export const Login = Type.Object({
  role: Type.String({ description: 'who this is in the scenario' }),
  name: Type.String(),
  nip: Type.Optional(Type.String()),
  pesel: Type.Optional(Type.String()),
  fingerprint: Type.Optional(
    Type.String({ description: 'SHA-256 of the certificate, by which it is known' }),
  ),
  context: Type.Object({
    type: Type.Enum(['Nip', 'InternalId', 'NipVatUe', 'PeppolId']),
    value: Type.String(),
  }),
  subjectIdentifierType: Type.Enum(['certificateSubject', 'certificateFingerprint'], {
    description: 'for the AuthTokenRequest',
  }),
  permissions: Type.Array(Type.String(), { description: 'what a log-in there has at least' }),
  certificate: Type.String({ description: 'PEM' }),
  privateKey: Type.String({ description: 'PEM, PKCS#8, not encrypted: for tests alone' }),
});
export type Login = Static<typeof Login>;

export const Scenario = Type.Object({
  name: Type.Enum(scenarioNames),
  variant: Type.Integer(),
  logins: Type.Array(Login),
});
export type Scenario = Static<typeof Scenario>;

export const scenarioOperations = {
  listScenarios: controlOperation({
    method: 'GET',
    path: '/scenarios',
    summary: 'The scenarios that can be made.',
    input: Type.Object({}, { additionalProperties: false }),
    output: Type.Object({
      scenarios: Type.Array(Type.Object({ name: Type.Enum(scenarioNames), summary: Type.String() })),
    }),
  }),
  makeScenario: controlOperation({
    method: 'POST',
    path: '/scenarios/{name}',
    summary:
      'Makes companies, people and permissions, with certificates to log in at once; again, the same ones.',
    input: Type.Object(
      {
        name: Type.Enum(scenarioNames),
        variant: Type.Optional(
          Type.Integer({
            minimum: 0,
            maximum: 999,
            description: 'another one has other identifiers; default 0',
          }),
        ),
        clients: Type.Optional(
          Type.Integer({ minimum: 1, maximum: 500, description: 'of the office; default 100' }),
        ),
      },
      { additionalProperties: false },
    ),
    output: Scenario,
  }),
} as const;
