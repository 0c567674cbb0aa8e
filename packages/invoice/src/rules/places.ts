/** Walks over the parts of an FA(3) document that several rules look at, each with its path. */
import type { Fa3 } from '@kwit/formats';

export type Identity = Fa3['Podmiot2']['DaneIdentyfikacyjne'] & { readonly IDWew?: string | undefined };
export type Line = NonNullable<Fa3['Fa']['FaWiersz']>[number];

export type OrderLine = NonNullable<Fa3['Fa']['Zamowienie']>['ZamowienieWiersz'][number];

export interface Placed<Part> {
  readonly path: string;
  readonly part: Part;
}

/**
 * Repeated elements with their number from 1. Put together one by one, not mapped: engines keep mapped arrays in
 * another form as soon as the caller is compiled, and compile all rules that look at the list a second time.
 * @param paths those of the first ones, where they are at hand
 */
export function numbered<Part>(
  path: string,
  parts: readonly Part[] = [],
  paths: readonly string[] = [],
): Placed<Part>[] {
  const placed: Placed<Part>[] = [];
  for (let i = 0; i < parts.length; i += 1) {
    placed.push({ path: paths[i] ?? `${path}[${i + 1}]`, part: parts[i] as Part });
  }
  return placed;
}

/** Every party with its identification: seller, buyer, third parties, authorised party. */
export function parties(invoice: Fa3): Placed<Identity>[] {
  const identity = 'DaneIdentyfikacyjne';
  return [
    { path: `/Faktura/Podmiot1/${identity}`, part: invoice.Podmiot1.DaneIdentyfikacyjne },
    { path: `/Faktura/Podmiot2/${identity}`, part: invoice.Podmiot2.DaneIdentyfikacyjne },
    ...numbered('/Faktura/Podmiot3', invoice.Podmiot3).map(({ path, part }) => ({
      path: `${path}/${identity}`,
      part: part.DaneIdentyfikacyjne,
    })),
    ...(invoice.PodmiotUpowazniony === undefined
      ? []
      : [
          {
            path: `/Faktura/PodmiotUpowazniony/${identity}`,
            part: invoice.PodmiotUpowazniony.DaneIdentyfikacyjne,
          },
        ]),
  ];
}

const linePath = '/Faktura/Fa/FaWiersz';
/** Paths of the first lines, which every document needs. */
const linePaths = Array.from({ length: 100 }, (_, index) => `${linePath}[${index + 1}]`);

export const lines = ({ Fa }: Fa3): Placed<Line>[] => numbered(linePath, Fa.FaWiersz, linePaths);

export const orderLines = (invoice: Fa3): Placed<OrderLine>[] =>
  numbered('/Faktura/Fa/Zamowienie/ZamowienieWiersz', invoice.Fa.Zamowienie?.ZamowienieWiersz);
