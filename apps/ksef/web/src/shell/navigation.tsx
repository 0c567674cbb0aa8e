import { useTexts } from '@kwit/ui';
import { Link } from '@tanstack/react-router';
import { useSession } from '../session/session.ts';
import { controlLink, type MenuLink, menu, menuTexts, settingsLink } from './menu.ts';
import classes from './navigation.module.css';
import { shellTexts } from './texts.ts';

/** The menu at the side, or in the drawer of a phone. */
export function Navigation({ onChosen }: { onChosen?: () => void }) {
  const labels = useTexts(menuTexts);
  const texts = useTexts(shellTexts);
  const isLoggedIn = useSession().status !== 'anonymous';
  const item = ({ label, to }: MenuLink) => (
    <li key={to}>
      <Link
        to={to}
        className={classes.link}
        activeProps={{ className: classes.active, 'aria-current': 'page' }}
        activeOptions={{ exact: to === '/tokens' || to === '/certificates' }}
        onClick={onChosen}
      >
        {labels[label]}
      </Link>
    </li>
  );
  return (
    <nav aria-label={texts.menu} className={classes.navigation}>
      <ul className={classes.list}>
        {isLoggedIn &&
          menu.map((entry) =>
            'to' in entry ? (
              item(entry)
            ) : (
              <li key={entry.label}>
                <span className={classes.group}>{labels[entry.label]}</span>
                <ul className={classes.inner}>{entry.links.map(item)}</ul>
              </li>
            ),
          )}
        {!isLoggedIn && (
          <li>
            <Link to="/login" className={classes.link} onClick={onChosen}>
              {texts.logIn}
            </Link>
          </li>
        )}
        {item(settingsLink)}
      </ul>
      <ul className={classes.apart}>
        <li className={classes.note}>{labels.controlNote}</li>
        {item(controlLink)}
      </ul>
    </nav>
  );
}
