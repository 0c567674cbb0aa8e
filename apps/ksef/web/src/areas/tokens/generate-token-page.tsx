import type { TokenPermissionType } from '@kwit/ksef-contract';
import { ErrorNotice, PageHeader, useDraftForm, useTexts } from '@kwit/ui';
import { Button, Checkbox, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useApiAction } from '../../api/use-api.ts';
import classes from './generate-token-page.module.css';
import { GeneratedToken } from './generated-token.tsx';
import { tokenPermissions } from './permissions.ts';
import { tokensTexts } from './texts.ts';
import { missingPermissionsOf, useTokenFailure } from './token-failure.ts';

interface Wanted {
  readonly description: string;
  readonly permissions: readonly TokenPermissionType[];
}

const shortest = 5;
const longest = 256;

/** The form, and in its place the token once there is one. The token is in the memory of this page alone. */
export function GenerateTokenPage() {
  const texts = useTexts(tokensTexts);
  const [token, setToken] = useState<string>();
  const form = useDraftForm({
    draft: 'tokens.generate',
    initialValues: { description: '', permissions: [] as TokenPermissionType[] },
    validate: {
      description: (value) => {
        const { length } = value.trim();
        if (length === 0) return texts.nameRequired;
        return length < shortest || length > longest ? texts.nameLength(length) : null;
      },
      permissions: (chosen) => (chosen.length === 0 ? texts.permissionsRequired : null),
    },
  });
  const generating = useApiAction(
    async (client, wanted: Wanted) => {
      // Shown as soon as it exists: KSeF tells it this once, whatever becomes of the activation.
      const onToken = (created: { token: string }) => {
        setToken(created.token);
        form.clearDraft();
      };
      await client.createKsefToken({ ...wanted, onToken });
    },
    { changes: ['listTokens'] },
  );
  const missing = missingPermissionsOf(generating.error);
  const failure = useTokenFailure(generating.error);
  if (token !== undefined) {
    return <GeneratedToken token={token} isActive={generating.isSuccess} failure={failure} />;
  }
  const refusal = refusalOf(missing, texts);
  const generate = form.onSubmit(({ description, permissions }) =>
    generating.mutate({ description: description.trim(), permissions }),
  );
  return (
    <>
      <PageHeader title={texts.generateTitle} lead={texts.generateLead} />
      <form onSubmit={generate} noValidate className={classes.form}>
        <Stack gap="lg" align="flex-start">
          <TextInput
            label={texts.name}
            description={texts.nameNote}
            withAsterisk
            w="100%"
            autoComplete="off"
            {...form.getInputProps('description')}
          />
          <Checkbox.Group
            label={texts.choosePermissions}
            withAsterisk
            w="100%"
            value={form.values.permissions}
            onChange={(chosen) => {
              form.setFieldValue('permissions', chosen as TokenPermissionType[]);
              generating.reset();
            }}
            error={form.errors.permissions ?? refusal}
          >
            <div className={classes.permissions}>
              {tokenPermissions.map((permission) => (
                <Checkbox
                  key={permission}
                  value={permission}
                  label={texts.permissions[permission]}
                  description={permission === 'EnforcementOperations' && texts.onlyFor[permission]}
                />
              ))}
            </div>
          </Checkbox.Group>
          {failure && refusal === undefined && <ErrorNotice title={texts.notGenerated} failure={failure} />}
          <Button type="submit" loading={generating.isPending}>
            {texts.generate}
          </Button>
        </Stack>
      </form>
    </>
  );
}

/** Why KSeF refused the permissions; those for enforcement nobody can grant to a firm that is none of a bailiff. */
function refusalOf(
  missing: readonly TokenPermissionType[],
  texts: typeof tokensTexts.pl,
): string | undefined {
  const others = missing.filter((permission) => permission !== 'EnforcementOperations');
  const names = others.map((permission) => texts.permissions[permission]).join(', ');
  const sentences = [
    ...(others.length > 0 ? [texts.missing(names)] : []),
    ...(others.length < missing.length ? [texts.missingEnforcement] : []),
  ];
  return sentences.length > 0 ? sentences.join(' ') : undefined;
}
