/** Every screen and all that lies over it: in both themes, on a wide page and on a phone. The other half is in every-room.test.ts. @module */

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { allScreens, dayScreens, openedElsewhere, peopleScreens } from './places/index.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { aFullCompany } from './support/full-company.ts';
import { sweep, walkMilliseconds } from './support/sweep.ts';

const source = join(import.meta.dirname, '../../console/src');
/** Addresses that lead to another one at once. */
const redirects = ['/', '/schedules', '/settings'];
/** What opens something over a screen. */
const opens =
  /<(?:Dialog|(?:Merged)?FormDialog|Drawer|ConfirmDialog|CommandDialog|FullPage|Popover|MenuButton)\b/;

test('no screen is left out', () => {
  const router = readFileSync(join(source, 'app/router.tsx'), 'utf8');
  const routes = [...router.matchAll(/path: '([^']+)'/g)].map(([, path]) => path);
  const visited = new Set([...allScreens.map(({ route }) => route), ...redirects]);
  expect(routes.filter((path) => path === undefined || !visited.has(path))).toEqual([]);
});

test('nothing that can lie over a screen is left out', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => file.endsWith('.tsx') && !file.startsWith('ui/'),
  );
  const opening = files.filter((file) => opens.test(readFileSync(join(source, file), 'utf8')));
  const opened = allScreens.flatMap(({ over = [] }) => over.map(({ of }) => of));
  expect(opening.filter((file) => !opened.includes(file) && !(file in openedElsewhere))).toEqual([]);
});

const console = useConsole({ mails: true });

browserTest(
  'days and users: nobody is kept out, and all fits the page',
  { timeout: walkMilliseconds },
  async () => {
    const company = await aFullCompany(console);
    expect(await sweep(console, company, [...dayScreens, ...peopleScreens])).toEqual([]);
  },
);
