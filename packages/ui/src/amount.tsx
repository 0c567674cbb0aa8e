import classes from './amount.module.css';

export interface AmountProps {
  /** A decimal with a point, as the formats have it: `1234.5`, `-0.01`. */
  readonly value: string | number;
  readonly currency?: string;
  /** Decimal places; two without it. */
  readonly places?: number;
}

/** Money as in a ledger: decimal comma, thin spaces between thousands, a true minus, the currency after the amount. */
export function Amount({ value, currency, places = 2 }: AmountProps) {
  const text = amountText(value, places);
  return (
    <span className={classes.amount} data-zero={/^0(,0*)?$/.test(text) || undefined}>
      {text}
      {currency !== undefined && <span className={classes.currency}> {currency}</span>}
    </span>
  );
}

const thin = '\u202f';

/** The amount as text; nothing is rounded that has no more than the places, and nothing becomes a float that is none. */
export function amountText(value: string | number, places = 2): string {
  const decimal = typeof value === 'number' ? value.toFixed(places) : value.trim();
  const parts = /^([-+]?)0*(\d+)(?:\.(\d*))?$/.exec(decimal);
  if (!parts) return decimal;
  const [, sign = '', whole = '0', fraction = ''] = parts;
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thin);
  const shown = fraction.padEnd(places, '0');
  const minus = sign === '-' && /[1-9]/.test(whole + fraction) ? '−' : '';
  return `${minus}${grouped}${shown === '' ? '' : `,${shown}`}`;
}
