/** The screens of the plan, of terminals and of the office, and all that lies over them; see every-screen.test.ts. @module */

import { expect } from 'vitest';
import { emptyScreens } from './places/empty.ts';
import { officeScreens, planScreens, terminalScreens } from './places/index.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { aFullCompany } from './support/full-company.ts';
import { resize } from './support/settled.ts';
import { phone, Sweep, sweep, walkMilliseconds, wide } from './support/sweep.ts';

const console = useConsole({ mails: true });

browserTest(
  'plan, terminals and office: nobody is kept out, and all fits the page',
  { timeout: walkMilliseconds },
  async () => {
    const company = await aFullCompany(console);
    const screens = [...planScreens, ...terminalScreens, ...officeScreens];
    expect(await sweep(console, company, screens)).toEqual([]);
  },
);

browserTest(
  'whoever has nothing yet, and whoever is not signed in, is not kept out either',
  { timeout: walkMilliseconds },
  async () => {
    const organisation = await console.cloud.organisation();
    expect(await sweep(console, organisation, emptyScreens)).toEqual([]);
    const page = await console.openSignedOut('/attendance');
    await page.getByRole('heading', { level: 1, name: 'Rollcall' }).waitFor();
    const walk = new Sweep(page, organisation);
    for (const size of [wide, phone]) {
      await resize(page, size);
      await walk.look('sign-in', size.width);
    }
    expect(walk.found).toEqual([]);
  },
);
