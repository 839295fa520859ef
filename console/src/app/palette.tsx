/** The palette: verbs where one is, places, people, terminals and schedules, in one list. @module */

import { useLingui } from '@lingui/react/macro';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api, useMe, useRights } from '../api/index.ts';
import { useToday } from '../day/use-format.ts';
import { CommandDialog, type CommandGroup, type CommandLine } from '../ui/command-dialog.tsx';
import { type Command, useOfferedCommands } from '../ui/commands.ts';
import { openDialog } from '../ui/dialogs.ts';
import { daysOfMonth, monthOf } from './month-words.ts';
import { places } from './places.ts';
import { recentLines, rememberLine } from './recent-lines.ts';

const found = 8;
const fromLetters = 2;

function hasWords(title: string, text: string): boolean {
  const words = text.toLocaleLowerCase().split(/\s+/);
  const name = title.toLocaleLowerCase();
  return words.every((word) => name.includes(word));
}

/** The terminals that `download gate` means, when the text begins with the verb. */
function argumentOf(text: string, verb: string): string | undefined {
  const [first = '', ...rest] = text.trim().split(/\s+/);
  const isVerb = first.length >= 3 && verb.toLocaleLowerCase().startsWith(first.toLocaleLowerCase());
  return isVerb && rest.length > 0 ? rest.join(' ') : undefined;
}

/** The verbs that are there on every screen. */
function useVerbs(): Command[] {
  const { t } = useLingui();
  const { mayEdit, mayAdminister } = useRights();
  const verbs: Command[] = [];
  if (mayEdit) {
    verbs.push(
      { id: 'download', title: t`Download attendance`, keys: 'D', run: () => openDialog('download', {}) },
      { id: 'generate', title: t`Generate sheets`, keys: 'Y', run: () => openDialog('generate', {}) },
      { id: 'download-user', title: t`Download user`, run: () => openDialog('downloadUser', {}) },
      { id: 'export', title: t`Export for payroll`, run: () => openDialog('export', {}) },
    );
  }
  if (mayAdminister)
    verbs.push({ id: 'bridge', title: t`Add a bridge`, run: () => openDialog('addBridge', {}) });
  return verbs;
}

/** @param onClose - closes the palette */
export function Palette({ onClose }: { onClose(): void }) {
  const { t, i18n } = useLingui();
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const offered = useOfferedCommands();
  const verbs = useVerbs();
  const { mayEdit } = useRights();
  const { caller } = useMe();
  const today = useToday();

  const words = text.trim();
  const [firstWord = '', ...otherWords] = words.split(/\s+/);
  const month = monthOf(otherWords.join(' '), i18n.locale, today);
  const search = month ? firstWord : words;
  const isSearching = search.length >= fromLetters;
  const { data: users } = useQuery({
    queryKey: ['listUsers', { search, limit: found }],
    queryFn: ({ signal }) => api.listUsers({ query: { search, limit: found } }, { signal }),
    enabled: isSearching,
    placeholderData: keepPreviousData,
  });
  const { data: terminals } = useQuery({
    queryKey: ['listTerminals', { limit: 1000 }],
    queryFn: ({ signal }) => api.listTerminals({ query: { limit: 1000 } }, { signal }),
    enabled: isSearching,
  });
  const { data: schedules } = useQuery({
    queryKey: ['listSchedules', {}],
    queryFn: ({ signal }) => api.listSchedules({}, { signal }),
    enabled: isSearching,
  });

  const doing: CommandLine[] = [...offered, ...verbs].filter(
    ({ title }) => words === '' || hasWords(title, words),
  );
  const terminalWords = mayEdit ? argumentOf(words, t`Download`) : undefined;
  if (terminalWords !== undefined) {
    for (const { serial, name } of terminals?.items ?? []) {
      if (!hasWords(`${name ?? ''} ${serial}`, terminalWords)) continue;
      const shown = name ?? serial;
      doing.push({
        id: `download:${serial}`,
        title: t`Download from ${shown}`,
        detail: serial,
        run: () => openDialog('download', { serials: [serial] }),
      });
    }
  }
  const going: CommandLine[] = places
    .map(({ to, title, key }) => ({
      id: `go:${to}`,
      title: i18n._(title),
      keys: `G ${key.toUpperCase()}`,
      run: () => void navigate({ to }),
    }))
    .filter(({ title }) => words === '' || hasWords(title, words));
  const approvals = t`Approvals`;
  if (words === '' || hasWords(approvals, words))
    going.push({ id: 'go:/approvals', title: approvals, run: () => void navigate({ to: '/approvals' }) });
  const sites = t`Sites`;
  if (words === '' || hasWords(sites, words))
    going.push({
      id: 'go:/terminals?tab=sites',
      title: sites,
      run: () => void navigate({ to: '/terminals', search: { tab: 'sites' } }),
    });
  const wholeMonth = monthOf(words, i18n.locale, today);
  if (wholeMonth) {
    const days = daysOfMonth(wholeMonth);
    const name = new Intl.DateTimeFormat(i18n.locale, {
      month: 'long',
      year: 'numeric',
      timeZone: 'UTC',
    }).format(Date.parse(days.from));
    going.push({
      id: `month:${days.from}`,
      title: t`Attendance of ${name}`,
      run: () => void navigate({ to: '/attendance', search: days }),
    });
  }
  const finding: CommandLine[] = [];
  if (isSearching) {
    for (const { id, name } of users?.items ?? []) {
      finding.push({
        id: `user:${id}`,
        title: name ?? id,
        detail: name === undefined ? undefined : id,
        run: () =>
          void navigate({
            to: '/attendance/$userId',
            params: { userId: id },
            search: month ? daysOfMonth(month) : {},
          }),
      });
    }
    for (const { serial, name } of terminals?.items ?? []) {
      if (!hasWords(`${name ?? ''} ${serial}`, search)) continue;
      finding.push({
        id: `terminal:${serial}`,
        title: name ?? serial,
        detail: t`terminal ${serial}`,
        run: () => void navigate({ to: '/terminals/$serial', params: { serial } }),
      });
    }
    for (const { schedule } of schedules?.items ?? []) {
      const { id, name } = schedule;
      if (!hasWords(`${name} ${id}`, search)) continue;
      finding.push({
        id: `schedule:${id}`,
        title: name,
        detail: t`schedule`,
        run: () => void navigate({ to: '/schedules/clocking', search: { id } }),
      });
    }
  }
  const byId = new Map([...doing, ...going, ...finding].map((line) => [line.id, line] as const));
  const recent =
    words === ''
      ? recentLines(caller)
          .flatMap((id) => byId.get(id) ?? [])
          .map((line) => ({ ...line, id: `recent:${line.id}` }))
      : [];
  const remembering = (line: CommandLine): CommandLine => ({
    ...line,
    run: () => {
      rememberLine(caller, line.id.replace(/^recent:/, ''));
      line.run();
    },
  });
  const groups: CommandGroup[] = [
    { title: t`Recent`, lines: recent },
    { title: t`Do`, lines: doing },
    { title: t`Go`, lines: going },
    { title: t`Find`, lines: finding },
  ].map(({ title, lines }) => ({ title, lines: lines.map(remembering) }));
  return (
    <CommandDialog
      label={t`Search or do`}
      placeholder={t`A name, an id, a terminal, a verb`}
      groups={groups}
      empty={t`Nothing here has these words. Try an id, a part of a name, or a verb such as Download.`}
      text={text}
      onText={setText}
      onClose={onClose}
    />
  );
}
