/** Somebody is told, once, when a bridge or a terminal goes silent, and when it is heard of again. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime, { type Email } from 'postal-mime';
import { afterAll, afterEach, beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { NotHandedOver, sendRun, tellSilence } from '#functions/domain/mails/index.ts';
import type { DeliveryMessage } from '#functions/queue/delivery-messages.ts';
import { phrase } from '#shared/reasons/index.ts';
import { instantFromEpoch } from '#shared/time/wall-time.ts';
import { aDevice } from '#test/push/cloud-punches.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { headerOf, unsubscribeUrl } from '#test/support/mails.ts';
import { problem } from '#test/support/problem-error.ts';
import { aBridgeWith, aReport } from '#test/support/signed-bridge.ts';
import { auditOf, later } from '#test/support/site.ts';
import { actorOn, storesWith } from '#test/support/stores-with.ts';

const folder = mkdtempSync(join(tmpdir(), 'rollcall-notices-'));
const cloud = useCloud({ mailFolder: folder });
const recipients = ['ada@example.com', 'bob@example.com'];
const notices = { silence: { active: true, afterMinutes: 60, recipients } };

beforeEach(() => {
  cloudTime.set('2026-03-20T12:00:00Z');
  vi.stubEnv('WEBHOOK_LOOPBACK', 'allowed');
});
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Takes the mails to an organisation out of the folder, in the order of their addresses. */
async function takeMails({ name }: Organisation): Promise<Email[]> {
  const found: Email[] = [];
  for (const file of readdirSync(folder)) {
    const path = join(folder, file);
    const mail = await PostalMime.parse(readFileSync(path));
    if (headerOf(mail, 'list-id') !== `<~silence.${name}.rollcall>`) continue;
    found.push(mail);
    rmSync(path);
  }
  return found.sort((a, b) => ((a.to?.[0]?.address ?? '') < (b.to?.[0]?.address ?? '') ? -1 : 1));
}

/** Lets the clock come twice at once after some minutes, and has everything done that it begins. */
async function clockComes(minutes: number): Promise<void> {
  later(minutes * 60);
  await Promise.all([cloud.fire('nightly'), cloud.fire('nightly')]);
  await cloud.settle();
}

/** An organisation that wants to be told, with its bridges. */
async function anOrganisation(settings = notices) {
  const organisation = await cloud.organisation();
  await organisation.api.patchSettings({ body: { notices: settings } });
  const bridgeAt = async (site: string) => {
    const { token } = await organisation.api.createEnrolmentToken({ body: { site } });
    return await aBridgeWith(cloud.url, token);
  };
  return { ...organisation, bridgeAt };
}

/** A receiver of webhooks on this machine: the changes of silence that it got. */
async function aReceiver({ api }: Organisation) {
  const got: { key: unknown; value: Record<string, unknown> }[] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      got.push(...JSON.parse(Buffer.concat(parts).toString('utf8')).changes);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => new Promise<void>((resolve) => server.close(() => resolve())));
  const { port } = server.address() as AddressInfo;
  await api.createWebhook({ body: { url: `http://localhost:${port}/hook`, kinds: ['silence'] } });
  return got;
}

async function webhooksGo(): Promise<void> {
  later(60);
  await cloud.fire('tick');
  await cloud.settle();
}

