/**
 * `npm run cost [-- --json]` prints what a month on AWS costs, item by item, for companies of four sizes. It rests on units that
 * `npm run measure:units` has measured, a price list and a list of assumptions: all three are files in `scripts/cost/`.
 * Exit code 1 when an aim is missed.
 * @module
 */

import { parseArgs } from 'node:util';
import { type Bill, billFor, hourOfToday, sizes } from './cost/bill.ts';

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const bills = sizes.map(billFor);

/** The most that a month may cost. */
const aims: Record<number, (bill: Bill) => string | undefined> = {
  50: ({ dollars }) => (dollars > 2 ? 'more than 2 $ in all' : undefined),
  20000: ({ centsPerUser }) => (centsPerUser > 0.2 ? 'more than 0.2 ¢ a user' : undefined),
  1000000: ({ centsPerUser }) => (centsPerUser > 0.25 ? 'more than 0.25 ¢ a user' : undefined),
};

const print = (line: string) => process.stdout.write(`${line}\n`);
if (values.json) {
  const cents = bills.map(({ users, centsPerUser }) => [String(users), Math.round(centsPerUser * 1e4) / 1e4]);
  print(JSON.stringify({ centsPerUserMonth: Object.fromEntries(cents) }));
} else {
  const column = (value: string) => value.padStart(14);
  print(
    `${'dollars a month'.padEnd(44)}${bills.map(({ users }) => column(`${users.toLocaleString('en')} users`)).join('')}`,
  );
  for (const [at, { what }] of (bills[0]?.items ?? []).entries()) {
    const figures = bills.map(({ items }) => column((items[at]?.dollars ?? 0).toFixed(2)));
    print(`${what.padEnd(44)}${figures.join('')}`);
  }
  print(`${'in all'.padEnd(44)}${bills.map(({ dollars }) => column(dollars.toFixed(2))).join('')}`);
  print(
    `${'cents a user'.padEnd(44)}${bills.map(({ centsPerUser }) => column(centsPerUser.toFixed(4))).join('')}`,
  );
  print(
    `${'besides, an hour of the page of today'.padEnd(44)}${bills.map(({ users }) => column(hourOfToday(users).toFixed(2))).join('')}`,
  );
}
for (const bill of bills) {
  const missed = aims[bill.users]?.(bill);
  if (missed === undefined) continue;
  process.stderr.write(`${bill.users} users: ${missed}\n`);
  process.exitCode = 1;
}
