import { Notice, PageHeader, useTexts } from '@kwit/ui';
import { Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { BackLink } from '../../shell/back-link.tsx';
import { Frame } from '../../shell/frame.tsx';
import { CertificateForm } from './certificate-form.tsx';
import { SecureContextOnly } from './secure-context.tsx';
import { loginTexts } from './texts.ts';

const route = getRouteApi('/login/certificate');

/** The log-in with a certificate from files: a qualified one, or one of KSeF. */
export function CertificatePage() {
  const texts = useTexts(loginTexts);
  const { method, type, value, next } = route.useSearch();
  return (
    <Frame>
      <BackLink
        label={texts.back}
        to="/login/context"
        search={{ method, ...(next === undefined ? {} : { next }) }}
      />
      <PageHeader
        title={method === 'certificate' ? texts.certificate : texts.ksefCertificate}
        lead={texts.signs(`${texts.types[type]} ${value}`)}
      />
      <Stack gap="lg">
        <Notice tone="neutral">
          {texts.staysHere} {texts.keptNot}
        </Notice>
        <SecureContextOnly>
          <CertificateForm key={method} />
        </SecureContextOnly>
      </Stack>
    </Frame>
  );
}
