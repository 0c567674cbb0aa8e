/** `kwit cert list`: the certificates of the connected subject. */
import type { Command, ConnectionChoice } from '../command.ts';
import { dayOf } from '../connection-text.ts';
import { exitCodes } from '../exit.ts';
import { openKsef } from '../ksef.ts';
import { wordOf } from '../output.ts';

/** More pages than anybody has certificates: the loop has an end whatever KSeF answers. */
const mostPages = 200;

export const run: Command<[], ConnectionChoice> = async (context, options) => {
  const { output, signal } = context;
  const ksef = await openKsef(context, options);
  let shown = 0;
  for (let pageOffset = 0; pageOffset < mostPages; pageOffset++) {
    const page = await ksef.loggedIn(() =>
      ksef.client.operations.queryCertificates({ query: { pageSize: 50, pageOffset }, body: {} }, { signal }),
    );
    for (const certificate of page.certificates) {
      shown += 1;
      output.object({ ...certificate });
      output.say('cert.line', {
        serial: certificate.certificateSerialNumber,
        status: wordOf(output, 'certificate-status', certificate.status),
        type: wordOf(output, 'certificate-type', certificate.type),
        from: dayOf(certificate.validFrom),
        to: dayOf(certificate.validTo),
        name: certificate.name,
      });
    }
    if (!page.hasMore) break;
  }
  if (shown === 0) output.say('cert.none');
  return exitCodes.done;
};
