/** How soon the first screen can be used, and how soon an edit of a schedule shows what it changes. @module */

import { expect } from 'vitest';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { workClock } from './support/work-clock.ts';

const console = useConsole();

/** The aim on a quiet machine, here of the processor alone: what other programs take does not count. */
const mostFirstWorkMilliseconds = 1_500;
/** A machine that twenty programs share. */
const mostFirstMilliseconds = 30_000;
const mostPreviewMilliseconds = 16;
const edits = 4;
/** Steps of the handle until the overtime changes. */
const steps = 6;

browserTest('the matrix can be used soon after its address was opened', async () => {
  const company = await console.company({ downloaded: true });
  const page = await console.open(company, '/settings/you');
  await page.getByRole('heading', { level: 1 }).waitFor();
  const clock = await workClock(page);
  const took: number[] = [];
  const work: number[] = [];
  for (let opening = 0; opening < 3; opening += 1) {
    await page.goto(new URL('/attendance', page.url()).href);
    await page.getByRole('rowheader').first().waitFor();
    const { worked, sinceNavigation } = await clock();
    work.push(worked);
    took.push(sinceNavigation);
  }
  process.stderr.write(
    `First row of the matrix: ${took.map(Math.round).join(', ')} ms after the navigation, ${work.map(Math.round).join(', ')} ms of work.\n`,
  );
  expect(Math.min(...work), 'milliseconds of work until the first row').toBeLessThanOrEqual(
    mostFirstWorkMilliseconds,
  );
  expect(Math.min(...took), 'milliseconds until the first row').toBeLessThanOrEqual(mostFirstMilliseconds);
});

/** What of a trace of the browser is read: `tdur` is time of the processor, in microseconds. */
interface TraceEvent {
  name: string;
  pid: number;
  tid: number;
  tdur?: number;
  args: { name?: string };
}

/** How long the processor has worked on each message to a worker, in milliseconds. */
function workerMessages(trace: Buffer): number[] {
  // What Chromium writes.
  const { traceEvents } = JSON.parse(trace.toString()) as { traceEvents: readonly TraceEvent[] };
  const threadOf = ({ pid, tid }: TraceEvent) => `${pid}:${tid}`;
  const workers = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args.name?.startsWith('DedicatedWorker'))
      .map(threadOf),
  );
  return (
    traceEvents
      .filter((event) => event.name === 'HandlePostMessage' && workers.has(threadOf(event)))
      // Where the recording cuts one off, it has no duration.
      .flatMap(({ tdur }) => (tdur === undefined ? [] : [tdur / 1_000]))
  );
}

browserTest('an edit of a schedule shows at once what it changes', async () => {
  const company = await console.company({ days: 3 });
  const page = await console.open(company, '/schedules/clocking?id=office');
  const handle = page.getByRole('slider', { name: 'In' });
  await handle.focus();
  const changed = page.getByText('was 0:00').first();
  const press = async (key: string) => {
    for (let step = 0; step < steps; step += 1) await page.keyboard.press(key);
  };
  await press('ArrowLeft');
  await changed.waitFor();
  const browser = page.context().browser();
  if (browser === null) throw new Error('the page is of no browser');
  await browser.startTracing(page, { categories: ['devtools.timeline', '__metadata'] });
  for (let edit = 0; edit < edits; edit += 1) {
    await press('ArrowRight');
    await changed.waitFor({ state: 'detached' });
    await press('ArrowLeft');
    await changed.waitFor();
  }
  const messages = workerMessages(await browser.stopTracing());
  expect(messages.length).toBeGreaterThan(2 * edits);
  // Each edit asks twice: by what is typed, and by what is saved.
  const work = (2 * messages.reduce((sum, each) => sum + each, 0)) / messages.length;
  process.stderr.write(`An edit in Try it: ${work.toFixed(1)} ms of work in the engine.\n`);
  expect(work, 'milliseconds of an edit').toBeLessThanOrEqual(mostPreviewMilliseconds);
});
