/** A connection in the words and in the JSON that several commands show. */
import type { Connection } from './connections.ts';
import { contextObject, contextOption, contextWords } from './context-identifier.ts';
import type { MessageKey, Parameters } from './messages.ts';
import type { Unfinished } from './outbox.ts';
import type { Output } from './output.ts';
import { isIn } from './place.ts';

/** The day of a moment (ISO 8601), as `YYYY-MM-DD` by the clock of this machine. */
export function dayOf(moment: string | null): string {
  if (!moment) return '—';
  const date = new Date(moment);
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part) => String(part).padStart(2, '0')).join('-');
}

/** Day and time of a moment (ISO 8601), by the clock of this machine. */
export function momentOf(moment: string): string {
  const date = new Date(moment);
  const time = [date.getHours(), date.getMinutes()].map((part) => String(part).padStart(2, '0'));
  return `${dayOf(moment)} ${time.join(':')}`;
}

/** What the sentences on a connection are filled with. */
export function connectionWords(output: Output, connection: Connection): Parameters {
  return {
    who: contextWords(connection.contextIdentifier, output.t),
    url: connection.baseUrl,
    environment: output.t(`environment.${connection.environment}` as MessageKey),
    method: output.t(`method.${connection.method}`, {
      serial: connection.certificateSerial ?? '',
      date: dayOf(connection.certificateValidTo),
    }),
  };
}

/** How what is unfinished goes on: a message and what fills it. */
export const resumption = (
  { t }: Pick<Output, 't'>,
  unfinished: Unfinished,
  current: Connection | undefined,
): [MessageKey, Parameters] => {
  const { count, baseUrl: url, contextIdentifier } = unfinished;
  if (current && isIn(current)(unfinished)) return ['status.resume', { count }];
  const [who, option] = [contextWords(contextIdentifier, t), contextOption(contextIdentifier)];
  return ['status.resume-elsewhere', { count, url, who, option }];
};

/** What a machine is told of a connection; nothing secret. */
export function connectionObject(connection: Connection): Record<string, unknown> {
  const { environment, method, certificateSerial, certificateValidTo, connectedAt, current } = connection;
  return {
    ...contextObject(connection.contextIdentifier),
    environment,
    url: connection.baseUrl,
    method,
    certificateSerial,
    certificateValidTo,
    connectedAt,
    current,
  };
}