test('a bridge that falls silent is told in one mail to each and one change, and so is its return', async () => {
  const organisation = await anOrganisation();
  const { api, bridgeAt } = organisation;
  await api.putChangeState({ body: { kept: true } });
  later(120);
  const changes = await aReceiver(organisation);
  const [gate, yard] = [await bridgeAt('Gate'), await bridgeAt('Yard')];
  // Never heard of, so nobody expects it.
  await bridgeAt('Store');
  await gate.beat({ reports: [aReport('GATE1', { name: 'Main door' }), aReport('GATE2')] });
  await yard.beat({ terminals: ['YARD1'] });
  await clockComes(0);
  for (let quarter = 0; quarter < 3; quarter += 1) {
    await yard.beat({ terminals: ['YARD1'] });
    await clockComes(20);
  }
  const told = await takeMails(organisation);
  expect(told.map(({ to, subject }) => [to?.[0]?.address, subject])).toEqual(
    recipients.map((address) => [address, 'Silent: Gate']),
  );
  const [mail] = told;
  const text = mail?.text ?? '';
  expect(text).toContain('Nothing at all is heard of this site.');
  expect(text).toContain(
    `Bridge Test site (${gate.id}) was last heard of at 2026-03-20 12:02, 1:00 hours ago.`,
  );
  expect(text).toContain('With it nothing is heard of: Main door (GATE1), GATE2.');
  expect(text).toContain('`rollcall-bridge status`');
  expect(text).toContain(`How it is now: ${cloud.url}/bridges/${gate.id}`);
  expect(text.indexOf('power')).toBeLessThan(text.indexOf('cable'));
  expect(mail?.html).toContain('<li>Nothing at all is heard of this site.</li>');
  await webhooksGo();
  const key = { thing: 'bridge', id: gate.id };
  expect(changes).toMatchObject([
    {
      key,
      value: {
        state: 'silent',
        sites: ['Gate'],
        since: '2026-03-20T12:02:00.000Z',
        terminals: ['GATE1', 'GATE2'],
        wholeSite: true,
      },
    },
  ]);
  expect(changes[0]?.value).not.toHaveProperty('run');

  await yard.beat({ terminals: ['YARD1'] });
  await clockComes(14);
  expect(await takeMails(organisation)).toEqual([]);
  later(14 * 60);
  await gate.beat({ terminals: ['GATE1', 'GATE2'] });
  await yard.beat({ terminals: ['YARD1'] });
  await clockComes(1);
  const back = await takeMails(organisation);
  expect(back.map(({ subject }) => subject)).toEqual(['Heard again: Gate', 'Heard again: Gate']);
  expect(back[0]?.text).toContain(`Bridge Test site (${gate.id}) is heard of again.`);
  await webhooksGo();
  expect(changes.slice(1)).toMatchObject([{ key, value: { state: 'heard' } }]);
  const sentTo = recipients.map((address) => ({ address, state: 'sent' }));
  const thing = { thing: 'bridge', id: gate.id, sites: ['Gate'], since: '2026-03-20T12:02:00.000Z' };
  const { items: runs, nextCursor } = await api.listNoticeRuns({ query: { limit: 1 } });
  expect(runs).toMatchObject([{ state: 'sent', silent: [], heard: [thing], recipients: sentTo }]);
  const older = await api.listNoticeRuns({ query: { limit: 1, cursor: nextCursor } });
  expect(older.items).toMatchObject([
    { state: 'sent', silent: [thing], heard: [], unnamed: 0, nothingHeard: false, recipients: sentTo },
  ]);
  expect(older.items[0]).not.toHaveProperty('notice');
  expect(older.items[0]?.silent[0]).not.toHaveProperty('terminals');
  expect(await auditOf(organisation, 'notice.sent')).toMatchObject([
    { subject: 'silence', by: 'mail', facts: { sent: 2, of: 2 } },
    { subject: 'silence', facts: { sent: 2, of: 2 } },
  ]);
});

test('a terminal that its bridge does not reach is told with what the bridge says; archived, it is told no more', async () => {
  const organisation = await anOrganisation();
  const { api, bridgeAt } = organisation;
  const gate = await bridgeAt('Gate');
  const fault = { code: 'unreachable', message: 'No answer from 192.0.2.10.' } as const;
  const reports = [aReport('DOOR1', { state: 'unreachable', fault }), aReport('DOOR2')];
  const beats = async (minutes: number) => {
    await gate.beat({ reports });
    later(minutes * 60 - 60);
    await gate.beat({ reports });
    await clockComes(1);
  };
  await beats(40);
  expect(await takeMails(organisation)).toEqual([]);
  await beats(21);
  const [mail, ...others] = await takeMails(organisation);
  expect(others).toHaveLength(1);
  expect(mail?.subject).toBe('Silent: Gate');
  expect(mail?.text).toContain(
    'Terminal DOOR1 has not answered its bridge since 2026-03-20 12:00, for 1:01 hours. No answer from 192.0.2.10.',
  );
  expect(mail?.text).not.toContain('Nothing at all');
  // Its bridge falls silent too: that says nothing new of the terminal.
  await clockComes(40);
  await clockComes(30);
  const [second] = await takeMails(organisation);
  expect(second?.text).toContain('With it nothing is heard of: DOOR1, DOOR2.');
  const { etag } = await api.getTerminal.answer({ params: { serial: 'DOOR1' } });
  await api.updateTerminal({ params: { serial: 'DOOR1' }, body: { state: 'retired' }, ifMatch: etag ?? '' });
  await api.revokeBridge({ params: { bridgeId: gate.id } });
  await clockComes(15);
  expect(await takeMails(organisation)).toEqual([]);
  const states = (await organisation.stores.silences.all()).map(({ id, state }) => [id, state]);
  expect(Object.fromEntries(states)).toEqual({ DOOR1: 'gone', [gate.id]: 'gone' });
});

