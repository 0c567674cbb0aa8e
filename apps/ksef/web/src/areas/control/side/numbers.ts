/** The whole number that was typed; undefined where it is none, or outside of the range. */
export function wholeNumber(text: string, least: number, most: number): number | undefined {
  const typed = text.replaceAll(/[\s\u00a0\u202f]/g, '');
  if (!/^[-−]?\d{1,12}$/.test(typed)) return undefined;
  const number = Number(typed.replace('−', '-'));
  return number >= least && number <= most ? number : undefined;
}
