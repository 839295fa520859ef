/** Walks through screens and what lies over them, and looks at each in both themes, on a wide page and on a phone. @module */

import type { Locator, Page } from 'playwright-core';
import { vi } from 'vitest';
import type { Role } from '#shared/contract/access.ts';
import type { Organisation } from '#test/support/cloud.ts';
import { axe } from './axe.ts';
import type { TestConsole } from './console.ts';
import type { FullCompany } from './full-company.ts';
import { showScreen } from './navigate.ts';
import { requestsOf, resize, settled } from './settled.ts';

/** Something that lies over a screen: a dialog, a drawer, a menu, a box beside a button. */
export interface OverOf<C> {
  /** The file of the console that it is in. */
  of: string;
  /** What it is called by the findings; what `dialog` says, where it is left out. */
  name?: string;
  /** The button that opens it, and has the focus again once it is closed; `undefined`: an address or a key opens it. */
  by?: (page: Page) => Locator;
  /** The entry of the menu that the button opens. */
  item?: string | RegExp;
  /** Opens it where a press of the button does not. */
  open?: (page: Page, company: C) => Promise<void>;
  /** Title of the dialog or drawer; left out for a menu. */
  dialog?: string | RegExp;
  /** What is done in it before it is looked at. */
  inside?: (dialog: Locator, company: C) => Promise<void>;
  /** Closes first by Esc what was opened in it: a form, which leaves nothing of itself. */
  holdsForm?: boolean;
  /**
   * Where its button is. What a phone has no button for is looked at there all the same, once the page in which it is open
   * becomes narrow.
   */
  only?: 'wide' | 'phone';
}

/** A screen of a company, and what can be opened over it. */
export interface ScreenOf<C> {
  /** Where it is in the tree of routes, such as `/users/$userId`. */
  route: string;
  path: string | ((company: C) => string);
  /** Heading of the screen, which its window is named by. */
  title: string | RegExp;
  role?: Role;
  /** What of it the browser's log may say: the screen shows that something is not there. */
  trouble?: RegExp;
  over?: readonly OverOf<C>[];
}

/** What lies over a screen of a company that has everything. */
export type Over = OverOf<FullCompany>;
/** A screen of a company that has everything. */
export type Screen = ScreenOf<FullCompany>;

/** What does not come in this time is a finding: the walk goes on after it. */
const patienceMilliseconds = 20_000;
/** Ends a walk that hangs; where other programs share the machine, each takes four. */
export const walkMilliseconds = 1_200_000;
/** A page as on a desk, in CSS pixels. */
export const wide = { width: 1_360, height: 900 };
/** A page as on a phone, in CSS pixels. */
export const phone = { width: 390, height: 844 };
const themes = ['light', 'dark'] as const;
type Theme = (typeof themes)[number];
/** What lies over a page. */
const above = '[role=dialog], [role=alertdialog], [role=menu], [role=listbox]';

/** Shows a theme as the button of the head does. */
async function showTheme(page: Page, theme: Theme): Promise<void> {
  await page.evaluate(async (next) => {
    if (document.documentElement.dataset.theme === next) return;
    document.documentElement.dataset.theme = next;
    for (const one of document.getAnimations()) if (one instanceof CSSTransition) one.finish();
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }, theme);
}

/** The first finding of each rule, and of how many elements it holds. */
function summed(findings: readonly string[]): string[] {
  const byRule = Map.groupBy(findings, (text) => text.slice(0, text.indexOf(':')));
  return [...byRule.values()].map(
    ([first = '', ...others]) =>
      `${first.slice(0, 400)}${others.length === 0 ? '' : ` and ${others.length} more`}`,
  );
}

