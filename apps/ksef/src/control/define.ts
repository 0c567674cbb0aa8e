/** How one operation of the control side is declared: once, for HTTP and for `ksef.control` alike. */
import type { Static, TObject, TSchema } from 'typebox';

export interface ControlOperation<Input extends TObject = TObject, Output extends TSchema = TSchema> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Below `/control`; parameters in braces. */
  readonly path: `/${string}` | '';
  readonly summary: string;
  /** Everything that it is told: parameters of the path, of the query (GET, DELETE) or fields of the body. */
  readonly input: Input;
  readonly output: Output;
}

export const controlOperation = <const Input extends TObject, const Output extends TSchema>(
  declaration: ControlOperation<Input, Output>,
): ControlOperation<Input, Output> => declaration;

/** The operation as a function; the argument may be left out where nothing in it is required. */
export type ControlFunction<O extends ControlOperation> =
  Record<never, never> extends Static<O['input']>
    ? (input?: Static<O['input']>) => Promise<Static<O['output']>>
    : (input: Static<O['input']>) => Promise<Static<O['output']>>;
