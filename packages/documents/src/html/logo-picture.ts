/** The company's logo within the page. */
import { base64 } from '../base64.ts';
import { logoFacts } from '../layout/logo.ts';
import type { DocumentLook } from '../layout/look.ts';
import { attribute } from './text.ts';

/** A company makes many documents with one logo. */
const sources = new WeakMap<Uint8Array, string>();

/**
 * The logo as an element; empty where the company has none. Throws what `logoFacts` throws.
 * @param owner whose logo it is, for those who do not see it
 */
export function logoHtml({ logo }: DocumentLook = {}, owner: string): string {
  if (logo === undefined) return '';
  const known = sources.get(logo) ?? sourceOf(logo);
  sources.set(logo, known);
  return `<img class="logo" alt="${attribute(owner)}" ${known}>`;
}

function sourceOf(logo: Uint8Array): string {
  const { width, height, mimeType } = logoFacts(logo);
  return `width="${width}" height="${height}" src="data:${mimeType};base64,${base64(logo)}"`;
}
