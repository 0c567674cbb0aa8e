import { MenuIcon, MoonIcon, SunIcon, useLanguage, useTexts } from '@kwit/ui';
import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import classes from './header.module.css';
import { shellTexts } from './texts.ts';

/** The bar at the top: which system this is, and what concerns every page. */
export function Header({ children, onMenu }: { children?: ReactNode; onMenu?: () => void }) {
  const texts = useTexts(shellTexts);
  return (
    <header className={classes.header}>
      <button
        type="button"
        className={classes.skip}
        onClick={() => document.getElementById('content')?.focus()}
      >
        {texts.skip}
      </button>
      <div className={classes.bar}>
        {onMenu && (
          <ActionIcon
            className={classes.menu}
            variant="subtle"
            color="gray"
            size={44}
            aria-label={texts.openMenu}
            onClick={onMenu}
          >
            <MenuIcon size={24} />
          </ActionIcon>
        )}
        <Link to="/" className={classes.brand}>
          <span className={classes.system}>{texts.system}</span>
          <span className={classes.local}>{texts.local}</span>
        </Link>
        <div className={classes.tools}>
          {children}
          <LanguageSwitch />
          <SchemeSwitch />
        </div>
      </div>
    </header>
  );
}

function LanguageSwitch() {
  const { language, choose } = useLanguage();
  const texts = useTexts(shellTexts);
  const other = language === 'pl' ? 'en' : 'pl';
  return (
    <Button variant="subtle" color="gray" size="sm" h={44} px={8} lang={other} onClick={() => choose(other)}>
      {texts.otherLanguage}
    </Button>
  );
}

function SchemeSwitch() {
  const texts = useTexts(shellTexts);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'light' ? 'dark' : 'light';
  return (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={44}
      aria-label={texts[other]}
      onClick={() => setColorScheme(other)}
    >
      {other === 'dark' ? <MoonIcon /> : <SunIcon />}
    </ActionIcon>
  );
}
