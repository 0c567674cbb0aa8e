import Type from 'typebox';
import { keyUsages } from '../../engine/authorities.ts';
import { keyRotations } from '../../engine/key-rotation.ts';
import { controlOperation } from '../define.ts';

const Keys = Type.Array(
  Type.Object({
    publicKeyId: Type.String(),
    certificateId: Type.String(),
    validFrom: Type.String(),
    validTo: Type.String(),
  }),
  { description: 'the keys of the usage that are good from now on, newest first' },
);
const usage = Type.Enum([...keyUsages], {
  description: 'what callers encrypt under the key',
});

export const keyOperations = {
  rotateKey: controlOperation({
    method: 'POST',
    path: '/keys/rotate',
    summary:
      'Publishes a new key: beside the present one (planned), in its place (emergency), or the same key with a new certificate (recertification).',
    input: Type.Object(
      { usage, kind: Type.Optional(Type.Enum([...keyRotations], { description: 'default: planned' })) },
      { additionalProperties: false },
    ),
    output: Keys,
  }),
  withdrawFormerKey: controlOperation({
    method: 'POST',
    path: '/keys/withdraw',
    summary: 'Ends a planned rotation: the former key is good no longer.',
    input: Type.Object({ usage }, { additionalProperties: false }),
    output: Keys,
  }),
} as const;
