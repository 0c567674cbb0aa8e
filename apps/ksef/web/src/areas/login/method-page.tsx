import { PageHeader, useTexts } from '@kwit/ui';
import { getRouteApi, Link } from '@tanstack/react-router';
import { BackLink } from '../../shell/back-link.tsx';
import { Frame } from '../../shell/frame.tsx';
import classes from './method-page.module.css';
import type { Method } from './search-schemas.ts';
import { loginTexts } from './texts.ts';

const route = getRouteApi('/login');

export function MethodPage() {
  const texts = useTexts(loginTexts);
  const { next } = route.useSearch();
  const ways: [method: Method, title: string, text: string][] = [
    ['trusted-profile', texts.trustedProfile, texts.trustedProfileText],
    ['certificate', texts.certificate, texts.certificateText],
    ['ksef-certificate', texts.ksefCertificate, texts.ksefCertificateText],
  ];
  return (
    <Frame>
      <BackLink label={texts.back} to="/" />
      <PageHeader title={texts.begin} lead={texts.methodsLead} />
      <ul className={classes.ways}>
        {ways.map(([method, title, text]) => (
          <li key={method}>
            <Link
              to="/login/context"
              search={{ method, ...(next === undefined ? {} : { next }) }}
              className={classes.way}
            >
              <span className={classes.title}>{title}</span>
              <span className={classes.text}>{text}</span>
            </Link>
          </li>
        ))}
      </ul>
    </Frame>
  );
}
