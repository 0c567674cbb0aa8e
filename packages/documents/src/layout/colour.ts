/** The accent colour of a company, made readable. */
import { DocumentError } from '../errors.ts';
import type { DocumentLook } from './look.ts';

/** Red, green and blue, 0 to 255. */
type Channels = readonly [number, number, number];

export interface AccentColours {
  /** `#rrggbb`; at least 4.5:1 on white paper. */
  readonly onPaper: string;
  /** `#rrggbb`; at least 7:1 on the sheet of a dark screen, where thin strokes of a dull colour get lost. */
  readonly onDark: string;
}

/** What a company has that says nothing of colours. */
const defaultAccent = '#0b4a8f';
const white: Channels = [255, 255, 255];
const black: Channels = [0, 0, 0];
/** The sheet of a document on a dark screen. */
export const darkSheet = '#1d2126';

/** WCAG 2.2, success criterion 1.4.3: the least contrast of text. */
const leastOnPaper = 4.5;
/** The same, criterion 1.4.6. */
const leastOnDark = 7;

/**
 * The accent of a document: the company's own where it can be read, a darker one (on paper) or a lighter one (on a dark
 * screen) of its hue where it cannot.
 *
 * Throws `DocumentError` 'accent-colour' where the colour is not `#rrggbb`.
 */
export function accentColours(look: DocumentLook = {}): AccentColours {
  const accent = channelsOf(look.accentColour ?? defaultAccent);
  return {
    onPaper: hexOf(readable(accent, white, black, leastOnPaper)),
    onDark: hexOf(readable(accent, channelsOf(darkSheet), white, leastOnDark)),
  };
}

/** Contrast of two colours by WCAG 2.2: 1 to 21. */
export function contrastRatio(first: string, second: string): number {
  return contrastOf(channelsOf(first), channelsOf(second));
}

/** `colour`, moved towards `end` in steps of a hundredth until it stands out from `ground`. */
function readable(colour: Channels, ground: Channels, end: Channels, least: number): Channels {
  for (let hundredths = 0; hundredths < 100; hundredths += 1) {
    const mixed = mix(colour, end, hundredths / 100);
    if (contrastOf(mixed, ground) >= least) return mixed;
  }
  return end;
}

function mix(from: Channels, to: Channels, share: number): Channels {
  const channel = (index: 0 | 1 | 2) => Math.round(from[index] + (to[index] - from[index]) * share);
  return [channel(0), channel(1), channel(2)];
}

function contrastOf(first: Channels, second: Channels): number {
  const [a, b] = [luminance(first), luminance(second)];
  return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
}

/** Relative luminance as WCAG 2.2 defines it. */
function luminance([red, green, blue]: Channels): number {
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

function linear(channel: number): number {
  const share = channel / 255;
  return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
}

function channelsOf(colour: string): Channels {
  if (!/^#[0-9a-f]{6}$/i.test(colour))
    throw new DocumentError('accent-colour', { found: JSON.stringify(colour.slice(0, 40)) });
  const value = Number.parseInt(colour.slice(1), 16);
  return [value >> 16, (value >> 8) & 0xff, value & 0xff];
}

function hexOf(channels: Channels): string {
  return `#${channels.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
}
