/** Fills fields as people do: by their names, with the mouse and the keys. @module */

import type { Locator, Page } from 'playwright-core';
import { expect } from 'vitest';

/** A place in which fields are looked for: the page, or a dialog of it. */
type Place = Page | Locator;

/** The dialog that is open under a title. */
export function dialogOf(page: Page, name: string | RegExp): Locator {
  return page.getByRole('dialog', { name });
}

/** The page that a place is of: lists of choices lie over it, not in it. */
function pageOf(place: Place): Page {
  return 'page' in place ? place.page() : place;
}

/** Chooses an entry of a list that opens by a button. */
export async function choose(place: Place, label: string, option: string | RegExp): Promise<void> {
  await place.getByRole('button', { name: label }).click();
  await pageOf(place).getByRole('option', { name: option }).click();
}

/** Types into a field that searches, and chooses what it finds. */
export async function chooseTyped(
  place: Place,
  label: string,
  text: string,
  option: string | RegExp = text,
): Promise<void> {
  const box = place.getByRole('combobox', { name: label });
  // A click first, as people do: the page scrolls to the field then, and not while its list is open, which scrolling closes.
  await box.click();
  await box.fill(text);
  await pageOf(place).getByRole('option', { name: option }).first().click();
}

/**
 * Chooses a radio button, or ticks a box, as a program that reads the screen aloud does: by the control itself.
 * Not by a click at a place: what holds it may still move in, and a press whose pointer comes down beside it and up on it is none.
 * Not by the space bar: a table hands the focus to the row before a box in it can have it.
 */
export async function tick(control: Locator): Promise<void> {
  if (await control.isChecked()) return;
  await control.evaluate((element: HTMLElement) => element.click());
  await expect.poll(() => control.isChecked()).toBe(true);
}

/** Types a date into a field, part by part. @param date - `YYYY-MM-DD` @param name - of the parts: label, or `Start Date` */
export async function typeDate(place: Place, name: string, date: string): Promise<void> {
  const [year = '', month = '', day = ''] = date.split('-');
  for (const [part, digits] of [
    ['day', day],
    ['month', month],
    ['year', year],
  ] as const) {
    const segment = place.getByRole('spinbutton', { name: new RegExp(`^${part}, ${name}`) });
    await segment.focus();
    await segment.pressSequentially(digits);
  }
}
