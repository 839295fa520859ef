/** A report is sent to each recipient once, whatever becomes of its worker and of the mail service. */
import { describe, expect, test } from 'vitest';
import { newId } from '#functions/domain/ids.ts';
import { type HandOver, NotHandedOver, type OutgoingMail, sendRun } from '#functions/domain/mails/index.ts';
import type { StoredReportRun } from '#functions/store/report-runs.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import type { MailedFiles } from '#shared/contract/report-mails.ts';
import { phrase } from '#shared/reasons/index.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { cloudTime } from '#test/support/cloud.ts';
import { mornings, params, runsOf, two, useMails } from '#test/support/mails.ts';
import { later } from '#test/support/site.ts';
import { actorOn, storesWith } from '#test/support/stores-with.ts';

const { cloud, withSchedule } = useMails();

const unused = () => Promise.reject(new Error('nobody is to call this'));

/** What sending needs, with a hand-over that is watched. */
function services(handOver: HandOver, isLast = false) {
  return {
    handOver,
    isLast,
    uploads: { put: unused, get: unused },
    bucket: 'none',
    sendToExports: unused,
    publicUrl: cloud.url,
    until: instantFromEpoch(cloudTime.now() + 60_000),
  };
}

/** The recipients of a run as they were when it began. */
function asWaiting({ recipients }: StoredReportRun): StoredReportRun['recipients'] {
  return Object.fromEntries(
    Object.entries(recipients).map(([id, { address }]) => [id, { address, state: 'waiting' }]),
  );
}

describe('a run', () => {
  /** A run that somebody asked for, and that has ended. */
  async function aRun() {
    const organisation = await cloud.organisation();
    const content = { what: 'report', name: 'corrections' } as const;
    await organisation.api.putReportSchedule({ params, body: { ...mornings, content } });
    const { id } = await organisation.api.sendReportNow({ params });
    await cloud.settle();
    return { organisation, runId: requireOurId('run', id) };
  }

  /** Another run of the same, of which no message has come yet. */
  async function aRunWithoutWorker() {
    const { organisation, runId } = await aRun();
    const actor = actorOn(cloud, organisation);
    const begun = await actor.stores.reportRuns.find(runId);
    if (!begun) throw new Error('there is no run');
    const id = newId('run');
    await actor.stores.reportRuns.add({ ...begun, id, state: 'waiting', recipients: asWaiting(begun) });
    return { organisation, actor, id };
  }

  test('whose worker was stopped after a mail sends the others, and that one again only if nobody knows of it', async () => {
    const given: string[] = [];
    const handOver = async ({ to }: OutgoingMail) => {
      given.push(to);
      return null;
    };
    const { actor, id } = await aRunWithoutWorker();
    // Stopped once the second mail was handed over, before that could be noted.
    let settled = 0;
    const stores = storesWith(actor.stores, 'reportRuns', {
      settle: async (...args) => {
        settled += 1;
        if (settled === 2) throw new Error('stopped');
        await actor.stores.reportRuns.settle(...args);
      },
    });
    await expect(sendRun({ ...actor, stores }, services(handOver), id)).rejects.toThrow('stopped');
    expect(given).toEqual(two);
    // Another worker does not send while the first may still be at it.
    expect(await sendRun(actor, services(handOver), id)).toEqual({ againAfterSeconds: 61 });
    expect(given).toEqual(two);
    later(61);
    const now = { ...actor, now: cloudTime.instant() };
    expect(await sendRun(now, services(handOver), id)).toBe('ended');
    expect(given).toEqual([...two, 'bob@example.com']);
    expect(await sendRun(now, services(handOver), id)).toBe('ended');
    expect(given).toHaveLength(3);
  });

  test('of two workers at once sends each mail once', async () => {
    const { actor, id } = await aRunWithoutWorker();
    const given: string[] = [];
    const handOver = async ({ to }: OutgoingMail) => {
      given.push(to);
      await new Promise((resolve) => setImmediate(resolve));
      return null;
    };
    await Promise.all([1, 2, 3].map(() => sendRun(actor, services(handOver), id)));
    expect(given.sort()).toEqual(two);
  });

  test('tries again what could not be handed over, and says in the end who got nothing', async () => {
    const { actor, id } = await aRunWithoutWorker();
    const tried: string[] = [];
    const handOver = async ({ to }: OutgoingMail) => {
      tried.push(to);
      if (to === 'ada@example.com') throw new NotHandedOver(phrase('mail.not-taken', { what: 'away' }));
      return to === 'bob@example.com' ? null : phrase('mail.paused', {});
    };
    await expect(sendRun(actor, services(handOver), id)).rejects.toThrow('some mails');
    expect(await sendRun(actor, services(handOver, true), id)).toBe('ended');
    expect(tried).toEqual([...two, 'ada@example.com']);
    const run = await actor.stores.reportRuns.find(id);
    expect(Object.values(run?.recipients ?? {})).toMatchObject([
      { address: 'ada@example.com', state: 'failed', reason: 'Amazon SES did not take the mail: away.' },
      { address: 'bob@example.com', state: 'sent' },
    ]);
  });

  test('whose worker was stopped at its last try has failed', async () => {
    const { organisation, actor, id } = await aRunWithoutWorker();
    const stateNow = async () => (await runsOf(organisation)).find((run) => run.id === id)?.state;
    await actor.stores.reportRuns.noteLastTry(id, instantFromEpoch(cloudTime.now() + 1_000));
    expect(await stateNow()).toBe('waiting');
    later(2);
    expect(await stateNow()).toBe('failed');
  });

  test('leaves out who has unsubscribed after it began', async () => {
    const { organisation, actor, id } = await aRunWithoutWorker();
    await organisation.api.putReportSchedule({
      params,
      body: { ...mornings, recipients: ['bob@example.com'] },
    });
    const given: string[] = [];
    const handOver = async ({ to }: OutgoingMail) => {
      given.push(to);
      return null;
    };
    await sendRun(actor, services(handOver), id);
    expect(given).toEqual(['bob@example.com']);
  });
});

