import { type ReactNode, useEffect } from 'react';
import { AcceptedPanel } from './accepted-panel.tsx';
import { ProgressPanel } from './progress-panel.tsx';
import { resumeSending, type Sending, useActivity, useSending } from './sending.ts';

export interface SendingGateProps {
  readonly children: ReactNode;
  readonly form: Sending['form'];
  /** KSeF has the invoice of this form: what was typed is no longer needed. */
  readonly onAccepted: () => void;
}

/** The form; in its place what becomes of the invoice, from the moment it is sent until the next one is begun. */
export function SendingGate({ children, form, onAccepted }: SendingGateProps) {
  const sending = useSending();
  const activity = useActivity();
  useEffect(resumeSending, []);
  const isAccepted = sending?.outcome?.kind === 'accepted';
  // biome-ignore lint/correctness/useExhaustiveDependencies: done once for each invoice that is accepted
  useEffect(() => {
    if (isAccepted && sending.form === form) onAccepted();
  }, [isAccepted]);
  if (sending?.outcome?.kind === 'accepted')
    return <AcceptedPanel sending={sending} outcome={sending.outcome} />;
  if (sending?.outcome === undefined && (sending?.session !== undefined || activity.step === 'opening')) {
    return <ProgressPanel number={sending?.number} activity={activity} />;
  }
  return children;
}
