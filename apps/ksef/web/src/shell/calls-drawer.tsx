import { CopyButton, EmptyState, StatusWord, type Tone, useTexts } from '@kwit/ui';
import { Button, Drawer, Group, Stack, Tabs } from '@mantine/core';
import { useState } from 'react';
import { apiUrl } from '../addresses.ts';
import { clientCodeOf, curlOf, operationOf } from '../api/call-text.ts';
import { clearCalls, type RecordedCall, useCalls } from '../api/calls.ts';
import classes from './calls-drawer.module.css';
import { shellTexts } from './texts.ts';

/** What the page sent to KSeF: each call as `curl` and as code, with its answer. */
export function CallsDrawer({ onClose }: { onClose: () => void }) {
  const texts = useTexts(shellTexts);
  const calls = useCalls();
  const [newest] = calls;
  const [chosen, setChosen] = useState(newest?.id);
  return (
    <Drawer
      opened
      onClose={onClose}
      position="right"
      size="lg"
      title={texts.callsTitle}
      closeButtonProps={{ 'aria-label': texts.close, size: 44 }}
    >
      <Stack>
        <p className={classes.lead}>{texts.callsText}</p>
        {calls.length === 0 ? (
          <EmptyState title={texts.callsEmpty} />
        ) : (
          <>
            <Group justify="space-between">
              <span>{texts.callsCount(calls.length)}</span>
              <Button variant="default" size="sm" onClick={clearCalls}>
                {texts.callsClear}
              </Button>
            </Group>
            <ul className={classes.list}>
              {calls.map((call) => (
                <li key={call.id} className={classes.item}>
                  <button
                    type="button"
                    className={classes.summary}
                    aria-expanded={call.id === chosen}
                    onClick={() => setChosen(call.id === chosen ? undefined : call.id)}
                  >
                    <span className={classes.operation}>
                      {operationOf(call.method, call.path)?.name ?? call.path}
                    </span>
                    <span className={classes.request}>
                      {call.method} {call.path.split('?', 1)[0]}
                    </span>
                    <StatusWord tone={toneOf(call)}>
                      {call.status === undefined
                        ? call.durationMs === undefined
                          ? texts.waiting
                          : texts.noAnswer
                        : `${call.status} · ${call.durationMs} ms`}
                    </StatusWord>
                  </button>
                  {call.id === chosen && <CallTexts call={call} />}
                </li>
              ))}
            </ul>
          </>
        )}
      </Stack>
    </Drawer>
  );
}

function toneOf({ status, durationMs }: RecordedCall): Tone {
  if (status === undefined) return durationMs === undefined ? 'waiting' : 'wrong';
  return status < 400 ? 'right' : 'wrong';
}

function CallTexts({ call }: { call: RecordedCall }) {
  const texts = useTexts(shellTexts);
  const code = clientCodeOf(call, apiUrl);
  const panels: [name: string, label: string, text: string | undefined][] = [
    ['curl', texts.asCurl, curlOf(call)],
    ['code', texts.asCode, code],
    ['answer', texts.answer, call.answer],
  ];
  const shown = panels.flatMap(([name, label, text]) => (text === undefined ? [] : [{ name, label, text }]));
  return (
    <Tabs defaultValue="curl" className={classes.texts}>
      <Tabs.List>
        {shown.map(({ name, label }) => (
          <Tabs.Tab key={name} value={name}>
            {label}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {shown.map(({ name, text }) => (
        <Tabs.Panel key={name} value={name}>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by the keyboard */}
          <pre className={classes.code} tabIndex={0}>
            {text}
          </pre>
          <CopyButton value={text} size="sm" />
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
