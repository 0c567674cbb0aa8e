/** What the password of a key must and must not contain, as the official application asks for it. */

const special = '!@#$%^&*()\\-_+=';
const polish = 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ';

const rules = {
  length: /^[\s\S]{15,}$/,
  capital: /[A-Z]/,
  small: /[a-z]/,
  digit: /[0-9]/,
  special: new RegExp(`[${special}]`),
  notLonger: /^[\s\S]{0,32}$/,
  noPolish: new RegExp(`^[^${polish}]*$`),
  noOtherSpecial: new RegExp(`^[A-Za-z0-9${polish}${special}]*$`),
} as const;

export type PasswordRule = keyof typeof rules;

export const mustContain = ['length', 'capital', 'small', 'digit', 'special'] as const;
export const mustNotContain = ['notLonger', 'noPolish', 'noOtherSpecial'] as const;

export const isMet = (rule: PasswordRule, password: string): boolean => rules[rule].test(password);

export const isAllowed = (password: string): boolean =>
  [...mustContain, ...mustNotContain].every((rule) => isMet(rule, password));
