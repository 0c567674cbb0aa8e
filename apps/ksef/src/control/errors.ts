/** Refusals of the control side: RFC 9457 problems with a code, a sentence and the path of the field. */
import type { Text } from '../messages.ts';
import { type ControlErrorCode, controlMessages, type Facts } from './messages.ts';

/** One thing that is wrong. */
export interface ControlProblem {
  code: ControlErrorCode;
  /** Dotted path of the field; absent where it is about the whole request. */
  path?: string;
  text: Text;
}

const statuses: Partial<Record<ControlErrorCode, number>> = {
  unauthorized: 401,
  'no-such-address': 404,
  'no-such-fault': 404,
  'no-such-event': 404,
  'no-such-exchange': 404,
  'no-such-snapshot': 404,
  busy: 503,
  'scenario-needs-test': 409,
  'snapshot-newer': 409,
  'snapshot-damaged': 409,
  'method-not-allowed': 405,
  'body-too-large': 413,
  internal: 500,
  'disk-full': 507,
};

export const problemOf = (code: ControlErrorCode, facts: Facts = {}): ControlProblem => ({
  code,
  ...(facts.field === undefined ? {} : { path: facts.field }),
  text: controlMessages[code](facts),
});

/** A request to the control side that is refused; `message` is the English sentence. */
export class ControlError extends Error {
  readonly status: number;
  readonly problems: readonly ControlProblem[];
  readonly code: ControlErrorCode;
  readonly text: Text;

  /** @param problems at least one */
  constructor(problems: readonly ControlProblem[]) {
    const [first = problemOf('internal')] = problems;
    super(problems.map(({ text }) => text.en).join(' '));
    this.name = 'ControlError';
    this.problems = problems;
    this.code = first.code;
    this.text = first.text;
    this.status = statuses[first.code] ?? 400;
  }
}

export const controlError = (code: ControlErrorCode, facts?: Facts): ControlError =>
  new ControlError([problemOf(code, facts)]);

export interface RenderedProblem {
  type: 'about:blank';
  status: number;
  code: ControlErrorCode;
  detail: string;
  instance: string;
  errors: { code: ControlErrorCode; path?: string; detail: string }[];
}

/** The problem in one language. @param instance path of the request */
export function renderProblem(error: ControlError, language: keyof Text, instance: string): RenderedProblem {
  const { status, code, problems } = error;
  return {
    type: 'about:blank',
    status,
    code,
    detail: problems.map(({ text }) => text[language]).join(' '),
    instance,
    errors: problems.map(({ text, ...problem }) => ({ ...problem, detail: text[language] })),
  };
}
