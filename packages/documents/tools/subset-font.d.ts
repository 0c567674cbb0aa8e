/** The part that `make-fonts.ts` uses; the package brings no types. */
declare module 'subset-font' {
  export interface SubsetOptions {
    readonly targetFormat: 'truetype';
    readonly noHinting: boolean;
    readonly noLayoutClosure: boolean;
    readonly keepFeatures: readonly string[];
    readonly dropTables: readonly string[];
  }
  export default function subsetFont(
    font: Uint8Array,
    text: string,
    options: SubsetOptions,
  ): Promise<Uint8Array>;
}
