import { accentColours } from './colour.ts';
import { logoFacts } from './logo.ts';
import type { DocumentLook } from './look.ts';

/** Throws what the renderers would throw of a look, before there is anything to render: `DocumentError` 'accent-colour', 'logo-…'. */
export function checkDocumentLook(look: DocumentLook): void {
  accentColours(look);
  if (look.logo !== undefined) logoFacts(look.logo);
}
