import type { SessionStatusResponse, SessionType } from '@kwit/ksef-contract';
import { StatusWord, useTexts } from '@kwit/ui';
import { sessionTones, sessionWordOf } from './session-states.ts';
import { sessionsTexts } from './texts.ts';

/** Where a session stands, in a word. */
export function SessionStatus({
  session,
  type,
}: {
  session: Pick<SessionStatusResponse, 'status'>;
  type: SessionType;
}) {
  const texts = useTexts(sessionsTexts);
  const word = sessionWordOf(session, type);
  return <StatusWord tone={sessionTones[word]}>{texts.words[word]}</StatusWord>;
}
