import { KsefError } from '@kwit/ksef-client';
import { ErrorNotice, useTexts } from '@kwit/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useFailure } from '../../api/failure.ts';
import { LogInRefused } from './certificate-log-in.ts';
import { noPermissions } from './log-in-failure.tsx';
import { loginTexts } from './texts.ts';

const route = getRouteApi('/login/certificate');

/** KSeF does not take the certificate: it is not valid, revoked, or of nobody it trusts. */
const badCertificate = 460;

/** Why KSeF does not take a certificate, as a sentence; undefined for any other failure. */
export function refusedCertificateOf(error: unknown): string | undefined {
  if (!(error instanceof KsefError)) return undefined;
  const found = error.codes.find(({ code }) => code === badCertificate);
  if (!found) return undefined;
  const reason = found.details.join(' ') || found.description;
  return /[.!?]$/.test(reason) ? reason : `${reason}.`;
}

/** A failure of the log-in that no field of the form can mend. */
export function CertificateFailure({ error }: { error: unknown }) {
  const texts = useTexts(loginTexts);
  const { method, type, value, next } = route.useSearch();
  const refused = error instanceof LogInRefused ? error : undefined;
  const cause = refused?.cause ?? error;
  const failure = useFailure(cause);
  if (!failure) return null;
  if (!refused || !(cause instanceof KsefError) || !cause.hasCode(noPermissions)) {
    return <ErrorNotice title={texts.failed} failure={failure} />;
  }
  const context = `${texts.types[type]} ${value}`;
  const shown = {
    ...failure,
    happened: texts.certificateNoRights(refused.subject, context),
    remedy: texts.certificateNoRightsRemedy,
  };
  return (
    <>
      <ErrorNotice title={texts.failed} failure={shown} />
      <Link to="/login/context" search={{ method, ...(next === undefined ? {} : { next }) }}>
        {texts.changeContext}
      </Link>
    </>
  );
}
