import { Notice, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useIdentity } from '../../session/session.ts';
import { shellTexts } from '../../shell/texts.ts';
import { permissionsTexts } from './texts.ts';

export interface NoRightProps {
  readonly title: string;
  /** Who has the right; whoever may manage permissions without it. */
  readonly children?: ReactNode;
}

/** Stands in the place of what somebody may not do, and says who may, and how a company comes by its first such person. */
export function NoRight({ title, children }: NoRightProps) {
  const texts = useTexts(permissionsTexts);
  const { contexts } = useTexts(shellTexts);
  const { context } = useIdentity();
  return (
    <Notice
      tone="neutral"
      title={title}
      action={
        <Stack gap="xs" align="flex-start">
          <Link to="/permissions" search={{ tab: 'mine' }}>
            {texts.toMine}
          </Link>
          <Link to="/control">{texts.toControl}</Link>
        </Stack>
      }
    >
      <Stack gap="xs">
        <span>
          {texts.noRightText(`${contexts[context.type]} ${context.value}`)} {children ?? texts.whoManages}
        </span>
        <span>{texts.zawFa}</span>
      </Stack>
    </Notice>
  );
}
