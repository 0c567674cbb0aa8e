import { BackIcon } from '@kwit/ui';
import { Link, type LinkProps } from '@tanstack/react-router';
import classes from './back-link.module.css';

export interface BackLinkProps extends Pick<LinkProps, 'to' | 'search'> {
  /** Where it leads: «Powrót», or the name of the list. */
  readonly label: string;
}

/** «←» to the step before, above the heading of a page. */
export const BackLink = ({ label, ...rest }: BackLinkProps) => (
  <Link {...rest} className={classes.back}>
    <BackIcon size={18} />
    {label}
  </Link>
);
