/** People whose days are exported in tests, and the files that come of it. @module */

import { expect } from 'vitest';
import type { TestCloud } from './cloud.ts';
import type { TestSite } from './site.ts';
import { aSiteWithWork } from './workdays.ts';

/** The days of the exports. */
export const march = { from: '2026-03-02', to: '2026-03-09' };
/** An export as somebody asks for it. */
export type Wanted = Parameters<TestSite['api']['startExport']>[0]['body'];

/** The user 701, who works on two days, and 0702 of another site, who works into the night of the 4th. */
export async function aTeam(cloud: TestCloud): Promise<TestSite> {
  const site = await aSiteWithWork(cloud, [2, 3]);
  await site.api.createUser({
    body: {
      id: '0702',
      name: '=Second, "B"',
      department: 'Office',
      site: 'North',
      employeeNumber: '007',
      issuedOn: '2026-03-01',
    },
  });
  await site.api.createLeave({
    body: { userId: '0702', type: 'annual', from: '2026-03-05', to: '2026-03-06', portion: { kind: 'full' } },
  });
  await site.api.generateSheets({ body: march });
  await cloud.settle();
  return site;
}

/** The text of the files of an export, once it is done. */
export async function filesOf(cloud: TestCloud, site: TestSite, wanted: Partial<Wanted> = {}) {
  const started = await site.api.startExport({ body: { ...march, ...wanted } });
  await cloud.settle();
  const made = await site.api.getExport({ params: { exportId: started.id } });
  expect(made).toMatchObject({ state: 'done' });
  const texts = await Promise.all(
    (made.files ?? []).map(async ({ url }) => Buffer.from(await (await fetch(url ?? '')).arrayBuffer())),
  );
  return { started, made, texts: texts.map(String), bytes: texts };
}

/** The lines of a CSV. */
export const linesOf = (text: string) =>
  text
    .replace(/^\ufeff/, '')
    .trimEnd()
    .split('\r\n');

/** The lines of a CSV without quotes as objects. */
export function rowsIn(text: string) {
  const [head = '', ...lines] = linesOf(text);
  const keys = head.split(',');
  return lines.map((line) => Object.fromEntries(line.split(',').map((cell, at) => [keys[at], cell])));
}
