/** Calls of the control side over HTTP, with the key of the tab. */
import { controlUrl } from '../../../addresses.ts';
import { unrecordedFetch } from '../../../api/connection.ts';
import { controlKey, forgetControlKey } from '../../../session/control-key.ts';
import {
  type ControlInput,
  type ControlOperationName,
  type ControlOutput,
  controlAddresses,
} from './operations.ts';

/** One thing that the control side refuses. */
export interface ControlProblem {
  readonly code: string;
  /** Name of the field, where it is about one. */
  readonly path?: string;
  /** A sentence in the language of the page. */
  readonly detail: string;
}

/** The control side does not do what it was told. */
export class ControlRefusal extends Error {
  readonly status: number;
  readonly problems: readonly ControlProblem[];
  constructor(status: number, problems: readonly ControlProblem[]) {
    super(problems.map(({ detail }) => detail).join(' '));
    this.name = 'ControlRefusal';
    this.status = status;
    this.problems = problems;
  }
}

export interface ControlCallOptions {
  readonly signal?: AbortSignal;
  /** Another key than that of the tab. */
  readonly key?: string;
}

/** What a header can carry: no key has anything else. */
const isSendable = /^[ -~]*$/;

function refuseKey(key: string): void {
  if (key === controlKey()) forgetControlKey(true);
}

/** @throws {ControlRefusal} where it is refused; `TypeError` where nobody answers */
export async function callControl<Name extends ControlOperationName>(
  name: Name,
  input: ControlInput<Name>,
  { signal, key = controlKey() ?? '' }: ControlCallOptions = {},
): Promise<ControlOutput<Name>> {
  if (!isSendable.test(key)) {
    refuseKey(key);
    throw new ControlRefusal(401, problemsOfStatus(401));
  }
  const { method, address, body } = requestOf(name, input as Readonly<Record<string, unknown>>);
  const response = await unrecordedFetch(controlUrl + address, {
    method,
    cache: 'no-store',
    headers: {
      authorization: `Bearer ${key}`,
      'accept-language': document.documentElement.lang,
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body }),
    ...(signal && { signal }),
  });
  if (response.ok) return (await response.json()) as ControlOutput<Name>;
  if (response.status === 401) refuseKey(key);
  throw new ControlRefusal(response.status, await problemsOf(response));
}

/** Fields of the input go into the path where it names them, else into the query or the body. */
function requestOf(name: ControlOperationName, input: Readonly<Record<string, unknown>>) {
  const [method = '', path = ''] = controlAddresses[name].split(' ', 2);
  const rest = new Map(Object.entries(input).filter(([, value]) => value !== undefined));
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, field: string) => {
    const value = String(rest.get(field));
    rest.delete(field);
    return encodeURIComponent(value);
  });
  if (method === 'GET' || method === 'DELETE') {
    const query = new URLSearchParams([...rest].map(([field, value]) => [field, String(value)]));
    return { method, address: query.size > 0 ? `${filled}?${query}` : filled, body: undefined };
  }
  return { method, address: filled, body: JSON.stringify(Object.fromEntries(rest)) };
}

async function problemsOf(response: Response): Promise<readonly ControlProblem[]> {
  const text = await response.text();
  try {
    const { errors } = JSON.parse(text) as { errors?: ControlProblem[] };
    if (errors && errors.length > 0) return errors;
  } catch {
    // Something before the control side answered.
  }
  return problemsOfStatus(response.status);
}

const problemsOfStatus = (status: number): readonly ControlProblem[] => [
  { code: `http-${status}`, detail: '' },
];