test('a terminal that pushes to the cloud is told by itself, unless it has never called', async () => {
  const organisation = await anOrganisation();
  const { api } = organisation;
  for (const serial of ['HUSH1', 'HUSH2']) {
    await api.registerTerminal({ body: { serial, push: { open: true } } });
  }
  const terminal = aDevice(cloud.url, 'HUSH1', []);
  expect(await terminal.settle()).toBe(true);
  await clockComes(1);
  await clockComes(40);
  await clockComes(30);
  const [mail] = await takeMails(organisation);
  expect(mail?.subject).toBe('Silent: Terminal HUSH1');
  expect(mail?.text).toMatch(/- Terminal HUSH1 was last heard of at 2026-03-20 12:0/);
  expect(mail?.text).toContain('the address of the server in its menu');
  expect(mail?.text).not.toContain('HUSH2');
  later(14 * 60);
  expect(await terminal.settle()).toBe(true);
  await clockComes(1);
  const [back] = await takeMails(organisation);
  expect(back?.subject).toBe('Heard again: Terminal HUSH1');
});

test('when all is silent at once it is one mail, and none after the cloud itself was away', async () => {
  const organisation = await anOrganisation();
  const bridges = [];
  for (const site of ['A', 'B', 'C', 'D', 'E']) bridges.push(await organisation.bridgeAt(site));
  for (const [at, bridge] of bridges.entries()) await bridge.beat({ terminals: [`ALL${at}`] });
  await clockComes(1);
  // Nobody has looked for hours: bridges have yet to come back.
  await clockComes(300);
  expect(await takeMails(organisation)).toEqual([]);
  later(15 * 60);
  const sent: unknown[] = [];
  const actor = actorOn(cloud, organisation);
  const looks = [1, 2, 3].map(() => tellSilence(actor, async (messages) => void sent.push(...messages)));
  await Promise.all(looks);
  expect(sent).toHaveLength(1);
  await clockComes(15);
  const [mail, ...others] = await takeMails(organisation);
  expect(others).toHaveLength(1);
  expect(mail?.subject).toBe('Nothing is heard of any terminal');
  expect(mail?.text).toContain('ask whoever runs Rollcall');
  expect(mail?.text?.match(/was last heard of/g)).toHaveLength(5);
});

test('what somebody was stopped at is told by the next one, once', async () => {
  const organisation = await anOrganisation();
  const gate = await organisation.bridgeAt('Gate');
  await gate.beat({ terminals: ['STOP1'] });
  await clockComes(1);
  await clockComes(40);
  later(30 * 60);
  const sent = vi.fn(async () => {});
  const actor = actorOn(cloud, organisation);
  const stores = storesWith(actor.stores, 'reportRuns', {
    add: () => Promise.reject(new Error('stopped')),
  });
  await expect(tellSilence({ ...actor, stores }, sent)).rejects.toThrow('stopped');
  expect(sent).not.toHaveBeenCalled();
  // The silence is noted, and the next one begins with what it belongs to. That one is stopped before its message.
  later(15 * 60);
  const stopped = () => Promise.reject(new Error('stopped again'));
  await expect(tellSilence({ ...actor, now: cloudTime.instant() }, stopped)).rejects.toThrow('stopped again');
  await clockComes(15);
  expect((await takeMails(organisation)).map(({ subject }) => subject)).toEqual([
    'Silent: Gate',
    'Silent: Gate',
  ]);
  await clockComes(15);
  expect(await takeMails(organisation)).toEqual([]);
});

