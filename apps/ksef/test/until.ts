/** Waiting for a condition, never for a time: asks again until the answer is there, and fails loudly when it never comes. */
export async function until<Value>(
  ask: () => Promise<Value | undefined | false | null> | Value | undefined | false | null,
  withinMs = 50_000,
): Promise<Value> {
  const deadline = Date.now() + withinMs;
  for (;;) {
    const value = await ask();
    if (value) return value;
    if (Date.now() > deadline) throw new Error(`The condition did not hold within ${withinMs} ms: ${ask}`);
    await new Promise((next) => setTimeout(next, 10));
  }
}
