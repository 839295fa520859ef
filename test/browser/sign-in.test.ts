import { expect } from 'vitest';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { signInAtIssuer } from './support/sign-in.ts';

const console = useConsole({ issuer: true });

browserTest('people sign in at the issuer, and come back to where they were', async () => {
  const organisation = await console.cloud.organisation();
  const page = await console.openSignedOut('/terminals?status=silent');
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  expect(await axe(page)).toEqual([]);
  await signInAtIssuer(page, 'Sample HR officer');
  await page.getByRole('navigation').first().waitFor();
  expect(new URL(page.url()).pathname).toBe('/terminals');
  await expect
    .poll(async () => (await organisation.api.listPeople({})).items.map(({ name, role }) => [name, role]))
    .toEqual([['Sample HR officer', 'hr']]);
});