test('administrators see whom a notice has not reached, and why', async () => {
  const organisation = await anOrganisation();
  const gate = await organisation.bridgeAt('Gate');
  await gate.beat({ terminals: ['FAIL1'] });
  await clockComes(1);
  await clockComes(40);
  later(30 * 60);
  const actor = actorOn(cloud, organisation);
  const sent: unknown[] = [];
  await tellSilence(actor, async (messages) => void sent.push(...messages));
  const [message] = sent as DeliveryMessage[];
  if (message?.kind !== 'send-report') throw new Error('nothing is to be sent');
  const unused = () => Promise.reject(new Error('nobody is to call this'));
  await sendRun(
    actor,
    {
      handOver: async ({ to }) => {
        if (to !== 'ada@example.com') return null;
        throw new NotHandedOver(phrase('mail.not-taken', { what: 'away' }));
      },
      isLast: true,
      uploads: { put: unused, get: unused },
      bucket: 'none',
      sendToExports: unused,
      publicUrl: cloud.url,
      until: instantFromEpoch(cloudTime.now() + 60_000),
    },
    message.runId,
  );
  const { items } = await organisation.api.listNoticeRuns({});
  expect(items).toMatchObject([
    {
      id: message.runId,
      state: 'partly',
      silent: [{ id: gate.id }],
      recipients: [
        { address: 'ada@example.com', state: 'failed', reason: 'Amazon SES did not take the mail: away.' },
        { address: 'bob@example.com', state: 'sent' },
      ],
    },
  ]);
});

test('a recipient unsubscribes for good, and HR sees it; others see no addresses', async () => {
  const organisation = await anOrganisation();
  const { api } = organisation;
  const gate = await organisation.bridgeAt('Gate');
  await gate.beat({ terminals: ['UNSUB1'] });
  await clockComes(1);
  await clockComes(40);
  await clockComes(30);
  const [mail] = await takeMails(organisation);
  const url = unsubscribeUrl(mail);
  for (let again = 0; again < 2; again += 1) {
    const response = await fetch(url, { method: 'POST' });
    expect([response.status, await response.json()]).toEqual([
      200,
      { title: 'Silent bridges and terminals', address: 'ada@example.com', subscribed: false },
    ]);
  }
  expect(await auditOf(organisation, 'notice.unsubscribed')).toHaveLength(1);
  expect((await api.getSettings({})).unsubscribed).toEqual(['ada@example.com']);
  // What was read can be sent back, and who was taken out cannot be put in again.
  const { body, etag } = await api.getSettings.answer({});
  await api.putSettings({ body, ifMatch: etag ?? '' });
  const without = { silence: { ...notices.silence, recipients: ['bob@example.com'] } };
  await api.patchSettings({ body: { notices: without } });
  const shouted = { silence: { ...notices.silence, recipients: ['ADA@example.com'] } };
  await expect(api.patchSettings({ body: { notices: shouted } })).rejects.toSatisfy(
    problem('notices.unsubscribed'),
  );
  later(14 * 60);
  await gate.beat({ terminals: ['UNSUB1'] });
  await clockComes(1);
  expect((await takeMails(organisation)).map(({ to }) => to?.[0]?.address)).toEqual(['bob@example.com']);
  expect(await (await fetch(`${url}?want=on`, { method: 'POST' })).json()).toMatchObject({
    subscribed: false,
  });
  await api.patchSettings({ body: { notices } });
  expect(await (await fetch(url)).json()).toMatchObject({ address: 'ada@example.com', subscribed: true });
  const reader = await organisation.keyFor('viewer');
  const seen = await cloud.fetch('/v1/settings', { key: reader });
  expect(await seen.json()).toHaveProperty('notices', { silence: { active: true, afterMinutes: 60 } });
});
