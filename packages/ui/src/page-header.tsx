import { type ReactNode, useEffect } from 'react';
import { type Language, useLanguage } from './language.tsx';
import classes from './page-header.module.css';

export interface PageHeaderProps {
  readonly title: string;
  /** A line above or a sentence below the title: where one is, what this page is for. */
  readonly lead?: ReactNode;
  readonly step?: string;
  /** The one primary action of the page. */
  readonly action?: ReactNode;
}

/** The heading of a page; gives the tab its title. Pages show it at once, before what they load. */
export function PageHeader({ title, lead, step, action }: PageHeaderProps) {
  const { language } = useLanguage();
  useEffect(() => {
    document.title = `${title} – ${applicationName(language)}`;
  }, [title, language]);
  return (
    <div className={classes.header}>
      <div className={classes.words}>
        {step !== undefined && <p className={classes.step}>{step}</p>}
        <h1 className={classes.title} tabIndex={-1}>
          {title}
        </h1>
        {lead !== undefined && <div className={classes.lead}>{lead}</div>}
      </div>
      {action !== undefined && <div className={classes.action}>{action}</div>}
    </div>
  );
}

const applicationName = (language: Language): string =>
  document.querySelector<HTMLMetaElement>(`meta[name="application-name"][lang="${language}"]`)?.content ?? '';
