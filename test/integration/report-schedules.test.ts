/** Reports by e-mail, from the schedule to the file that a mail program opens, and back by the links in it. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import { newId } from '#functions/domain/ids.ts';
import { type HandOver, type OutgoingMail, sendRun } from '#functions/domain/mails/index.ts';
import type { StoredReportRun } from '#functions/store/report-runs.ts';
import { requireOurId } from '#shared/contract/ids.ts';
import type { MailedFiles } from '#shared/contract/report-mails.ts';
import { mostReportSchedules } from '#shared/contract/report-schedules.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { apiWith, cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { problem, refusalOf } from '#test/support/problem-error.ts';
import { auditOf, later } from '#test/support/site.ts';
import { actorOn, storesWith } from '#test/support/stores-with.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-mails-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const cloud = useCloud({ mailFolder: folder });

// The clock of the tests begins at noon UTC on Friday, 2026-03-20.
const noon = '2026-03-20T12:00:00Z';
beforeEach(() => {
  cloudTime.set(noon);
  for (const name of readdirSync(folder)) rmSync(join(folder, name));
});

const params = { scheduleId: 'mornings' };
const two = ['ada@example.com', 'bob@example.com'];
type Body = Parameters<Organisation['api']['putReportSchedule']>[0]['body'];
const mornings: Body = {
  title: 'Yesterday',
  content: { what: 'report', name: 'exceptions', attach: ['csv', 'xlsx'] },
  days: 'yesterday',
  at: '12:10',
  rhythm: { every: 'day' },
  recipients: two,
};

/** The mails of an organisation in the folder, by the address that they go to. */
async function mails({ name: organisation }: Organisation): Promise<Map<string, Email>> {
  const parsed = await Promise.all(
    readdirSync(folder).map((name) => PostalMime.parse(readFileSync(join(folder, name)))),
  );
  const own = parsed.filter((mail) => headerOf(mail, 'list-id') === `<mornings.${organisation}.rollcall>`);
  return new Map(own.map((mail) => [mail.to?.[0]?.address ?? '', mail]));
}

function headerOf(mail: Email | undefined, name: string): string {
  return mail?.headers.find(({ key }) => key === name)?.value ?? '';
}

const unsubscribeUrl = (mail: Email | undefined) => headerOf(mail, 'list-unsubscribe').slice(1, -1);

/** Lets the clock come, twice, as it may, and has everything done that it begins. */
async function clockComes(): Promise<void> {
  for (let again = 0; again < 2; again += 1) {
    await cloud.fire('nightly');
    await cloud.settle();
  }
}

/** An organisation with a person who was absent yesterday, and the schedule. */
async function withSchedule(body: Body = mornings): Promise<Organisation> {
  const organisation = await cloud.organisation();
  await organisation.api.createUser({ body: { id: '1', name: 'Mia Example', issuedOn: '2026-02-01' } });
  await organisation.api.putReportSchedule({ params, body });
  return organisation;
}

/** What RFC 8058 has mail programs do. */
async function oneClick(url: string): Promise<Response> {
  return await fetch(url, { method: 'POST', body: new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }) });
}

async function runsOf({ api }: Organisation) {
  return (await api.listReportRuns({ params })).items;
}

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

