/** Checks what an operation of the control side is told against its schema. */
import { faultsOf, fieldOf, type SchemaFault } from '../validation.ts';
import type { ControlOperation } from './define.ts';
import { ControlError, type ControlProblem, problemOf } from './errors.ts';

/** Throws `ControlError` that names every fault with its field. */
export async function checkInput(operation: ControlOperation, input: unknown): Promise<void> {
  const faults = await faultsOf(operation.input, input);
  if (faults.length === 0) return;
  const problems = faults.flatMap(problemsOf);
  const paths = new Set<string | undefined>();
  // A union tells of every branch; the first word on a field is enough.
  throw new ControlError(problems.filter(({ path }) => !paths.has(path) && paths.add(path)));
}

function problemsOf(fault: SchemaFault): ControlProblem[] {
  const { params } = fault;
  const field = fieldOf(fault.instancePath);
  const limit = String(params.limit);
  switch (fault.keyword) {
    case 'required':
      return [problemOf('required', { field })];
    case 'additionalProperties':
      return (params.additionalProperties as string[]).map((name) =>
        problemOf('unknown-field', { field: field === '' ? name : `${field}.${name}` }),
      );
    // How a field that is not among the known ones is told by its own place.
    case 'boolean':
      return [problemOf('unknown-field', { field })];
    case 'type':
      return [problemOf('wrong-type', { field, allowed: [params.type].flat().join(' | ') })];
    case 'enum':
    case 'const':
      return [
        problemOf('not-allowed', {
          field,
          allowed: [params.allowedValues ?? params.allowedValue].flat().join(' '),
        }),
      ];
    case 'minimum':
    case 'minLength':
    case 'minItems':
    case 'exclusiveMinimum':
      return [problemOf('out-of-range', { field, allowed: `≥ ${limit}` })];
    case 'maximum':
    case 'maxLength':
    case 'maxItems':
    case 'exclusiveMaximum':
      return [problemOf('out-of-range', { field, allowed: `≤ ${limit}` })];
    case 'format':
      return [problemOf('wrong-form', { field, allowed: 'ISO 8601, 2026-03-01T12:00:00Z' })];
    default:
      return [problemOf('wrong-form', { field })];
  }
}
