import { dateText, FileDrop, useDraftForm, useLanguage, useTexts } from '@kwit/ui';
import { Button, PasswordInput, Radio, Stack } from '@mantine/core';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { failureOf } from '../../api/failure.ts';
import { CertificateFailure, refusedCertificateOf } from './certificate-failure.tsx';
import {
  type CredentialField,
  type CredentialFiles,
  fieldOf,
  LogInRefused,
  logInWithFiles,
  NotValidNow,
} from './certificate-log-in.ts';
import { loginTexts } from './texts.ts';
import { useLogIn } from './use-log-in.ts';

const route = getRouteApi('/login/certificate');

const kinds = ['one', 'two'] as const satisfies readonly CredentialFiles['kind'][];
/** Files of keys and certificates have a few thousand bytes. */
const largestBytes = 1_000_000;

type FileField = Exclude<CredentialField, 'password'>;

export function CertificateForm() {
  const texts = useTexts(loginTexts);
  const { method, type, value, next } = route.useSearch();
  // Certificates of KSeF come as two files.
  const isKindFixed = method === 'ksef-certificate';
  const form = useDraftForm({
    draft: `login.${method}`,
    initialValues: { kind: (isKindFixed ? 'two' : 'one') as CredentialFiles['kind'], password: '' },
    secret: ['password'],
  });
  const { kind, password } = form.values;
  const [files, setFiles] = useState<Partial<Record<FileField, File>>>({});
  const [missing, setMissing] = useState<Partial<Record<FileField, string>>>({});
  const loggingIn = useLogIn(next, async (given: CredentialFiles) => {
    await logInWithFiles({ type, value }, given);
    form.clearDraft();
  });
  const fault = useFault(loggingIn.error, kind);
  const change = () => {
    loggingIn.reset();
    setMissing({});
  };
  const submit = form.onSubmit(() => {
    const faults = faultsOf(kind, files, texts);
    setMissing(faults);
    const given = givenFiles(kind, files, password);
    if (given && Object.keys(faults).length === 0) loggingIn.begin(given);
  });
  const file = (field: FileField, label: string, accept: string, description?: string) => (
    <FileDrop
      label={label}
      accept={accept}
      {...(description !== undefined && { description })}
      files={files[field] ? [files[field]] : []}
      error={missing[field] ?? (fault?.field === field ? fault.text : undefined)}
      onFiles={([chosen]) => {
        setFiles((before) => {
          const { [field]: _, ...others } = before;
          return chosen ? { ...others, [field]: chosen } : others;
        });
        change();
      }}
    />
  );
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="lg" align="stretch">
        {!isKindFixed && (
          <Radio.Group
            label={texts.fileKind}
            value={kind}
            onChange={(chosen) => {
              form.setFieldValue('kind', chosen as CredentialFiles['kind']);
              change();
            }}
          >
            <Stack mt="xs" gap="xs">
              {kinds.map((one) => (
                <Radio key={one} value={one} label={texts.fileKinds[one]} />
              ))}
            </Stack>
          </Radio.Group>
        )}
        {kind === 'one' ? (
          file('pkcs12', texts.pkcs12File, '.p12,.pfx,application/x-pkcs12')
        ) : (
          <>
            {file('certificate', texts.certificateFile, '.crt,.cer,.pem,.der', texts.certificateFileHint)}
            {file('key', texts.keyFile, '.key,.pem,.der,.p8', texts.keyFileHint)}
          </>
        )}
        <PasswordInput
          label={texts.filePassword}
          description={texts.filePasswordHint}
          autoComplete="off"
          maw={400}
          visibilityToggleButtonProps={{ 'aria-label': texts.showPassword }}
          value={password}
          error={fault?.field === 'password' ? fault.text : undefined}
          aria-invalid={fault?.field === 'password'}
          onChange={(event) => {
            form.setFieldValue('password', event.currentTarget.value);
            change();
          }}
        />
        <CertificateFailure error={fault ? null : loggingIn.error} />
        <div>
          <Button type="submit" loading={loggingIn.isPending}>
            {texts.authenticate}
          </Button>
        </div>
      </Stack>
    </form>
  );
}

const fieldsOf = (kind: CredentialFiles['kind']): readonly FileField[] =>
  kind === 'one' ? ['pkcs12'] : ['certificate', 'key'];

/** What is wrong with the choice of files itself. */
function faultsOf(
  kind: CredentialFiles['kind'],
  files: Partial<Record<FileField, File>>,
  texts: Pick<typeof loginTexts.pl, 'fileMissing' | 'fileTooLarge'>,
): Partial<Record<FileField, string>> {
  const faults: Partial<Record<FileField, string>> = {};
  for (const field of fieldsOf(kind)) {
    const chosen = files[field];
    if (!chosen) faults[field] = texts.fileMissing;
    else if (chosen.size > largestBytes) faults[field] = texts.fileTooLarge;
  }
  return faults;
}

function givenFiles(
  kind: CredentialFiles['kind'],
  { pkcs12, certificate, key }: Partial<Record<FileField, File>>,
  password: string,
): CredentialFiles | undefined {
  if (kind === 'one') return pkcs12 && { kind, pkcs12, password };
  return certificate && key && { kind, certificate, key, password };
}

/** A failure that a field can mend, as its sentence; undefined for others. */
function useFault(
  error: unknown,
  kind: CredentialFiles['kind'],
): { field: CredentialField; text: string } | undefined {
  const texts = useTexts(loginTexts);
  const { language } = useLanguage();
  const file = kind === 'one' ? 'pkcs12' : 'certificate';
  if (error instanceof LogInRefused) {
    const reason = refusedCertificateOf(error.cause);
    return reason === undefined
      ? undefined
      : { field: file, text: texts.refusedCertificate(error.subject, reason) };
  }
  if (error instanceof NotValidNow) {
    const { subject, validFrom, validTo } = error.facts;
    const day = dateText((error.isOver ? validTo : validFrom).toISOString(), language);
    return {
      field: file,
      text: error.isOver ? texts.expired(subject, day) : texts.notYetValid(subject, day),
    };
  }
  const field = fieldOf(error, kind);
  return field && { field, text: failureOf(error, language).happened };
}
