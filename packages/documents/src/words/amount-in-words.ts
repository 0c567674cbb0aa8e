/** Amounts of money in words, as invoices have them below the total: «sto dwadzieścia trzy złote 45/100». */
import type { Text } from '@kwit/formats';

/** Which of three forms a Polish number asks for: one, two to four, all others. */
type PolishForms = readonly [one: string, few: string, many: string];

const words = (text: string): readonly string[] => text.split(' ');

/** From zero, which has no word within a number. */
const polishOnes = words(' jeden dwa trzy cztery pięć sześć siedem osiem dziewięć');
const polishTeens = words(
  'dziesięć jedenaście dwanaście trzynaście czternaście piętnaście szesnaście siedemnaście osiemnaście dziewiętnaście',
);
const polishTens = words(
  '  dwadzieścia trzydzieści czterdzieści pięćdziesiąt sześćdziesiąt siedemdziesiąt osiemdziesiąt dziewięćdziesiąt',
);
const polishHundreds = words(
  ' sto dwieście trzysta czterysta pięćset sześćset siedemset osiemset dziewięćset',
);

/** Thousands, millions and so on. */
const polishScales: readonly PolishForms[] = [
  ['tysiąc', 'tysiące', 'tysięcy'],
  ['milion', 'miliony', 'milionów'],
  ['miliard', 'miliardy', 'miliardów'],
  ['bilion', 'biliony', 'bilionów'],
  ['biliard', 'biliardy', 'biliardów'],
];

const zloty: PolishForms = ['złoty', 'złote', 'złotych'];

const englishOnes = words(
  ' one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen',
);
const englishTens = words('  twenty thirty forty fifty sixty seventy eighty ninety');
const englishScales = words('thousand million billion trillion quadrillion');

/**
 * @param amount decimal text with at most two decimals, as TKwotowy has it
 * @param currency ISO 4217; złoty is declined, others stand as their code
 * @returns undefined where the text is no such amount
 */
export function amountInWords(amount: string, currency: string): Text | undefined {
  const parts = /^(-?)(\d{1,18})(?:\.(\d{1,2}))?$/.exec(amount);
  if (parts === null) return undefined;
  const [, sign, whole = '', hundredths = ''] = parts;
  const groups = inThousands(whole);
  const rest = `${hundredths.padEnd(2, '0')}/100`;
  const isNegative = sign === '-' && /[1-9]/.test(amount);
  const unit = currency === 'PLN' ? formOf(zloty, groups) : currency;
  const pl = `${polishNumber(groups)} ${unit} ${rest}`;
  const en = `${englishNumber(groups)} ${currency} ${rest}`;
  return isNegative ? { pl: `minus ${pl}`, en: `minus ${en}` } : { pl, en };
}

/** From the highest to the lowest: 1234567 is 1, 234, 567. */
function inThousands(digits: string): readonly number[] {
  const groups: number[] = [];
  for (let end = digits.length; end > 0; end -= 3) {
    groups.unshift(Number(digits.slice(Math.max(0, end - 3), end)));
  }
  return groups;
}

/** One of all is a unit; otherwise the last two digits decide. */
function formOf(forms: PolishForms, groups: readonly number[]): string {
  const last = groups.at(-1) ?? 0;
  const isOne = last === 1 && groups.slice(0, -1).every((group) => group === 0);
  if (isOne) return forms[0];
  const isFew = last % 10 >= 2 && last % 10 <= 4 && Math.trunc((last % 100) / 10) !== 1;
  return isFew ? forms[1] : forms[2];
}

function polishNumber(groups: readonly number[]): string {
  const said = groups.flatMap((group, index) => {
    const scale = polishScales[groups.length - index - 2];
    if (group === 0) return [];
    if (scale === undefined) return polishGroup(group);
    // A thousand is «tysiąc», never «jeden tysiąc».
    return group === 1 ? [scale[0]] : [...polishGroup(group), formOf(scale, [group])];
  });
  return said.length === 0 ? 'zero' : said.join(' ');
}

function polishGroup(group: number): readonly string[] {
  const hundreds = Math.trunc(group / 100);
  const tens = Math.trunc((group % 100) / 10);
  const ones = group % 10;
  const said =
    tens === 1
      ? [polishHundreds[hundreds], polishTeens[ones]]
      : [polishHundreds[hundreds], polishTens[tens], polishOnes[ones]];
  return said.filter(isSaid);
}

/** Zero tens have no word. */
const isSaid = (word: string | undefined): word is string => word !== undefined && word !== '';

function englishNumber(groups: readonly number[]): string {
  const said = groups.flatMap((group, index) => {
    const scale = englishScales[groups.length - index - 2];
    if (group === 0) return [];
    return scale === undefined ? englishGroup(group) : [...englishGroup(group), scale];
  });
  return said.length === 0 ? 'zero' : said.join(' ');
}

function englishGroup(group: number): readonly string[] {
  const hundreds = Math.trunc(group / 100);
  const rest = group % 100;
  const tens = englishTens[Math.trunc(rest / 10)];
  const ones = englishOnes[rest % 10];
  const below = rest < 20 ? englishOnes[rest] : ones === '' ? tens : `${tens}-${ones}`;
  const said = [...(hundreds === 0 ? [] : [englishOnes[hundreds], 'hundred']), below];
  return said.filter(isSaid);
}