describe('a report on a schedule', () => {
  test('goes to each recipient once when it is due, as a mail that programs can read', async () => {
    const organisation = await withSchedule();
    await clockComes();
    expect(await mails(organisation)).toEqual(new Map());
    later(900);
    await clockComes();
    const sent = await mails(organisation);
    expect([...sent.keys()].sort()).toEqual(two);
    const mail = sent.get('ada@example.com');
    expect(mail).toMatchObject({
      subject: 'Yesterday, 2026-03-19',
      from: { name: 'Rollcall', address: 'rollcall@example.com' },
      date: '2026-03-20T12:15:00.000Z',
    });
    expect(mail?.html).toContain('<h1>Exceptions</h1>');
    expect(mail?.html).toContain(unsubscribeUrl(mail));
    expect(mail?.text).toContain(unsubscribeUrl(mail));
    expect(mail?.attachments.map(({ filename, mimeType }) => [filename, mimeType])).toEqual([
      ['exceptions-2026-03-19.csv', 'text/csv'],
      ['exceptions-2026-03-19.xlsx', 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
    ]);
    expect(headerOf(mail, 'list-unsubscribe-post')).toBe('List-Unsubscribe=One-Click');
    expect(unsubscribeUrl(mail)).not.toBe(unsubscribeUrl(sent.get('bob@example.com')));
    expect(headerOf(mail, 'auto-submitted')).toBe('auto-generated');
    expect(await runsOf(organisation)).toMatchObject([
      {
        state: 'sent',
        from: '2026-03-19',
        to: '2026-03-20',
        requestedBy: 'schedule',
        recipients: two.map((address) => ({ address, state: 'sent' })),
      },
    ]);
    expect(await auditOf(organisation, 'report-schedule.sent')).toMatchObject([
      { subject: 'mornings', facts: { sent: 2, of: 2 } },
    ]);
    expect(cloud.logged().join('\n')).not.toMatch(/Mia|ada@/);
  });

  test('shows when it is due next, by the clocks of its zone, of its site, or of the settings', async () => {
    const { api, set } = await withSchedule();
    const put = async (more: Partial<Body>) => {
      const { nextAt, nextZone } = await api.putReportSchedule({ params, body: { ...mornings, ...more } });
      return [nextAt, nextZone];
    };
    expect(await put({})).toEqual(['2026-03-20T12:10:00.000Z', 'UTC']);
    expect(await put({ zone: 'Europe/Berlin' })).toEqual(['2026-03-21T11:10:00.000Z', 'Europe/Berlin']);
    expect(await put({ rhythm: { every: 'week', on: 'monday' } })).toEqual([
      '2026-03-23T12:10:00.000Z',
      'UTC',
    ]);
    expect(await put({ rhythm: { every: 'month', on: 1 } })).toEqual(['2026-04-01T12:10:00.000Z', 'UTC']);
    expect(await put({ active: false })).toEqual([undefined, 'UTC']);
    await set((current) => ({
      ...current,
      download: {
        ...current.download,
        sites: [{ site: 'Pune', zone: 'Asia/Kolkata', schedule: { kind: 'off' } }],
      },
    }));
    expect(await put({ site: 'Pune' })).toEqual(['2026-03-21T06:40:00.000Z', 'Asia/Kolkata']);
    await expect(put({ site: 'Pune', zone: 'UTC' })).rejects.toSatisfy(problem('request.invalid'));
  });

  test('is not sent while it is off, but now when somebody asks, and then once however often they repeat it', async () => {
    const organisation = await withSchedule({ ...mornings, active: false });
    later(900);
    await clockComes();
    expect((await mails(organisation)).size).toBe(0);
    const api = apiWith(cloud.url, organisation.key, { 'idempotency-key': 'now' });
    const { id } = await api.sendReportNow({ params });
    expect(await api.sendReportNow({ params })).toMatchObject({ id });
    await cloud.settle();
    expect((await mails(organisation)).size).toBe(2);
    expect(await runsOf(organisation)).toMatchObject([{ id, state: 'sent' }]);
  });

  test('without rows is left out where that is wanted', async () => {
    const content = { what: 'report', name: 'corrections' } as const;
    const organisation = await withSchedule({ ...mornings, content, whenEmpty: 'skip' });
    later(900);
    await clockComes();
    expect((await mails(organisation)).size).toBe(0);
    expect(await runsOf(organisation)).toMatchObject([
      { state: 'nothing', reason: 'There was nothing to report.', rows: 0 },
    ]);
  });

  test('that cannot be made says why', async () => {
    const body: Body = {
      ...mornings,
      content: { what: 'export', export: { kind: 'payroll', template: 'ours' } },
    };
    const organisation = await cloud.organisation();
    const { api } = organisation;
    await expect(api.putReportSchedule({ params, body })).rejects.toSatisfy(
      problem('export-template.unknown'),
    );
    const person = { ...mornings, content: { what: 'report', name: 'time-card', userId: '7' } } as const;
    await expect(api.putReportSchedule({ params, body: person })).rejects.toSatisfy(problem('user.unknown'));
    await api.createUser({ body: { id: '7', issuedOn: '2026-02-01' } });
    await api.putReportSchedule({ params, body: person });
    await api.mergeUser({
      params: { userId: '7' },
      body: { into: (await api.createUser({ body: { id: '8' } })).id, reason: 'twice' },
    });
    later(900);
    await clockComes();
    const [run] = await runsOf(organisation);
    expect(run).toMatchObject({
      state: 'failed',
      recipients: two.map((address) => ({ address, state: 'waiting' })),
    });
    expect(run?.reason).toContain('8');
  });
});

describe('an export on a schedule', () => {
  test('is made as a job, and its files are attached', async () => {
    const content = { what: 'export', export: { kind: 'summary', format: 'xlsx' } } as const;
    const organisation = await withSchedule({ ...mornings, content, days: 'last-month' });
    later(900);
    await clockComes();
    const mail = (await mails(organisation)).get('bob@example.com');
    expect(mail?.subject).toBe('Yesterday, 2026-02-01 to 2026-02-28');
    expect(mail?.attachments.map(({ filename }) => filename)).toEqual(['summary-2026-02-01-2026-03-01.xlsx']);
    expect(
      Buffer.from(mail?.attachments[0]?.content as ArrayBuffer)
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
    const [run] = await runsOf(organisation);
    expect(run).toMatchObject({ state: 'sent', rows: 1 });
    expect(await organisation.api.getExport({ params: { exportId: run?.exportId ?? '' } })).toMatchObject({
      state: 'done',
      kind: 'summary',
    });
  });
});

describe('unsubscribing', () => {
  test('by one click of a mail program takes the recipient off, for good', async () => {
    const organisation = await withSchedule();
    const { api } = organisation;
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('ada@example.com'));
    for (let again = 0; again < 2; again += 1) {
      const response = await oneClick(url);
      expect([response.status, await response.json()]).toEqual([
        200,
        { title: 'Yesterday', address: 'ada@example.com', subscribed: false },
      ]);
    }
    const [schedule] = (await api.listReportSchedules({})).items;
    expect(schedule).toMatchObject({
      recipients: ['bob@example.com'],
      unsubscribed: [{ address: 'ada@example.com', at: '2026-03-20T12:15:00.000Z' }],
    });
    expect(await auditOf(organisation, 'report-schedule.unsubscribed')).toMatchObject([
      { subject: 'mornings', by: 'recipient', facts: { recipient: schedule?.unsubscribed[0]?.id } },
    ]);
    // HR cannot put the address back, in other letters or by beginning anew.
    const refused = problem('report-schedule.unsubscribed');
    const shouted = { ...mornings, recipients: ['ADA@example.com'] };
    await expect(api.putReportSchedule({ params, body: shouted })).rejects.toSatisfy(refused);
    await api.deleteReportSchedule({ params });
    await expect(api.deleteReportSchedule({ params })).rejects.toSatisfy(problem('report-schedule.unknown'));
    expect((await api.listReportSchedules({})).items).toEqual([]);
    await expect(api.putReportSchedule({ params, body: mornings })).rejects.toSatisfy(refused);
    await api.putReportSchedule({ params, body: { ...mornings, recipients: ['bob@example.com'] } });
    for (const name of readdirSync(folder)) rmSync(join(folder, name));
    cloudTime.advance(24 * 3_600_000);
    await clockComes();
    expect([...(await mails(organisation)).keys()]).toEqual(['bob@example.com']);
  });

  test('asks on a page first, which changes nothing, and can be undone there', async () => {
    const organisation = await withSchedule({ ...mornings, title: 'Late <b> & "early"' });
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('bob@example.com'));
    const headers = { accept: 'text/html,application/xhtml+xml' };
    const asked = await fetch(url, { headers });
    const page = await asked.text();
    expect(asked.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(asked.headers.get('referrer-policy')).toBe('no-referrer');
    expect(page).toContain('Late &lt;b&gt; &amp; &quot;early&quot;');
    const action = /<form method="post" action="([^"]+)">/.exec(page)?.[1] ?? '';
    const recipients = async () => (await organisation.api.listReportSchedules({})).items[0]?.recipients;
    expect(await recipients()).toEqual(two);
    const gone = await (await fetch(new URL(action, url), { method: 'POST', headers })).text();
    expect(await recipients()).toEqual(['ada@example.com']);
    const back = /<form method="post" action="([^"]+)">/.exec(gone)?.[1] ?? '';
    await fetch(new URL(back, url), { method: 'POST', headers });
    expect(await recipients()).toEqual(two);
    expect(await auditOf(organisation, 'report-schedule.subscribed')).toHaveLength(1);
  });

  test('is possible for whoever HR has taken out before, so that they cannot be put back', async () => {
    const organisation = await withSchedule();
    const { api } = organisation;
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('ada@example.com'));
    await api.putReportSchedule({ params, body: { ...mornings, recipients: [] } });
    await oneClick(url);
    await expect(api.putReportSchedule({ params, body: mornings })).rejects.toSatisfy(
      problem('report-schedule.unsubscribed'),
    );
  });

  test('needs the token as it was signed, for what it was signed for', async () => {
    const organisation = await withSchedule();
    later(900);
    await clockComes();
    const url = unsubscribeUrl((await mails(organisation)).get('ada@example.com'));
    const token = url.split('/').at(-2) ?? '';
    const [text = '', signature = ''] = token.split('.');
    const forged = Buffer.from(text, 'base64url').toString().replace('mornings', 'evenings');
    const wrong = [
      'x',
      `${text}.${signature.split('').reverse().join('')}`,
      `${text}.`,
      `${Buffer.from(forged).toString('base64url')}.${signature}`,
      `${token}.x`,
    ];
    for (const each of wrong) {
      const response = await oneClick(url.replace(token, each));
      expect([each, ...(await refusalOf(response))]).toEqual([each, 404, 'report-mail.link']);
    }
    const files = await fetch(url.replace('/subscription', '/files'));
    expect(await refusalOf(files)).toEqual([404, 'report-mail.link']);
  });
});

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
      if (to === 'ada@example.com') throw new Error('the mail service is away');
      return to === 'bob@example.com' ? null : 'no';
    };
    await expect(sendRun(actor, services(handOver), id)).rejects.toThrow('some mails');
    expect(await sendRun(actor, services(handOver, true), id)).toBe('ended');
    expect(tried).toEqual([...two, 'ada@example.com']);
    const run = await actor.stores.reportRuns.find(id);
    expect(Object.values(run?.recipients ?? {})).toMatchObject([
      { address: 'ada@example.com', state: 'failed', reason: 'the mail service is away' },
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

describe('files that are too large for a mail', () => {
  test('are behind a link, for a week', async () => {
    const content = { what: 'export', export: { kind: 'summary' } } as const;
    const organisation = await withSchedule({ ...mornings, content, days: 'last-month' });
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

test('who may not edit people sees no addresses, and there are not endlessly many schedules', async () => {
  const { api, keyFor } = await cloud.organisation();
  const viewer = apiWith(cloud.url, await keyFor('viewer'));
  await expect(viewer.listReportSchedules({})).rejects.toSatisfy(problem('caller.not-allowed'));
  const put = (number: number) =>
    api.putReportSchedule({ params: { scheduleId: `s-${number}` }, body: mornings });
  for (let number = 0; number < mostReportSchedules; number += 1) await put(number);
  await expect(put(mostReportSchedules)).rejects.toSatisfy(problem('report-schedule.too-many'));
});

test.each([
  'nobody',
  'a@b@c.example',
  'a@example.com\r\nBcc: x@example.com',
  'A <a@example.com>',
  'a@example.com,b@example.com',
])('%j is no address', async (address) => {
  const { api } = await cloud.organisation();
  await expect(
    api.putReportSchedule({ params, body: { ...mornings, recipients: [address] } }),
  ).rejects.toSatisfy(problem('request.invalid'));
});
