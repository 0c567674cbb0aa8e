import { QuietText, useTexts } from '@kwit/ui';
import { identifierTexts } from '../texts.ts';
import classes from './lists.module.css';
import type { Party } from './rows.ts';

/** A fingerprint by its beginning and its end. */
const short = (fingerprint: string): string => `${fingerprint.slice(0, 8)}…${fingerprint.slice(-8)}`;

/** An identifier with its kind: NIP 1111111111. */
export function usePartyText(): (party: Party) => string {
  const texts = useTexts(identifierTexts);
  return ({ type, value }) => (type === 'System' ? texts.system : `${texts.types[type]} ${value ?? ''}`);
}

/** Name and identifier; a fingerprint is shortened, and whole for whoever points at it. */
export function PartyText({ party }: { party: Party }) {
  const texts = useTexts(identifierTexts);
  const { type, value, name } = party;
  const shown = type === 'Fingerprint' && value ? short(value) : value;
  const identifier = (
    <span title={value ?? undefined}>
      {type === 'System' ? texts.system : `${texts.types[type]} ${shown ?? ''}`}
    </span>
  );
  return (
    <span className={classes.party}>
      {name !== undefined && <strong>{name}</strong>}
      {name === undefined ? identifier : <QuietText>{identifier}</QuietText>}
    </span>
  );
}
