/** A session that ends while somebody types, and one that somebody ends. @module */

import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { cloudTime } from '#test/support/cloud.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { showCloudTime } from './support/page-clock.ts';
import { signInAtIssuer } from './support/sign-in.ts';

const console = useConsole({ issuer: true });
const person = 'Sample HR officer';
const organisation = async () => {
  made ??= console.cloud.organisation();
  return await made;
};
let made: ReturnType<typeof console.cloud.organisation> | undefined;

/** Longer than the issuer's sessions last: neither the token nor what renews it counts any more. */
const fifteenDays = 15 * 86_400_000;

/** Longer than a key that is gone may still be taken. */
const authorizerCache = 10 * 60_000;

async function signedInAt(path: string): Promise<Page> {
  const page = await console.openSignedOut(path);
  await signInAtIssuer(page, person);
  await page.getByRole('navigation', { name: 'Places' }).waitFor();
  return page;
}

browserTest(
  'a session that ends is said over the page; what was typed is there after the sign-in',
  async () => {
    const { api } = await organisation();
    await api.createUser({ body: { id: '701', name: 'Sample Person 701' } });
    const page = await signedInAt('/users/701');
    const position = page.getByRole('textbox', { name: 'Position' });
    await position.fill('Night guard');

    console.expectTrouble(/40[01]/);
    cloudTime.advance(fifteenDays);
    await page.getByRole('button', { name: 'Save' }).click();
    const notice = page.getByRole('alertdialog', { name: 'Your session has ended' });
    await notice.waitFor();
    expect(await position.inputValue()).toBe('Night guard');
    expect((await api.getUser({ params: { userId: '701' } })).position).toBeUndefined();

    await showCloudTime(page);
    await signInAtIssuer(page, person);
    await position.waitFor();
    expect(new URL(page.url()).pathname).toBe('/users/701');
    expect(await position.inputValue()).toBe('Night guard');
    await page.getByText('Your unsaved changes of before are still here').waitFor();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await api.getUser({ params: { userId: '701' } })).toMatchObject({ position: 'Night guard' });
  },
);

browserTest('an API key that is deleted ends the session; a sign-in goes on where it was', async () => {
  const { api, keyFor } = await organisation();
  await api.createUser({ body: { id: '702', name: 'Sample Person 702' } });
  const doomed = await keyFor('hr');
  const page = await console.openSignedOut('/attendance');
  await page.evaluate((value) => sessionStorage.setItem('rollcall.key', value), doomed);
  await page.goto(new URL('/users/702', console.cloud.url).href);
  const position = page.getByRole('textbox', { name: 'Position' });
  await position.fill('Night guard');
  const { items } = await api.listApiKeys({});
  const last = items.filter(({ role }) => role === 'hr').at(-1);
  if (last === undefined) throw new Error('the key is not listed');
  await api.deleteApiKey({ params: { keyId: last.id } });
  cloudTime.advance(authorizerCache);

  console.expectTrouble(/401/);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('alertdialog', { name: 'Your session has ended' }).waitFor();
  await signInAtIssuer(page, person);
  await position.waitFor();
  expect(await position.inputValue()).toBe('Night guard');
  expect(new URL(page.url()).pathname).toBe('/users/702');
});

browserTest('signing out ends the session here and at the issuer', async () => {
  await organisation();
  const page = await signedInAt('/users');
  await page.getByRole('button', { name: `Signed in as ${person}, HR` }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.getByRole('heading', { name: 'Sign out of Rollcall' }).waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Sign in', exact: true }).waitFor();
  expect(await page.evaluate(() => JSON.stringify(sessionStorage))).not.toContain('access_token');
  await page.goto(new URL('/users', console.cloud.url).href);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('button', { name: 'Sample Viewer' }).waitFor();
});

browserTest('an administrator is asked before somebody who has signed in is forgotten', async () => {
  await signedInAt('/users');
  const page = await console.open(await organisation(), '/settings/people');
  await page.getByRole('button', { name: `Forget ${person}` }).click();
  await page.getByRole('alertdialog', { name: `Forget ${person}` }).waitFor();
  expect(await axe(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('alertdialog').waitFor({ state: 'detached' });
});
