import { signCanonicalXadesOnWeb } from '@kwit/crypto/web';
import { ConfirmButton, ErrorNotice, Notice, PageHeader, TrashIcon, useTexts } from '@kwit/ui';
import { Button, Group, Radio, Stack } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { useFailure } from '../../api/failure.ts';
import { logIn } from '../../session/session.ts';
import { listTestPersons, removeTestPerson, type TestPerson } from '../../session/test-persons.ts';
import { BackLink } from '../../shell/back-link.tsx';
import { Frame } from '../../shell/frame.tsx';
import { LogInFailure } from './log-in-failure.tsx';
import { NewPersonForm } from './new-person-form.tsx';
import { SecureContextOnly } from './secure-context.tsx';
import { loginTexts } from './texts.ts';
import classes from './trusted-profile-page.module.css';
import { useLogIn } from './use-log-in.ts';

const route = getRouteApi('/login/trusted-profile');
const personsKey = ['test-persons'];

const nameOf = ({ givenName, surname }: TestPerson): string => `${givenName} ${surname}`;

/** The stand-in for Profil Zaufany: a person of this browser signs. */
export function TrustedProfilePage() {
  const texts = useTexts(loginTexts);
  const { type, value, next } = route.useSearch();
  const context = `${texts.types[type]} ${value}`;
  return (
    <Frame>
      <BackLink
        label={texts.back}
        to="/login/context"
        search={{ method: 'trusted-profile', ...(next === undefined ? {} : { next }) }}
      />
      <PageHeader title={texts.signTitle} lead={texts.signs(context)} />
      <Stack gap="lg">
        <Notice tone="waiting" title={texts.standIn}>
          {texts.standInText}
        </Notice>
        <SecureContextOnly>
          <Signing />
        </SecureContextOnly>
      </Stack>
    </Frame>
  );
}

function Signing() {
  const texts = useTexts(loginTexts);
  const { type, value, next } = route.useSearch();
  const queries = useQueryClient();
  const persons = useQuery({ queryKey: personsKey, queryFn: listTestPersons });
  const readFailure = useFailure(persons.error);
  const [chosenId, setChosenId] = useState<string>();
  const [isNew, setNew] = useState(false);
  const signing = useLogIn(next, (person: TestPerson) =>
    logIn({ context: { type, value }, person: nameOf(person) }, (xml) =>
      signCanonicalXadesOnWeb(new TextEncoder().encode(xml), person.credential),
    ),
  );
  if (readFailure) return <ErrorNotice failure={readFailure} onRetry={() => persons.refetch()} />;
  if (!persons.data) return null;
  const known = persons.data;
  // The owner of the context first: that is who usually logs in.
  const usual = known.find(({ identifier }) => value.startsWith(identifier)) ?? known[0];
  const chosen = known.find(({ id }) => id === chosenId) ?? usual;
  const sign = (event: FormEvent) => {
    event.preventDefault();
    if (chosen) signing.begin(chosen);
  };
  const created = async (person: TestPerson) => {
    await queries.invalidateQueries({ queryKey: personsKey });
    setChosenId(person.id);
    setNew(false);
    signing.reset();
  };
  return (
    <Stack gap="lg">
      {chosen ? (
        <form onSubmit={sign}>
          <Stack gap="lg" align="flex-start">
            <Radio.Group
              label={texts.persons}
              w="100%"
              value={chosen.id}
              onChange={(id) => {
                setChosenId(id);
                signing.reset();
              }}
            >
              <ul className={classes.persons}>
                {known.map((person) => (
                  <li key={person.id} className={classes.person}>
                    <Radio
                      value={person.id}
                      label={nameOf(person)}
                      description={`${texts[person.identifierType]} ${person.identifier}`}
                    />
                    <RemovePerson person={person} />
                  </li>
                ))}
              </ul>
            </Radio.Group>
            {signing.error && chosen && (
              <LogInFailure
                error={signing.error}
                person={nameOf(chosen)}
                context={`${texts.types[type]} ${value}`}
              />
            )}
            <Group>
              <Button type="submit" loading={signing.isPending}>
                {texts.sign}
              </Button>
              {!isNew && (
                <Button variant="default" onClick={() => setNew(true)}>
                  {texts.newPerson}
                </Button>
              )}
            </Group>
          </Stack>
        </form>
      ) : (
        <p className={classes.none}>{texts.noPersons}</p>
      )}
      {(isNew || !chosen) && (
        <NewPersonForm
          context={{ type, value }}
          onCreated={created}
          {...(chosen ? { onCancel: () => setNew(false) } : {})}
        />
      )}
    </Stack>
  );
}

function RemovePerson({ person }: { person: TestPerson }) {
  const texts = useTexts(loginTexts);
  const queries = useQueryClient();
  const removing = useMutation({
    mutationFn: () => removeTestPerson(person.id),
    onSuccess: () => queries.invalidateQueries({ queryKey: personsKey }),
  });
  const failure = useFailure(removing.error);
  return (
    <ConfirmButton
      label={texts.remove}
      subject={nameOf(person)}
      variant="subtle"
      color="gray"
      leftSection={<TrashIcon size={18} />}
      title={texts.removeTitle}
      confirm={texts.removeConfirm}
      busy={removing.isPending}
      onConfirm={() => removing.mutateAsync()}
      onCancel={removing.reset}
    >
      <Stack>
        {texts.removeText(nameOf(person))}
        {failure && <ErrorNotice failure={failure} />}
      </Stack>
    </ConfirmButton>
  );
}
