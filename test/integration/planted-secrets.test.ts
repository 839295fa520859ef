import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { enrolSite } from '#bridge/cloud/index.ts';
import { BridgeConfig } from '#bridge/config/index.ts';
import { startTerminalSimulator } from '#bridge/simulator/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime, type Organisation, useCloud } from '#test/support/cloud.ts';
import { until } from '#test/support/until.ts';

const cloud = useCloud();

/** What must appear nowhere but where it was asked for. */
const planted: Record<string, string> = {
  'name of a person': 'Planted Person 4711',
  phone: '+49 30 555 4711',
  'communication key of a push terminal': 'planted-comm-key',
  'communication key of a terminal': '471147',
  reason: 'planted reason of a correction',
};
/** All that the cloud answered but in the two answers that give a secret, once; and what the bridge logged. */
const answered: string[] = [];
const bridgeLog: string[] = [];
/** What the bridge said of itself when it was asked. */
let diagnosis = '';
let organisation: Organisation;

async function ask(status: number, method: string, path: string, body?: unknown, key = organisation.key) {
  const init = { method, key, ...(body === undefined ? {} : { body: JSON.stringify(body) }) };
  const response = await cloud.fetch(path, { ...init, headers: { 'content-type': 'application/json' } });
  expect(response.status, path).toBe(status);
  if (status >= 400) answered.push(await response.text());
}

/** A bridge that reads a terminal which asks for a key, once with the right and once with a wrong one. */
async function readTerminal(token: string, folder: string): Promise<void> {
  const commKey = Number(planted['communication key of a terminal']);
  const person = { pin: '1042', name: planted['name of a person'] ?? '', password: '471111' };
  const terminal = await startTerminalSimulator({
    serial: 'PLANTED1',
    users: [person],
    punches: [{ pin: '1042', time: '2026-03-02 08:00:00', status: 0, verify: 1, workCode: '' }],
    modes: [`comm-key:${commKey}`],
    clock: cloudTime.now,
  });
  const { host, port } = terminal;
  const config = BridgeConfig.parse({
    cloud: cloud.url,
    name: 'Planted',
    stateDir: join(folder, 'state'),
    terminals: [{ host, port, commKey }],
    poll: { maxSeconds: 5 },
  });
  await enrolSite(config, token, cloudTime.now);
  const bridge = startBridge({
    config,
    log: (line) => void bridgeLog.push(JSON.stringify(line)),
    timing: quickTiming,
    now: cloudTime.now,
  });
  try {
    const { api } = organisation;
    await until(async () =>
      (await api.listTerminals({})).items.some(({ reported }) => reported === 'online'),
    );
    const { id: downloadId } = await api.startDownload({
      body: { terminals: ['PLANTED1'], mode: 'all', createMissingUsers: true },
    });
    await until(async () => (await api.getDownload({ params: { downloadId } })).state !== 'running');
    const [{ id: bridgeId } = { id: '' }] = (await api.listBridges({})).items;
    const { id: diagnosisId } = await api.orderDiagnosis({ params: { bridgeId } });
    const params = { bridgeId, diagnosisId };
    await until(async () => (await api.getDiagnosis({ params })).state === 'done');
    diagnosis = JSON.stringify(await api.getDiagnosis({ params }));
  } finally {
    await bridge.stop();
    await terminal.close();
  }
}

const folder = mkdtempSync(join(tmpdir(), 'rollcall-planted-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

beforeAll(async () => {
  organisation = await cloud.organisation();
  planted['API key of the administrator'] = organisation.key;
  planted['API key of a viewer'] = await organisation.keyFor('viewer');
  const { token } = await organisation.api.createEnrolmentToken({ body: {} });
  planted['enrolment token'] = token;
  await readTerminal(token, folder);

  const name = planted['name of a person'];
  const { phone, reason } = planted;
  const at = { userId: '4711', date: '2026-03-02' };
  await ask(201, 'POST', '/v1/users', { id: '4711', name });
  await ask(428, 'PATCH', '/v1/users/4711', { phone });
  await ask(201, 'POST', '/v1/corrections', {
    kind: 'add-time',
    ...at,
    wallTime: '2026-03-02T08:00:00',
    direction: 'in',
    reason,
  });
  const commKey = planted['communication key of a push terminal'];
  await ask(201, 'POST', '/v1/terminals', { serial: 'PLANTED2', push: { commKey } });
  // Refused, each for another reason, with a secret in what was sent.
  await ask(409, 'POST', '/v1/users', { id: '4711', name });
  await ask(401, 'GET', '/v1/users', undefined, `${organisation.key}x`);
  await ask(403, 'PATCH', '/v1/users/4711', { phone }, planted['API key of a viewer']);
  await ask(422, 'POST', '/v1/corrections', { ...at, reason });
  for (const pushcommkey of [`${commKey}x`, `${commKey}`]) {
    await cloud.fetch(
      `/iclock/cdata?${new URLSearchParams({ SN: 'PLANTED2', options: 'all', pushcommkey })}`,
    );
  }
  await cloud.settle();
});

const lines = () => [...cloud.logged(), ...bridgeLog].join('\n');

test('the cloud and the bridge have logged, and refused something', () => {
  expect(lines()).toContain('PLANTED');
  expect(answered.length).toBeGreaterThan(2);
});

test('no planted secret and no name is in a log line', () => {
  for (const [what, secret] of Object.entries(planted)) expect(lines(), what).not.toContain(secret);
});

test('no planted secret is in a refusal', () => {
  for (const [what, secret] of Object.entries(planted))
    expect(answered.join('\n'), what).not.toContain(secret);
});

test('no planted secret and no name is in what a bridge says of itself', () => {
  expect(diagnosis).toContain('terminal.online');
  for (const [what, secret] of Object.entries(planted)) expect(diagnosis, what).not.toContain(secret);
});
