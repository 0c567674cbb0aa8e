import { BackIcon, useTexts } from '@kwit/ui';
import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './back-link.module.css';
import { loginTexts } from './texts.ts';

/** «← Powrót»: to the step before. */
export const BackLink = (props: Pick<LinkProps, 'to' | 'search'>) => (
  <Link {...props} className={classes.back}>
    <BackIcon size={18} />
    {useTexts(loginTexts).back}
  </Link>
);
