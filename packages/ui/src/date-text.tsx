import { type Language, useLanguage } from './language.tsx';

export interface DateTextProps {
  /** ISO 8601; a day (`2026-02-25`) is shown as that day wherever one is. */
  readonly value: string;
  /** Shows the time as well. */
  readonly time?: boolean;
}

/** A date as Poland writes it: 25.02.2026, with the time in Poland where it is asked for. */
export function DateText({ value, time = false }: DateTextProps) {
  const { language } = useLanguage();
  return <time dateTime={value}>{dateText(value, language, time)}</time>;
}

const options = { day: '2-digit', month: '2-digit', year: 'numeric', timeZone: 'Europe/Warsaw' } as const;
const clock = { hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
const formats: Record<Language, { day: Intl.DateTimeFormat; moment: Intl.DateTimeFormat }> = {
  pl: {
    day: new Intl.DateTimeFormat('pl-PL', options),
    moment: new Intl.DateTimeFormat('pl-PL', { ...options, ...clock }),
  },
  en: {
    day: new Intl.DateTimeFormat('en-GB', options),
    moment: new Intl.DateTimeFormat('en-GB', { ...options, ...clock }),
  },
};

/** The date as text; what is no date stays as it is. */
export function dateText(value: string, language: Language, time = false): string {
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(value);
  const moment = new Date(isDay ? `${value}T12:00:00Z` : value);
  if (Number.isNaN(moment.getTime())) return value;
  return formats[language][time && !isDay ? 'moment' : 'day'].format(moment);
}
