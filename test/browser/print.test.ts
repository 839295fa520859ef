import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { addDays } from '#shared/time/calendar.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';

const console = useConsole();

/** The controls that would be on the paper; runs in the page. */
function controlsInSight(): string[] {
  const controls = document.querySelectorAll<HTMLElement>('button, input, select, nav, [role="tab"]');
  return [...controls]
    .filter((control) => control.checkVisibility() && !control.closest('td, th'))
    .map((control) => control.getAttribute('aria-label') ?? control.textContent);
}

/** What the page says while it is printed, and the controls on it. */
async function printed(page: Page): Promise<{ text: string; rows: number; controls: string[] }> {
  await page.emulateMedia({ media: 'print' });
  await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  const text = await page.locator('main').innerText();
  const rows = await page.locator('tbody tr').filter({ visible: true }).count();
  const controls = await page.evaluate(controlsInSight);
  await page.evaluate(() => dispatchEvent(new Event('afterprint')));
  await page.emulateMedia({ media: null });
  return { text, rows, controls };
}

/** Whether the pages of a PDF lie, and how many there are. */
async function pagesOf(page: Page): Promise<{ pages: number; lies: boolean }> {
  const pdf = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
  const [, width, height] = pdf.match(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/) ?? [];
  return { pages: pdf.match(/\/Type\s*\/Page\b/g)?.length ?? 0, lies: Number(width) > Number(height) };
}

browserTest(
  'sheets, a person’s month, a day, a report and a list are printed whole, and without controls',
  async () => {
    const company = await console.company({ downloaded: true });
    const date = addDays(company.from, 1);
    const query = { from: date, to: addDays(date, 1) };
    const { items: rows } = await company.api.listSheets({ query: { ...query, limit: 100 } });
    // So low that most of the rows are drawn on paper alone.
    const page = await console.open(company, `/attendance?from=${query.from}&to=${query.to}`, {
      height: 500,
    });
    const go = (path: string) => page.goto(new URL(path, console.cloud.url).href);
    const says = (text: string) => page.getByText(text).filter({ visible: true }).first().waitFor();

    await says('Sample Person 1001');
    await expect.poll(async () => (await printed(page)).rows, { message: 'matrix' }).toBe(rows.length);
    const matrix = await printed(page);
    expect(matrix.text).toMatch(/^Sample Company · .* · as of /m);
    expect(matrix.controls).toEqual([]);
    expect(await pagesOf(page)).toEqual({ pages: 1, lies: true });

    await go(`/reports?report=time-card&from=${query.from}&to=${query.to}`);
    await says('Sample Person 1001');
    const report = await printed(page);
    expect(report.text).toMatch(/^Sample Company · as of /m);
    expect(report.controls).toEqual([]);
    expect((await pagesOf(page)).lies).toBe(true);

    await go(`/attendance?view=day&date=${date}`);
    await says('Sample Person 1001');
    const day = await printed(page);
    expect(day.rows, 'day').toBe(rows.length);
    expect(day.text).toMatch(/^Sample Company · .* · as of /m);
    expect(day.controls).toEqual([]);

    await go('/users');
    await says('Sample Person 1001');
    const { items: everybody } = await company.api.listUsers({ query: { limit: 100 } });
    const users = await printed(page);
    expect(users.rows, 'users').toBe(everybody.length);
    expect(users.controls).toEqual([]);

    await go('/attendance/1003');
    await page.getByRole('heading', { name: 'Sample Person 1003' }).waitFor();
    await page.getByRole('table').waitFor();
    const person = await printed(page);
    expect(person.text).toMatch(/^Sample Company · .* · as of /m);
    expect(person.text).toContain('Signature of the employer');
    expect(person.controls).toEqual([]);
    expect(await pagesOf(page)).toEqual({ pages: 1, lies: false });
  },
);
