import { formCodes } from '@kwit/ksef-contract';
import { describe, expect, it } from 'vitest';
import { BadRequest } from '../../errors.ts';
import { profiles } from '../../options.ts';
import { formOf } from './requested-form.ts';

describe('a session takes', () => {
  const all = ['FA (2)', 'FA (3)', 'PEF (3)', 'PEF_KOR (3)', 'FA_RR (1)'];
  const taken = {
    Online: { test: all, demo: all.slice(1), prod: all.slice(1) },
    Batch: {
      test: ['FA (2)', 'FA (3)', 'FA_RR (1)'],
      demo: ['FA (3)', 'FA_RR (1)'],
      prod: ['FA (3)', 'FA_RR (1)'],
    },
  };
  it.each(profiles.flatMap((profile) => [['Online', profile] as const, ['Batch', profile] as const]))(
    '(%s, %s) the forms that it should, and refuses the others',
    (session, profile) => {
      const found = formCodes.filter((form) => {
        try {
          return formOf(form, session, profile) === form;
        } catch (error) {
          if (error instanceof BadRequest && error.message === '21405') return false;
          throw error;
        }
      });
      expect(found.map(({ systemCode }) => systemCode)).toEqual(taken[session][profile]);
    },
  );
});
