import { expect, it, test } from 'vitest';
import { amountInWords } from './amount-in-words.ts';

it.each([
  ['0', 'zero złotych 00/100', 'zero PLN 00/100'],
  ['1', 'jeden złoty 00/100', 'one PLN 00/100'],
  ['2.5', 'dwa złote 50/100', 'two PLN 50/100'],
  ['5', 'pięć złotych 00/100', 'five PLN 00/100'],
  ['12.03', 'dwanaście złotych 03/100', 'twelve PLN 03/100'],
  ['13', 'trzynaście złotych 00/100', 'thirteen PLN 00/100'],
  ['21', 'dwadzieścia jeden złotych 00/100', 'twenty-one PLN 00/100'],
  ['22', 'dwadzieścia dwa złote 00/100', 'twenty-two PLN 00/100'],
  ['101', 'sto jeden złotych 00/100', 'one hundred one PLN 00/100'],
  ['112', 'sto dwanaście złotych 00/100', 'one hundred twelve PLN 00/100'],
  ['1000', 'tysiąc złotych 00/100', 'one thousand PLN 00/100'],
  ['1001', 'tysiąc jeden złotych 00/100', 'one thousand one PLN 00/100'],
  ['2004', 'dwa tysiące cztery złote 00/100', 'two thousand four PLN 00/100'],
  [
    '12345.67',
    'dwanaście tysięcy trzysta czterdzieści pięć złotych 67/100',
    'twelve thousand three hundred forty-five PLN 67/100',
  ],
  ['21000', 'dwadzieścia jeden tysięcy złotych 00/100', 'twenty-one thousand PLN 00/100'],
  ['1000000', 'milion złotych 00/100', 'one million PLN 00/100'],
  ['5000002', 'pięć milionów dwa złote 00/100', 'five million two PLN 00/100'],
  ['-123.45', 'minus sto dwadzieścia trzy złote 45/100', 'minus one hundred twenty-three PLN 45/100'],
  ['-0.00', 'zero złotych 00/100', 'zero PLN 00/100'],
])('%s is «%s»', (amount, pl, en) => {
  expect(amountInWords(amount, 'PLN')).toEqual({ pl, en });
});

test('the largest amount of the schema has its words', () => {
  expect(amountInWords('9999999999999999.99', 'EUR')?.pl).toBe(
    'dziewięć biliardów dziewięćset dziewięćdziesiąt dziewięć bilionów dziewięćset dziewięćdziesiąt dziewięć miliardów dziewięćset dziewięćdziesiąt dziewięć milionów dziewięćset dziewięćdziesiąt dziewięć tysięcy dziewięćset dziewięćdziesiąt dziewięć EUR 99/100',
  );
});

test('what is no amount has none', () => {
  for (const text of ['', 'abc', '1,50', '1.234', '1'.repeat(19)]) {
    expect(amountInWords(text, 'PLN')).toBeUndefined();
  }
});
