/** From an operation's path and parameters to the path of a request. */
import type { Operation } from './define.ts';

/** What an operation needs to have for its path to be filled in. */
type WithPath = Pick<Operation, 'path'>;

/**
 * The path of a request, below the version prefix: each parameter in braces replaced by its value,
 * percent-encoded as one segment.
 * Throws `TypeError` where a parameter is missing, empty, or would change the path (`.`, `..`).
 */
export function pathOf(operation: WithPath, parameters: Readonly<Record<string, string>> = {}): string {
  return operation.path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (typeof value !== 'string' || value === '' || value === '.' || value === '..') {
      throw new TypeError(`${operation.path}: '${name}' must be a non-empty path segment`);
    }
    return encodeURIComponent(value);
  });
}