/** What is wider than the page, or scrolls sideways although it is no grid; runs in the page. */
function findSideways(): string[] {
  const { clientWidth, scrollWidth } = document.documentElement;
  const nameOf = (element: Element) => element.outerHTML.slice(0, 160);
  const found: string[] = [];
  if (scrollWidth > clientWidth) {
    const widest = [...document.querySelectorAll('body *')].findLast(
      (element) => element.getBoundingClientRect().right > clientWidth + 1,
    );
    found.push(`the page is ${scrollWidth - clientWidth} px too wide: ${widest ? nameOf(widest) : ''}`);
  }
  for (const element of document.querySelectorAll('body *')) {
    const { overflowX } = getComputedStyle(element);
    if (overflowX !== 'auto' && overflowX !== 'scroll') continue;
    const beyond = element.scrollWidth - element.clientWidth;
    if (beyond <= 1 || element.clientWidth === 0) continue;
    // Grids, and what is named and scrolled by keys, such as a file as it is.
    if (element.matches('[role=grid], :has(> [role=grid]), [tabindex="0"]')) continue;
    found.push(`scrolls sideways by ${beyond} px: ${nameOf(element)}`);
  }
  return found;
}

/** What is wrong with how a screen is headed; runs in the page. */
function findHeadings(): string[] {
  const headings = [...document.querySelectorAll('h1')].map(({ textContent }) => textContent?.trim() ?? '');
  const [heading = ''] = headings;
  const found: string[] = [];
  if (headings.length !== 1)
    found.push(`${headings.length} headings of the first level: ${headings.join(', ')}`);
  if (heading === '' || !document.title.includes(heading) || !document.title.endsWith('Rollcall')) {
    found.push(`the window is named “${document.title}”, its screen “${heading}”`);
  }
  return found;
}

/** A walk through the screens of a company, which collects what is wrong. */
export class Sweep<C> {
  readonly found: string[] = [];
  readonly #page: Page;
  readonly #company: C;
  readonly #requests: { open(): number };
  /** The theme that the page is shown in: each look begins with it, because to change it costs a layout of the whole page. */
  #theme: Theme = 'light';

  constructor(page: Page, company: C) {
    this.#page = page;
    this.#company = company;
    this.#requests = requestsOf(page);
  }

  /** Notes findings of a place. */
  note(place: string, findings: readonly string[]): void {
    this.found.push(...findings.map((text) => `${place}: ${text}`));
  }

