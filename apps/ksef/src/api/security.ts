import type { Core } from '../core.ts';
import { isoMoment } from '../engine/clock.ts';
import type { HandlersOf } from './handlers.ts';

export function securityHandlers({ engine }: Core): HandlersOf<'listPublicKeyCertificates'> {
  return {
    listPublicKeyCertificates: async () => {
      const { publishedKeys } = await engine.authorities;
      return publishedKeys.map(({ certificate, certificateId, publicKeyId, usage }) => ({
        certificate: certificate.raw.toString('base64'),
        certificateId,
        publicKeyId,
        validFrom: isoMoment(certificate.validFromDate.getTime()),
        validTo: isoMoment(certificate.validToDate.getTime()),
        usage: [usage],
      }));
    },
  };
}
