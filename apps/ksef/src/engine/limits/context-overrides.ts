/** Limits that test data gave to contexts, in place of the usual ones. */
import type { ContextLimitRow } from '../../store/limits.ts';
import type { Database } from '../../store/store.ts';
import type { ContextIdentifier } from '../identifiers.ts';

/** A context in one word, ended so that none is the beginning of another. */
export const nameOf = ({ type, value }: { type: string; value: string }): string => `${type} ${value} `;

/** Only what was said: null stands for nothing. */
export const withoutNulls = <Limits extends object>(limits: Limits) =>
  Object.fromEntries(Object.entries(limits).filter(([, value]) => value !== null)) as {
    [Name in keyof Limits]: NonNullable<Limits[Name]>;
  };

/** One kind of limits of contexts. They are read once, and kept with every change: nobody else writes them. */
export function contextOverrides<Value extends object>(db: Database, kind: ContextLimitRow['kind']) {
  let known: Promise<Map<string, Value>> | undefined;
  const read = async (): Promise<Map<string, Value>> => {
    const rows = await db.selectFrom('context_limits').selectAll().where('kind', '=', kind).execute();
    return new Map(rows.map(({ type, value, limits }) => [nameOf({ type, value }), JSON.parse(limits)]));
  };
  const all = () => {
    known ??= read().catch((error) => {
      known = undefined;
      throw error;
    });
    return known;
  };
  return {
    of: async (context: ContextIdentifier): Promise<Value | undefined> => (await all()).get(nameOf(context)),
    set: async (context: ContextIdentifier, changes: Value): Promise<void> => {
      const overrides = await all();
      // What a request leaves out stays as it is.
      const merged = { ...overrides.get(nameOf(context)), ...withoutNulls(changes) } as Value;
      const limits = JSON.stringify(merged);
      await db
        .insertInto('context_limits')
        .values({ kind, type: context.type, value: context.value, limits })
        .onConflict((conflict) => conflict.doUpdateSet({ limits }))
        .execute();
      overrides.set(nameOf(context), merged);
    },
    reset: async (context: ContextIdentifier): Promise<void> => {
      await db
        .deleteFrom('context_limits')
        .where('kind', '=', kind)
        .where('type', '=', context.type)
        .where('value', '=', context.value)
        .execute();
      (await all()).delete(nameOf(context));
    },
    forget: () => {
      known = undefined;
    },
  };
}
