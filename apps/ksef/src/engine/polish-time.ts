/** The calendar and the clocks of Poland: days in KSeF are Polish days, and time without an offset is Polish time. */

const minuteMs = 60_000;
/** Answers that are kept: for the moment that a package was opened, those in which it is judged, and the present. */
const keptAnswers = 8;

/** The function of whole numbers that is given; what it said of those asked last is kept, as rows written together ask for the same few. */
export function keepingFew<Value>(of: (key: number) => Value): (key: number) => Value {
  const known = new Map<number, Value>();
  return (key) => {
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    if (known.size >= keptAnswers) known.clear();
    const value = of(key);
    known.set(key, value);
    return value;
  };
}

/** A function of moments that is the same within a minute, as everything about calendars is. */
function perMinute<Value>(of: (ms: number) => Value): (ms: number) => Value {
  const ofMinute = keepingFew((minute) => of(minute * minuteMs));
  return (ms) => ofMinute(Math.floor(ms / minuteMs));
}

const day = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Warsaw', dateStyle: 'short' });

/** The calendar day of a moment (milliseconds since 1970), `yyyy-mm-dd`. */
export const polishDayOf: (ms: number) => string = perMinute((ms) => day.format(ms));

const offsets = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Warsaw', timeZoneName: 'longOffset' });

/** How far the clocks are ahead of UTC at a moment, both in milliseconds. */
export const polishOffsetMs: (ms: number) => number = perMinute((ms) => {
  const name = offsets.formatToParts(ms).find(({ type }) => type === 'timeZoneName');
  return offsetMs(name?.value.replace('GMT', '') ?? '');
});

const isoPattern =
  /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2})(?::(\d{2})(?:\.(\d+))?)?(Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)?)?$/i;

/** What can be written with four digits of a year: answers have no other form. */
const earliest = Date.parse('0000-01-01T00:00:00Z');
const latest = Date.parse('9999-12-31T23:59:59.999Z');

/**
 * Reads a date, or a date and time, in ISO 8601. Without an offset it is what the clocks show; a day alone is its midnight.
 * @returns whole milliseconds since 1970; NaN where the text is no moment of the years 0 to 9999 (UTC)
 */
export const momentOf = (text: string): number => {
  const { secondMs, microseconds } = read(text);
  return secondMs + Math.floor(microseconds / 1000);
};

/** The same in whole microseconds; further digits are left out. */
export function microsecondsOf(text: string): number {
  const { secondMs, microseconds } = read(text);
  return secondMs * 1000 + microseconds;
}

const none = { secondMs: Number.NaN, microseconds: Number.NaN };

function read(text: string): { secondMs: number; microseconds: number } {
  const match = isoPattern.exec(text);
  if (!match) return none;
  const [, year, month, day, hour = '00', minute = '00', second = '00', fraction = '', offset] = match;
  const shown = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  // A day that the month does not have would be one of the next.
  if (Number.isNaN(shown) || new Date(shown).getUTCDate() !== Number(day)) return none;
  const secondMs = offset === undefined ? whenShown(shown) : shown - offsetMs(offset);
  if (secondMs < earliest || secondMs > latest) return none;
  return { secondMs, microseconds: Number(fraction.padEnd(6, '0').slice(0, 6)) };
}

/** @param offset `+02:00`, in times before 1915 with seconds; `Z` and nothing are none */
function offsetMs(offset: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = offset.slice(1).split(':').map(Number);
  return (offset.startsWith('-') ? -1 : 1) * ((hours * 60 + minutes) * minuteMs + seconds * 1000);
}

/** In the hour that the spring skips, the later reading; in the one that the autumn repeats, the earlier. */
function whenShown(shown: number): number {
  const summer = shown - 2 * 60 * minuteMs;
  return summer + polishOffsetMs(summer) === shown ? summer : shown - 60 * minuteMs;
}
