import { Notice, PageHeader, useTexts } from '@kwit/ui';
import { getRouteApi } from '@tanstack/react-router';
import { BackLink } from '../../shell/back-link.tsx';
import { Frame } from '../../shell/frame.tsx';
import { loginTexts } from './texts.ts';

const route = getRouteApi('/login/certificate');

export function CertificatePage() {
  const texts = useTexts(loginTexts);
  const { next } = route.useSearch();
  return (
    <Frame>
      <BackLink label={texts.back} to="/login" search={next === undefined ? {} : { next }} />
      <PageHeader title={texts.certificate} />
      <Notice tone="neutral">{texts.unfinished}</Notice>
    </Frame>
  );
}
