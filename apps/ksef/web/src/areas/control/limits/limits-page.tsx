import {
  type ApiRateLimitsOverride,
  type EffectiveApiRateLimits,
  type EffectiveContextLimits,
  type EffectiveSubjectLimits,
  unlimitedRate,
} from '@kwit/ksef-contract';
import { Notice, PageHeader, useTexts } from '@kwit/ui';
import { Button, Stack } from '@mantine/core';
import { Link, useLocation } from '@tanstack/react-router';
import { useApiQuery } from '../../../api/use-api.ts';
import { currentClient, useSession } from '../../../session/session.ts';
import { TestProfileOnly } from '../people/test-profile-only.tsx';
import { LimitForm, Loaded } from './limit-form.tsx';
import { limitTexts } from './texts.ts';

export function LimitsPage() {
  const texts = useTexts(limitTexts);
  const session = useSession();
  return (
    <>
      <PageHeader title={texts.title} lead={texts.lead} />
      <TestProfileOnly>
        {session.status === 'anonymous' ? (
          <LogInFirst />
        ) : (
          <LimitsOf context={session.identity.context.value} />
        )}
      </TestProfileOnly>
    </>
  );
}

function LogInFirst() {
  const texts = useTexts(limitTexts);
  const { pathname } = useLocation();
  const action = (
    <Button renderRoot={(props) => <Link to="/login" search={{ next: pathname }} {...props} />}>
      {texts.logIn}
    </Button>
  );
  return (
    <Notice tone="neutral" title={texts.loginTitle} action={action}>
      {texts.loginText}
    </Notice>
  );
}

function LimitsOf({ context }: { context: string }) {
  const texts = useTexts(limitTexts);
  const ofContext = useApiQuery('getContextLimits', {});
  const ofSubject = useApiQuery('getSubjectLimits', {});
  const rates = useApiQuery('getRateLimits', {});
  return (
    <Stack gap={40}>
      <strong>{texts.of(context)}</strong>
      <Loaded query={ofContext}>{(current) => <SessionLimits current={current} />}</Loaded>
      <Loaded query={ofSubject}>{(current) => <CertificateLimits current={current} />}</Loaded>
      <Loaded query={rates}>{(current) => <RateLimits current={current} />}</Loaded>
    </Stack>
  );
}

const sessionFields = [
  ['maxInvoiceSizeInMB', 0, 5],
  ['maxInvoiceWithAttachmentSizeInMB', 0, 10],
  ['maxInvoices', 0, 100_000],
] as const;

function SessionLimits({ current }: { current: EffectiveContextLimits }) {
  const texts = useTexts(limitTexts);
  const group = (kind: 'onlineSession' | 'batchSession', title: string) => ({
    title,
    fields: sessionFields.map(([field, least, most]) => ({
      name: `${kind}-${field}`,
      label: texts[field],
      least,
      most,
      current: current[kind][field],
    })),
  });
  return (
    <LimitForm
      draft="control.limits.session"
      title={texts.sessions}
      groups={[
        group('onlineSession', texts.online),
        group('batchSession', texts.batch),
        {
          title: texts.collective,
          fields: [
            {
              name: 'collective',
              label: texts.maxInvoices,
              least: 2,
              most: 5000,
              current: current.collectiveIdentifier.maxInvoices,
            },
          ],
        },
      ]}
      save={(limits) => {
        const of = (kind: string) => ({
          maxInvoiceSizeInMB: limits[`${kind}-maxInvoiceSizeInMB`] ?? 0,
          maxInvoiceWithAttachmentSizeInMB: limits[`${kind}-maxInvoiceWithAttachmentSizeInMB`] ?? 0,
          maxInvoices: limits[`${kind}-maxInvoices`] ?? 0,
        });
        return currentClient().operations.setTestSessionLimits({
          body: {
            onlineSession: of('onlineSession'),
            batchSession: of('batchSession'),
            collectiveIdentifier: { maxInvoices: limits.collective ?? 2 },
          },
        });
      }}
      reset={() => currentClient().operations.resetTestSessionLimits({})}
    />
  );
}

const mostCertificates = 1_000_000;

function CertificateLimits({ current }: { current: EffectiveSubjectLimits }) {
  const texts = useTexts(limitTexts);
  const field = (name: 'maxEnrollments' | 'maxCertificates', value: number | undefined) => ({
    name,
    label: texts[name],
    least: 0,
    most: mostCertificates,
    current: value ?? 0,
  });
  return (
    <LimitForm
      draft="control.limits.certificates"
      title={texts.certificates}
      groups={[
        {
          title: texts.certificates,
          fields: [
            field('maxEnrollments', current.enrollment?.maxEnrollments),
            field('maxCertificates', current.certificate?.maxCertificates),
          ],
        },
      ]}
      save={({ maxEnrollments = 0, maxCertificates = 0 }) =>
        currentClient().operations.setTestCertificateLimits({
          body: { enrollment: { maxEnrollments }, certificate: { maxCertificates } },
        })
      }
      reset={() => currentClient().operations.resetTestCertificateLimits({})}
    />
  );
}

type RateGroup = keyof typeof limitTexts.pl.groups & keyof ApiRateLimitsOverride;
const rateWindows = ['perSecond', 'perMinute', 'perHour'] as const;
const mostRequests = 1_000_000;

function RateLimits({ current }: { current: EffectiveApiRateLimits }) {
  const texts = useTexts(limitTexts);
  const names = Object.keys(texts.groups) as RateGroup[];
  return (
    <LimitForm
      draft="control.limits.rates"
      title={texts.rates}
      lead={texts.ratesText}
      groups={names.map((name) => ({
        title: texts.groups[name],
        fields: rateWindows.map((window) => ({
          name: `${name}-${window}`,
          label: texts[window],
          least: 1,
          most: mostRequests,
          current: current[name][window] === unlimitedRate ? undefined : current[name][window],
        })),
      }))}
      save={(limits) => {
        const valuesOf = (name: RateGroup) => ({
          perSecond: limits[`${name}-perSecond`] ?? 1,
          perMinute: limits[`${name}-perMinute`] ?? 1,
          perHour: limits[`${name}-perHour`] ?? 1,
        });
        const rateLimits = Object.fromEntries(
          names.map((name) => [name, valuesOf(name)]),
        ) as ApiRateLimitsOverride;
        return currentClient().operations.setTestRateLimits({ body: { rateLimits } });
      }}
      reset={() => currentClient().operations.resetTestRateLimits({})}
      further={{
        label: texts.production,
        act: () => currentClient().operations.setTestProductionRateLimits({}),
        said: texts.productionSet,
      }}
    />
  );
}
