import type { AnswerOf, OperationName, Operations, ReceivedOf } from '@kwit/ksef-contract';
import type { Caller } from '../engine/access-tokens.ts';

/** What a handler knows of the request besides its parts. */
export interface Call {
  /** Address of the client: IPv4 in dots, also in its IPv6 forms; any other IPv6 as it is. */
  clientIp: string;
  traceId: string;
  /** The one feature that the request switches on; a list of them is none, as in the real system. */
  feature: string | undefined;
  /** The body as it arrived, byte for byte; empty where there was none. */
  rawBody: Uint8Array;
  /** The logged-in caller; asking for it in an operation without an access token is a defect. */
  readonly caller: Caller;
  /** Reference number of the log-in that the bearer token belongs to, whatever its kind. */
  readonly authentication: string;
  /** Headers of the answer beyond the usual ones. */
  answerHeaders: Record<string, string>;
}

/** XML may be answered as text or as bytes that must stay as they are. */
type Answer<O extends Operations[OperationName]> = O['answer']['content'] extends { kind: 'xml' }
  ? string | Uint8Array
  : O['answer']['content'] extends { kind: 'none' }
    ? // biome-ignore lint/suspicious/noConfusingVoidType: a handler that answers nothing returns nothing
      void
    : AnswerOf<O>;

/** Checks, calls the engine, answers; it has no logic of its own. */
export type Handler<O extends Operations[OperationName]> = (
  request: ReceivedOf<O>,
  call: Call,
) => Promise<Answer<O>>;

/** A handler for every operation of the contract: one that is declared and not handled does not compile. */
export type Handlers = { [Name in OperationName]: Handler<Operations[Name]> };

/** Handlers of one area: `satisfies` nothing less than the operations it names. */
export type HandlersOf<Name extends OperationName> = Pick<Handlers, Name>;
