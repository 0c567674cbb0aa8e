import { type AccessTokens, createAccessTokens } from './engine/access-tokens.ts';
import { type Authentication, createAuthentication, findAuthentication } from './engine/authentication.ts';
import {
  type AuthenticationSessions,
  createAuthenticationSessions,
} from './engine/authentication-sessions.ts';
import { loadSigningSecret } from './engine/authorities.ts';
import { type CertificateEnrollment, createCertificateEnrollment } from './engine/certificate-enrollment.ts';
import type { Engine } from './engine/engine.ts';
import { createInvoicing, type Invoicing } from './engine/invoices/invoicing.ts';
import { createKsefTokens, type KsefTokens } from './engine/ksef-tokens.ts';
import { createLatarnia, type Latarnia } from './engine/latarnia/latarnia.ts';
import {
  createPermissionOperations,
  type PermissionOperations,
} from './engine/permissions/permission-operations.ts';
import { createTestData, type TestData } from './engine/test-data.ts';

/** The engine with the services that the handlers call. Each service registers its own background work. */
export interface Core {
  engine: Engine;
  accessTokens: AccessTokens;
  authentication: Authentication;
  authenticationSessions: AuthenticationSessions;
  ksefTokens: KsefTokens;
  certificateEnrollment: CertificateEnrollment;
  permissionOperations: PermissionOperations;
  testData: TestData;
  latarnia: Latarnia;
  /** Sessions and invoices; ready once the database was read. */
  invoicing: Promise<Invoicing>;
}

export function createCore(engine: Engine): Core {
  const { store } = engine;
  const isKnown = async (reference: string) =>
    !store.isReplaced || (await findAuthentication(store.db, reference)) !== undefined;
  const accessTokens = createAccessTokens(loadSigningSecret(engine.store), engine.clock, isKnown);
  return {
    engine,
    accessTokens,
    authentication: createAuthentication(engine, accessTokens),
    authenticationSessions: createAuthenticationSessions(engine, accessTokens),
    ksefTokens: createKsefTokens(engine),
    certificateEnrollment: createCertificateEnrollment(engine),
    permissionOperations: createPermissionOperations(engine),
    testData: createTestData(engine.store.db, engine.clock),
    latarnia: createLatarnia(engine),
    invoicing: createInvoicing(engine),
  };
}
