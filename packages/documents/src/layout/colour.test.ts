import { describe, expect, it } from 'vitest';
import { DocumentError } from '../errors.ts';
import { accentColours, contrastRatio, darkSheet } from './colour.ts';

describe('the accent colour', () => {
  it('is the company’s own where it can be read', () => {
    expect(accentColours({ accentColour: '#7A1FA2' }).onPaper).toBe('#7a1fa2');
    expect(accentColours({ accentColour: '#ffd54f' }).onDark).toBe('#ffd54f');
  });

  it.each(['#ffff00', '#ffffff', '#00ff00', '#f7941d', '#888888'])(
    'is darkened on paper until it can be read: %s',
    (accentColour) => {
      expect(contrastRatio(accentColour, '#ffffff')).toBeLessThan(4.5);
      expect(contrastRatio(accentColours({ accentColour }).onPaper, '#ffffff')).toBeGreaterThanOrEqual(4.5);
    },
  );

  it.each(['#000000', '#0000ff', '#0b4a8f', '#402020'])(
    'is lightened on a dark screen: %s',
    (accentColour) => {
      expect(contrastRatio(accentColour, darkSheet)).toBeLessThan(7);
      expect(contrastRatio(accentColours({ accentColour }).onDark, darkSheet)).toBeGreaterThanOrEqual(7);
    },
  );

  it('keeps its hue: a bright red stays red', () => {
    expect(accentColours({ accentColour: '#ff4040' }).onPaper).toMatch(/^#[c-f].(3.){2}$/);
  });

  it('is refused where it is no colour', () => {
    for (const accentColour of ['red', '#fff', '#12345g', '#0b4a8f;}', '']) {
      expect(() => accentColours({ accentColour })).toThrow(DocumentError);
    }
  });
});
