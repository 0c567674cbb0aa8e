import {
  type Column,
  CopyButton,
  DataList,
  ListCard,
  Notice,
  QuietText,
  Section,
  useDraftForm,
  useTexts,
  WholeText,
} from '@kwit/ui';
import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { useMemo } from 'react';
import { saveFile } from '../../../save-file.ts';
import { permissionNames } from '../../../session/permissions/texts.ts';
import formClasses from '../form.module.css';
import { callControl } from '../side/call-control.ts';
import { ControlFailure } from '../side/control-failure.tsx';
import { wholeNumber } from '../side/numbers.ts';
import { type Scenario, type ScenarioLogin, type ScenarioName, scenarioNames } from '../side/operations.ts';
import { useControlAction } from '../side/use-control.ts';
import { peopleTexts } from './texts.ts';

/** Companies and people made at once, with certificates to log in with. */
export function Scenarios() {
  const texts = useTexts(peopleTexts);
  const form = useDraftForm({
    draft: 'control.scenario',
    initialValues: { name: 'company' as ScenarioName, variant: '0', clients: '10' },
    validate: {
      variant: (typed) => (wholeNumber(typed, 0, 999) === undefined ? texts.variantWrong : null),
      clients: (typed, { name }) =>
        name === 'office' && wholeNumber(typed, 1, 500) === undefined ? texts.clientsWrong : null,
    },
  });
  const making = useControlAction(({ name, variant, clients }: typeof form.values) =>
    callControl('makeScenario', {
      name,
      variant: wholeNumber(variant, 0, 999) ?? 0,
      ...(name === 'office' && { clients: wholeNumber(clients, 1, 500) ?? 1 }),
    }),
  );
  const { name } = form.values;
  return (
    <Section title={texts.scenarios} lead={texts.scenariosText}>
      <form
        onSubmit={form.onSubmit((values) => making.mutate(values))}
        noValidate
        className={formClasses.form}
      >
        <NativeSelect
          label={texts.scenario}
          description={texts.scenarioTexts[name]}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={scenarioNames.map((value) => ({ value, label: texts.scenarioNames[value] }))}
          {...form.getInputProps('name')}
        />
        <div className={formClasses.columns}>
          <TextInput
            label={texts.variant}
            description={texts.variantHelp}
            inputMode="numeric"
            autoComplete="off"
            {...form.getInputProps('variant')}
          />
          {name === 'office' && (
            <TextInput
              label={texts.clients}
              description={texts.clientsHelp}
              inputMode="numeric"
              autoComplete="off"
              {...form.getInputProps('clients')}
            />
          )}
        </div>
        <ControlFailure title={texts.notMade} error={making.error} />
        <Group>
          <Button type="submit" loading={making.isPending}>
            {texts.make}
          </Button>
        </Group>
      </form>
      {making.data && <Logins scenario={making.data} />}
    </Section>
  );
}

function Logins({ scenario: { name, logins } }: { scenario: Scenario }) {
  const texts = useTexts(peopleTexts);
  const columns = useColumns();
  return (
    <>
      <Notice tone="right">{texts.made(texts.scenarioNames[name], logins.length)}</Notice>
      <DataList
        label={texts.logins}
        rows={logins}
        columns={columns}
        rowKey={(login) => login.role + identifierOf(login) + login.context.value}
        card={(login) => <LoginCard login={login} />}
      />
      <QuietText>{texts.filesNote}</QuietText>
    </>
  );
}

function useColumns(): readonly Column<ScenarioLogin>[] {
  const texts = useTexts(peopleTexts);
  return useMemo(
    () => [
      {
        key: 'who',
        header: texts.who,
        width: 'minmax(0, 3fr)',
        cell: ({ name }) => <WholeText>{name}</WholeText>,
      },
      {
        key: 'identifier',
        header: texts.identifier,
        width: 'minmax(0, 4fr)',
        cell: (login) => (
          <WholeText>
            <Identifier login={login} />
          </WholeText>
        ),
      },
      {
        key: 'context',
        header: texts.contextHeader,
        width: 'minmax(0, 3fr)',
        cell: (login) => (
          <WholeText>
            <ContextWords login={login} />
          </WholeText>
        ),
      },
      {
        key: 'permissions',
        header: texts.permissions,
        width: 'minmax(0, 3fr)',
        cell: (login) => (
          <WholeText>
            <PermissionWords login={login} />
          </WholeText>
        ),
      },
      { key: 'files', header: texts.files, width: '200px', cell: (login) => <Files login={login} /> },
    ],
    [texts],
  );
}

function LoginCard({ login }: { login: ScenarioLogin }) {
  const texts = useTexts(peopleTexts);
  return (
    <ListCard>
      <strong>{login.name}</strong>
      <Identifier login={login} />
      <QuietText>
        {texts.contextHeader}: <ContextWords login={login} />
      </QuietText>
      <QuietText>
        {texts.permissions}: <PermissionWords login={login} />
      </QuietText>
      <Files login={login} />
    </ListCard>
  );
}

const identifierOf = ({ nip, pesel, fingerprint }: ScenarioLogin): string =>
  nip ?? pesel ?? fingerprint ?? '';

/** The identifier by which KSeF knows whoever logs in, to be copied. */
function Identifier({ login }: { login: ScenarioLogin }) {
  const texts = useTexts(peopleTexts);
  const { nip, pesel } = login;
  const kind = nip !== undefined ? texts.nip : pesel !== undefined ? texts.pesel : texts.fingerprint;
  const value = identifierOf(login);
  return (
    <>
      <span>
        {kind} {value}
      </span>{' '}
      <CopyButton value={value} size="sm" h={44} variant="subtle" color="gray" />
    </>
  );
}

function ContextWords({ login: { context } }: { login: ScenarioLogin }) {
  const texts = useTexts(peopleTexts);
  return `${texts.contexts[context.type]} ${context.value}`;
}

function PermissionWords({ login: { permissions } }: { login: ScenarioLogin }) {
  const texts = useTexts(peopleTexts);
  const words: Readonly<Record<string, string>> = { ...useTexts(permissionNames), Owner: texts.owner };
  return permissions.map((permission) => words[permission] ?? permission).join(', ');
}

const pem = 'application/x-pem-file';

function Files({ login }: { login: ScenarioLogin }) {
  const texts = useTexts(peopleTexts);
  const { name, certificate, privateKey } = login;
  const file = `${login.role}-${identifierOf(login).slice(0, 11)}`;
  return (
    <Group gap="xs">
      <Button
        variant="default"
        size="sm"
        h={44}
        aria-label={texts.ofWhom(texts.certificate, name)}
        onClick={() => saveFile(`${file}.crt`, certificate, pem)}
      >
        {texts.certificate}
      </Button>
      <Button
        variant="default"
        size="sm"
        h={44}
        aria-label={texts.ofWhom(texts.privateKey, name)}
        onClick={() => saveFile(`${file}.key`, privateKey, pem)}
      >
        {texts.privateKey}
      </Button>
    </Group>
  );
}
