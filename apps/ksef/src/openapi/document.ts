/** The OpenAPI document of this KSeF: the operations of its profile, at its address. */
import { apiVersion, operations } from '@kwit/ksef-contract';
import { openApiDocument } from '@kwit/ksef-contract/openapi';
import { isServed } from '../api/served.ts';
import type { Core } from '../core.ts';

/** The document as text. */
export function documentOf({ engine }: Core): string {
  const { profile } = engine.settings;
  const served = Object.entries(operations).filter(([, operation]) => isServed(operation, profile));
  const document = openApiDocument({
    title: 'KSeF API (local)',
    description: [
      `The API of KSeF as the local KSeF of Kwit has it: version ${apiVersion} of the official one. Made from the contract that`,
      'checks every request here. Sentences of errors and names of permissions are those of the official documentation.',
      `\n\nProfile: \`${profile}\`.`,
    ].join(' '),
    version: apiVersion,
    servers: [
      { url: `${engine.publicUrl()}/v2`, description: 'This KSeF.' },
      { url: '/v2', description: 'This KSeF, at the address of the page.' },
    ],
    operations: Object.fromEntries(served),
  });
  return JSON.stringify(document);
}
