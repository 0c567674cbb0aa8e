import { useDraft } from '@kwit/ui';
import { useEffect, useRef, useState } from 'react';
import { type Application, type MadeKey, saveKey } from './application.ts';
import { KeyStep } from './key-step.tsx';
import { RequestStep } from './request-step.tsx';

/** The application in two steps: the key with the request, then the request to KSeF. */
export function ApplyPage() {
  const [application, setApplication, clear] = useDraft<Application | null>('certificates.application', null);
  const [made, setMade] = useState<MadeKey>();
  const isKeyMade = application !== null;
  useHeadingFocus(isKeyMade);
  if (!application) {
    return (
      <KeyStep
        onMade={(key) => {
          saveKey(key);
          setMade(key);
          setApplication(key.application);
        }}
      />
    );
  }
  return (
    <RequestStep
      application={application}
      onSent={(referenceNumber) => setApplication({ ...application, referenceNumber })}
      onIssued={(serialNumber) => setApplication({ ...application, serialNumber })}
      onAgain={() => {
        clear();
        setMade(undefined);
      }}
      {...(made && { onSaveKey: () => saveKey(made) })}
    />
  );
}

/** A new step is a new page to whoever does not see it: its heading takes the focus. */
function useHeadingFocus(step: boolean): void {
  const shown = useRef(step);
  useEffect(() => {
    if (shown.current !== step) document.querySelector('h1')?.focus();
    shown.current = step;
  }, [step]);
}
