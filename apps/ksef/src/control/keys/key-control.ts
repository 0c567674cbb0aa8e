/** Rotation of the published keys, on request. */
import type { PublishedKey } from '../../engine/authorities.ts';
import { isoMoment } from '../../engine/clock.ts';
import type { Engine } from '../../engine/engine.ts';
import { rotateKey, withdrawFormerKey } from '../../engine/key-rotation.ts';
import type { Control } from '../operations.ts';

export function createKeyControl(engine: Engine): Pick<Control, 'rotateKey' | 'withdrawFormerKey'> {
  return {
    rotateKey: async ({ usage, kind = 'planned' }) => (await rotateKey(engine, usage, kind)).map(shown),
    withdrawFormerKey: async ({ usage }) => (await withdrawFormerKey(engine, usage)).map(shown),
  };
}

const shown = ({ publicKeyId, certificateId, certificate }: PublishedKey) => ({
  publicKeyId,
  certificateId,
  validFrom: isoMoment(certificate.validFromDate.getTime()),
  validTo: isoMoment(certificate.validToDate.getTime()),
});
