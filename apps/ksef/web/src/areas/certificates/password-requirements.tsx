import { useTexts } from '@kwit/ui';
import { VisuallyHidden } from '@mantine/core';
import classes from './password-requirements.module.css';
import { isMet, mustContain, mustNotContain, type PasswordRule } from './password-rules.ts';
import { certificatesTexts } from './texts.ts';

/** The requirements for a password, each with a sign and a word that say whether it is met by now. */
export function PasswordRequirements({ password }: { password: string }) {
  const texts = useTexts(certificatesTexts);
  const groups: [title: string, rules: readonly PasswordRule[]][] = [
    [texts.mustContain, mustContain],
    [texts.mustNotContain, mustNotContain],
  ];
  return (
    <div className={classes.lists}>
      {groups.map(([title, rules]) => (
        <div key={title}>
          <p>{title}</p>
          <ul>
            {rules.map((rule) => (
              <Requirement key={rule} rule={rule} met={password === '' ? undefined : isMet(rule, password)} />
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Requirement({ rule, met }: { rule: PasswordRule; met: boolean | undefined }) {
  const texts = useTexts(certificatesTexts);
  const sign = met === undefined ? '•' : met ? '✓' : '✕';
  return (
    <li className={classes.rule} data-met={met}>
      <span className={classes.sign} aria-hidden="true">
        {sign}
      </span>
      <span>
        {texts.rules[rule]}
        {met !== undefined && <VisuallyHidden>{met ? texts.met : texts.notMet}</VisuallyHidden>}
      </span>
    </li>
  );
}