  /** Looks at the whole page as it is now, in both themes. */
  async look(place: string, width: number): Promise<void> {
    const page = this.#page;
    await settled(page, this.#requests);
    const first = this.#theme;
    for (const theme of [first, first === 'light' ? 'dark' : 'light'] as const) {
      await this.#show(theme);
      const found = await axe(page, { isOnlyColours: theme !== first });
      this.note(`${place} (${theme}, ${width} px)`, summed(found));
    }
    this.note(`${place} (${width} px)`, await page.evaluate(findSideways));
  }

  async #show(theme: Theme): Promise<void> {
    this.#theme = theme;
    await showTheme(this.#page, theme);
  }

  /** Looks at what lies over the page now: each is seen in one theme on a wide page, and in the other on a phone. */
  async #lookAbove(place: string, width: number, theme: Theme): Promise<void> {
    const page = this.#page;
    await settled(page, this.#requests);
    await this.#show(theme);
    this.note(`${place} (${theme}, ${width} px)`, summed(await axe(page, { within: above })));
    this.note(`${place} (${width} px)`, await page.evaluate(findSideways));
  }

  /** Visits a screen and all that lies over it. */
  async visit(screen: ScreenOf<C>): Promise<void> {
    const page = this.#page;
    const path = typeof screen.path === 'string' ? screen.path : screen.path(this.#company);
    const place = `${path}${screen.role ? ` as ${screen.role}` : ''}`;
    const address = new URL(path, page.url()).href;
    await resize(page, wide);
    await showScreen(page, path, screen.title);
    await this.look(place, wide.width);
    this.note(place, await page.evaluate(findHeadings));
    const alerts = await page.getByRole('main').getByRole('alert').allInnerTexts();
    if (!screen.trouble)
      this.note(
        place,
        alerts.map((text) => `says that something went wrong: ${text}`),
      );
    const overs = (screen.over ?? []).map((over, index) => ({ over, isDarkFirst: index % 2 === 1 }));
    for (const { over, isDarkFirst } of overs)
      if (over.only !== 'phone') await this.#attempt(place, address, over, wide.width, isDarkFirst);
    await resize(page, phone);
    await this.look(place, phone.width);
    for (const { over, isDarkFirst } of overs)
      if (over.only !== 'wide') await this.#attempt(place, address, over, phone.width, !isDarkFirst);
  }

  /** What cannot be opened or closed is a finding, and does not keep the others from being looked at. */
  async #attempt(
    place: string,
    address: string,
    over: OverOf<C>,
    width: number,
    isDark: boolean,
  ): Promise<void> {
    const name = `${place} › ${over.name ?? String(over.dialog ?? over.of)}`;
    try {
      await this.#lookOver(name, over, width, isDark);
    } catch (error) {
      this.note(`${name} (${width} px)`, [String(error).split('\n').slice(0, 6).join(' ')]);
      await resize(this.#page, width === wide.width ? wide : phone);
      await this.#page.goto(address);
    }
  }

  async #lookOver(name: string, over: OverOf<C>, width: number, isDark: boolean): Promise<void> {
    const page = this.#page;
    const opener = over.by?.(page);
    const pressed = await opener?.elementHandle();
    const shown = await this.#open(over);
    await over.inside?.(shown, this.#company);
    const [theme, other] = isDark ? (['dark', 'light'] as const) : themes;
    await this.#lookAbove(name, width, theme);
    if (over.only === 'phone') await this.#lookAbove(name, width, other);
    if (over.only === 'wide') {
      await resize(page, phone);
      await settled(page, this.#requests);
      // A box beside a button goes with it.
      if (await shown.isVisible()) await this.#lookAbove(name, phone.width, other);
      await resize(page, wide);
      await settled(page, this.#requests);
    }
    if (over.holdsForm) {
      await page.keyboard.press('Escape');
      await shown.locator('form').waitFor({ state: 'detached' });
    }
    const list = page.getByRole('listbox');
    if (over.dialog !== undefined && (await list.isVisible())) {
      // A field that has the focus from the start shows what can be chosen.
      await page.keyboard.press('Escape');
      await list.waitFor({ state: 'detached' });
    }
    if (await shown.isVisible()) await page.keyboard.press('Escape');
    await shown.waitFor({ state: 'detached' });
    if (!opener || !pressed) return;
    // A button that was away while the page was narrow is another one now.
    if (over.only === 'wide' && !(await pressed.evaluate((element) => element.isConnected))) {
      await this.#open(over);
      await page.keyboard.press('Escape');
      await shown.waitFor({ state: 'detached' });
    }
    const hasFocus = async () => await opener.evaluate((element) => element === document.activeElement);
    await vi.waitUntil(hasFocus, { timeout: patienceMilliseconds, interval: 20 }).catch(async () => {
      const at = await page.evaluate(() => document.activeElement?.outerHTML.slice(0, 120));
      this.note(`${name} (${width} px)`, [`the focus does not return to the button, but to ${at}`]);
    });
  }

  async #open(over: OverOf<C>): Promise<Locator> {
    const page = this.#page;
    const opener = over.by?.(page);
    if (opener) {
      await opener.click();
      if (over.item !== undefined) await page.getByRole('menuitem', { name: over.item }).click();
    }
    await over.open?.(page, this.#company);
    const shown =
      over.dialog === undefined
        ? page.getByRole('menu').or(page.getByRole('listbox')).first()
        : page
            .getByRole('dialog', { name: over.dialog })
            .or(page.getByRole('alertdialog', { name: over.dialog }))
            // The menu that it was chosen from goes while it comes.
            .and(page.locator(':not([data-exiting])'));
    await shown.waitFor();
    return shown;
  }
}

/** Visits screens as those who may, and says what is wrong with any of them. */
export async function sweep<C extends Organisation>(
  console: TestConsole,
  company: C,
  screens: readonly ScreenOf<C>[],
): Promise<string[]> {
  const found: string[] = [];
  for (const [role, those] of Map.groupBy(screens, ({ role }) => role ?? 'admin')) {
    const page = await console.open(company, '/settings/you', { role });
    page.setDefaultTimeout(patienceMilliseconds);
    await page.getByRole('heading', { level: 1 }).waitFor();
    const walk = new Sweep(page, company);
    for (const screen of those) {
      if (screen.trouble) console.expectTrouble(screen.trouble);
      await walk.visit(screen).catch((error: unknown) => walk.note(String(screen.path), [String(error)]));
    }
    found.push(...walk.found);
    await page.close();
  }
  return found;
}
