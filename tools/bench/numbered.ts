/** One invoice again and again, each made when its turn comes, with a number of its own that begins with the series. */
export function* numbered(invoice: Uint8Array, count: number, series: string): Generator<Uint8Array> {
  const text = new TextDecoder().decode(invoice);
  const [before, after] = text.split(/(?<=<P_2>)[^<]*/).map((part) => Buffer.from(part));
  if (!before || !after) throw new Error('the invoice has no number');
  for (let number = 1; number <= count; number += 1) {
    yield Buffer.concat([before, Buffer.from(`${series}/${number}`), after]);
  }
}
