/**
 * The operations of the control side as the application uses them. The server declares them; the application imports
 * nothing of the server, so `test/control-types.test.ts` holds the two together.
 */
import type { KsefStatus, LatarniaCategory } from '@kwit/ksef-contract';

type Nothing = Record<never, never>;

export interface ClockReading {
  now: string;
  frozen: boolean;
  offsetMs: number;
  /** After the clock was set back: until when invoices are dated ahead of it. */
  invoicesUntil?: string;
}

export const faultKinds = [
  'error',
  'delay',
  'stuck',
  'drop',
  'rate-limit',
  'lost-upload',
  'storage-unavailable',
  'not-ready',
] as const;
export type FaultKind = (typeof faultKinds)[number];

export const works = [
  'invoice',
  'batch',
  'sessionClose',
  'permanentStorage',
  'authentication',
  'tokenActivation',
  'tokenRevocation',
  'certificateEnrollment',
  'permissionOperation',
  'invoiceExport',
] as const;
export type Work = (typeof works)[number];

export interface FaultRule {
  kind: FaultKind;
  operation?: string;
  path?: string;
  context?: string;
  times?: number;
  probability?: number;
  until?: string;
  delayMs?: number;
  status?: 500 | 502 | 503 | 504;
  page?: 'problem' | 'html' | 'empty';
  moment?: 'before' | 'after';
  retryAfterSeconds?: number;
  work?: Work[];
}

export interface Fault extends FaultRule {
  id: string;
  struck: number;
  over: boolean;
}

export interface LatarniaEvent {
  eventId: number;
  category: LatarniaCategory;
  title: string;
  text: string;
  start: string;
  end: string | null;
  ongoing: boolean;
}

export interface LatarniaState {
  status: KsefStatus;
  events: LatarniaEvent[];
}

interface LatarniaWords {
  title?: string;
  text?: string;
}

export interface JournalEntry {
  id: number;
  at: string;
  method: string;
  path: string;
  operation: string | null;
  status: number | null;
  durationMs: number;
  context: { type: string; value: string } | null;
  traceId: string;
  clientIp: string;
  problem: string | null;
  fault: string | null;
  requestBytes: number;
  responseBytes: number | null;
}

export interface JournalMessage {
  headers: { name: string; value: string }[];
  /** Null where it is no text. */
  body: string | null;
  isWhole: boolean;
}

export interface JournalExchange {
  id: number;
  /** Path with its query. */
  address: string;
  request: JournalMessage;
  response: JournalMessage;
}

export interface JournalQuery {
  operation?: string;
  method?: string;
  path?: string;
  context?: string;
  status?: number;
  problem?: string;
  traceId?: string;
  limit?: number;
  before?: number;
  after?: number;
}

export const scenarioNames = [
  'company',
  'vat-group',
  'municipality',
  'bailiff',
  'eu-entity',
  'peppol',
  'office',
] as const;
export type ScenarioName = (typeof scenarioNames)[number];

export interface ScenarioLogin {
  role: string;
  name: string;
  nip?: string;
  pesel?: string;
  fingerprint?: string;
  context: { type: 'Nip' | 'InternalId' | 'NipVatUe' | 'PeppolId'; value: string };
  permissions: string[];
  /** PEM. */
  certificate: string;
  /** PEM, not encrypted: of people who do not exist. */
  privateKey: string;
}

export interface Scenario {
  name: ScenarioName;
  variant: number;
  logins: ScenarioLogin[];
}

export interface Snapshot {
  name: string;
  taken: string;
}

export const keyUsages = ['KsefTokenEncryption', 'SymmetricKeyEncryption'] as const;
export type KeyUsage = (typeof keyUsages)[number];
export const keyRotations = ['planned', 'emergency', 'recertification'] as const;
export type KeyRotation = (typeof keyRotations)[number];

export interface PublicKey {
  publicKeyId: string;
  certificateId: string;
  validFrom: string;
  validTo: string;
}

/** What each operation is told and answers. */
export interface ControlOperations {
  readClock: { input: Nothing; output: ClockReading };
  setClock: { input: { at: string }; output: ClockReading };
  advanceClock: { input: { by: string | number }; output: ClockReading };
  freezeClock: { input: { at?: string }; output: ClockReading };
  resumeClock: { input: Nothing; output: ClockReading };
  listFaults: { input: Nothing; output: { faults: Fault[] } };
  addFault: { input: FaultRule; output: Fault };
  removeFault: { input: { id: string }; output: Fault };
  clearFaults: { input: Nothing; output: { removed: number } };
  readJournal: { input: JournalQuery; output: { entries: JournalEntry[]; next: number | null } };
  readExchange: { input: { id: number }; output: JournalExchange };
  clearJournal: { input: Nothing; output: { cleared: number } };
  rotateKey: { input: { usage: KeyUsage; kind?: KeyRotation }; output: PublicKey[] };
  withdrawFormerKey: { input: { usage: KeyUsage }; output: PublicKey[] };
  readLatarnia: { input: Nothing; output: LatarniaState };
  setLatarniaStatus: { input: { status: KsefStatus } & LatarniaWords; output: LatarniaState };
  announceLatarniaEvent: {
    input: { category: LatarniaCategory; start?: string; end?: string } & LatarniaWords;
    output: LatarniaEvent;
  };
  endLatarniaEvent: { input: { eventId: number; at?: string }; output: LatarniaEvent };
  clearLatarnia: { input: Nothing; output: { removed: number } };
  makeScenario: { input: { name: ScenarioName; variant?: number; clients?: number }; output: Scenario };
  reset: { input: Nothing; output: { reset: true } };
  listSnapshots: { input: Nothing; output: { snapshots: Snapshot[] } };
  takeSnapshot: { input: { name: string }; output: Snapshot };
  restoreSnapshot: { input: { name: string }; output: Snapshot };
  removeSnapshot: { input: { name: string }; output: { removed: true } };
}

export type ControlOperationName = keyof ControlOperations;
export type ControlInput<Name extends ControlOperationName> = ControlOperations[Name]['input'];
export type ControlOutput<Name extends ControlOperationName> = ControlOperations[Name]['output'];

/** Method and path below `/control` of each operation. */
export const controlAddresses: Readonly<Record<ControlOperationName, `${string} /${string}`>> = {
  readClock: 'GET /clock',
  setClock: 'PUT /clock',
  advanceClock: 'POST /clock/advance',
  freezeClock: 'POST /clock/freeze',
  resumeClock: 'POST /clock/resume',
  listFaults: 'GET /faults',
  addFault: 'POST /faults',
  removeFault: 'DELETE /faults/{id}',
  clearFaults: 'DELETE /faults',
  readJournal: 'GET /journal',
  readExchange: 'GET /journal/{id}',
  clearJournal: 'DELETE /journal',
  rotateKey: 'POST /keys/rotate',
  withdrawFormerKey: 'POST /keys/withdraw',
  readLatarnia: 'GET /latarnia',
  setLatarniaStatus: 'PUT /latarnia/status',
  announceLatarniaEvent: 'POST /latarnia/events',
  endLatarniaEvent: 'POST /latarnia/events/{eventId}/end',
  clearLatarnia: 'DELETE /latarnia',
  makeScenario: 'POST /scenarios/{name}',
  reset: 'POST /reset',
  listSnapshots: 'GET /snapshots',
  takeSnapshot: 'PUT /snapshots/{name}',
  restoreSnapshot: 'POST /snapshots/{name}/restore',
  removeSnapshot: 'DELETE /snapshots/{name}',
};
