/** The addresses of Latarnia, which is a service of its own beside the API. */
import { latarniaOperations } from '@kwit/ksef-contract';
import type { FastifyInstance } from 'fastify';
import type { Latarnia } from '../engine/latarnia/latarnia.ts';

/** Under the root, too: some clients take the host of Latarnia alone. */
const prefixes = ['/latarnia', ''];

export function addLatarnia(app: FastifyInstance, latarnia: Latarnia): void {
  const answers = { getKsefStatus: latarnia.status, getKsefMessages: latarnia.messages };
  for (const operation of Object.keys(answers) as (keyof typeof answers)[]) {
    const { path } = latarniaOperations[operation];
    for (const prefix of prefixes) {
      app.get(prefix + path, { config: { operation } }, async (_, reply) =>
        reply.type('application/json; charset=utf-8').send(JSON.stringify(await answers[operation]())),
      );
    }
  }
}