test('a report of somebody who was renamed since is one of the person of now', async () => {
  const { api, ...organisation } = await cloud.organisation();
  await api.createUser({ body: { id: '701', name: 'Sample' } });
  const content = { what: 'report', name: 'time-card', userId: '701' } as const;
  await api.putReportSchedule({ params, body: { ...mornings, content } });
  await api.renameUser({ params: { userId: '701' }, body: { id: 'N1', reason: 'sample' } });
  await cloud.settle();
  const { id } = await api.sendReportNow({ params });
  await cloud.settle();
  const run = await actorOn(cloud, { ...organisation, api }).stores.reportRuns.find(requireOurId('run', id));
  expect(run).toMatchObject({ state: 'done' });
});

describe('files that are too large for a mail', () => {
  test('are behind a link, for a week', async () => {
    const content = { what: 'export', export: { kind: 'summary' } } as const;
    const organisation = await withSchedule({ ...mornings, content, days: 'last-month' });
    // An export lists people by an index, which shows who was added a moment later.
    await expect
      .poll(async () => (await organisation.api.listUsers({ query: {} })).items.map(({ name }) => name))
      .toContain('Mia Example');
    const { id } = await organisation.api.sendReportNow({ params });
    await cloud.settle();
    // The same again, with files that are found to be too large.
    const { stores, ...actor } = actorOn(cloud, organisation);
    const again = storesWith(stores, 'reportRuns', {
      find: async (runId) => {
        const run = await stores.reportRuns.find(runId);
        return run && { ...run, state: 'waiting', recipients: asWaiting(run) };
      },
      take: async () => true,
    });
    const given: OutgoingMail[] = [];
    const handOver = async (mail: OutgoingMail) => {
      given.push(mail);
      return null;
    };
    const large = { ...services(handOver), uploads: { get: async () => 'too-large' as const, put: unused } };
    await sendRun({ ...actor, stores: again }, large, requireOurId('run', id));
    const [mail] = given;
    expect(mail?.files).toEqual([]);
    const url = /href="([^"]+\/files)"/.exec(mail?.html ?? '')?.[1] ?? '';
    expect(mail?.text).toContain(url);
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    expect(page).toContain('>summary-2026-02-01-2026-03-01.csv</a>');
    const { files } = (await (await fetch(url)).json()) as MailedFiles;
    expect(await (await fetch(files[0]?.url ?? '')).text()).toContain('Mia Example');
    later(8 * 86_400);
    expect(await (await fetch(url)).json()).toMatchObject({ files: [] });
  });
});
