import { PageHeader, useTexts } from '@kwit/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useRights } from '../../../session/rights.ts';
import { useIdentity } from '../../../session/session.ts';
import { NoRight } from '../no-right.tsx';
import { type GrantKind, grantKindsOf } from '../search.ts';
import { permissionsTexts } from '../texts.ts';
import { GrantForm } from './grant-form.tsx';
import classes from './grant-page.module.css';
import { grantOperations } from './request.ts';
import { grantTexts } from './texts.ts';

const route = getRouteApi('/shell/permissions/grant');

/** First what kind of permissions, in plain words; then a form that asks for what this kind needs. */
export function GrantPage() {
  const texts = useTexts(grantTexts);
  const { noRightToGrant } = useTexts(permissionsTexts);
  const { kind } = route.useSearch();
  const kinds = useGrantableKinds();
  if (kinds.length === 0) {
    return (
      <>
        <PageHeader title={texts.chooseTitle} />
        <NoRight title={noRightToGrant} />
      </>
    );
  }
  if (kind === undefined) return <Kinds kinds={kinds} />;
  return (
    <>
      <Link to="/permissions/grant" className={classes.back}>
        ← {texts.chooseAnother}
      </Link>
      <PageHeader title={texts.kinds[kind].form} lead={texts.kinds[kind].lead} />
      {kinds.includes(kind) ? <GrantForm key={kind} kind={kind} /> : <NoRight title={noRightToGrant} />}
    </>
  );
}

/** What whoever is logged in can grant here. */
function useGrantableKinds(): readonly GrantKind[] {
  const { context } = useIdentity();
  const { may } = useRights();
  return grantKindsOf[context.type].filter((kind) => may(grantOperations[kind]));
}

function Kinds({ kinds }: { kinds: readonly GrantKind[] }) {
  const texts = useTexts(grantTexts);
  return (
    <>
      <PageHeader title={texts.chooseTitle} lead={texts.chooseLead} />
      <ul className={classes.kinds}>
        {kinds.map((kind) => (
          <li key={kind} className={classes.kind}>
            <Link to="/permissions/grant" search={{ kind }} className={classes.kindTitle}>
              {texts.kinds[kind].title}
            </Link>
            <span>{texts.kinds[kind].lead}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
