import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished } from 'vitest';
import { runCli } from '#bridge/cli/index.ts';
import { readConfig } from '#bridge/config/index.ts';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import { startBridge } from '#bridge/work/index.ts';
import { quickTiming } from '#test/bridge/site.ts';
import { cloudTime } from '#test/support/cloud.ts';
import { aBridgeWith, aReport } from '#test/support/signed-bridge.ts';
import { later } from '#test/support/site.ts';
import { axe } from './support/axe.ts';
import { browserTest } from './support/chromium.ts';
import { useConsole } from './support/console.ts';
import { resize } from './support/settled.ts';

const console = useConsole();
const users = sampleUsers(3);

function first<T>(items: readonly T[]): T {
  const [item] = items;
  if (item === undefined) throw new Error('the list is empty');
  return item;
}

async function aTerminal(serial: string) {
  const terminal = await startTerminalSimulator({
    serial,
    users,
    punches: samplePunches(40, users),
    model: 'Sample model',
    clock: cloudTime.now,
  });
  onTestFinished(() => terminal.close());
  return terminal;
}

/** Runs the shown command as if it had been copied to another computer, and then the bridge that it has set up. */
async function runCommand(command: string, port: number) {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-bridge-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'bridge.yaml');
  const [, ...args] = command.slice(command.indexOf('rollcall-bridge')).split(' ');
  let output = '';
  const say = { write: (text: string) => (output += text) };
  const code = await runCli(
    [
      ...args,
      ...['--config', file, '--data', join(folder, 'state'), '--no-service', '--yes'],
      ...['--range', '127.0.0.1/32', '--port', String(port)],
    ],
    { stdout: say, stderr: say, signal: new AbortController().signal, now: cloudTime.now },
  );
  expect(output).toContain('Everything is stored in the cloud.');
  expect(code).toBe(0);
  const bridge = startBridge({
    config: readConfig(file),
    log: () => {},
    timing: quickTiming,
    now: cloudTime.now,
  });
  onTestFinished(() => bridge.stop());
}

browserTest(
  'an administrator adds a bridge by one command, names its terminal and starts the download',
  async () => {
    const terminal = await aTerminal('TEST0000031');
    const organisation = await console.cloud.organisation();
    const page = await console.open(organisation, '/terminals');
    await page.getByText('No terminal is known yet').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('main').getByRole('button', { name: 'Add a bridge' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByText('A bridge needs a name.').waitFor();
    await dialog.getByLabel('Name of the bridge').fill('Main gate');
    await dialog.getByRole('button', { name: 'Continue' }).click();
    await dialog.getByText('Waiting for the bridge…').waitFor();
    expect(await axe(page)).toEqual([]);
    const command = await dialog.getByRole('tabpanel').locator('code').innerText();
    expect(command).toContain(`sudo rollcall-bridge setup --cloud ${new URL(page.url()).origin} --token `);
    await runCommand(command, terminal.port);
    await dialog.getByText('The bridge has come').waitFor();
    await dialog.getByLabel('Name of TEST0000031').fill('Gate A');
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save and download' }).click();
    await expect
      .poll(async () =>
        (await organisation.api.listTerminals({})).items.map(({ name, serial }) => [name, serial]),
      )
      .toEqual([['Gate A', 'TEST0000031']]);
    const { items } = await organisation.api.listBridges({});
    expect(items).toMatchObject([{ name: 'Main gate', state: 'active' }]);
    const download = page.getByRole('dialog', { name: 'Download attendance' });
    await download.getByRole('button', { name: 'Download', exact: true }).click();
    const downloads = async () => (await organisation.api.listDownloads({})).items;
    await expect.poll(async () => (await downloads()).map(({ state }) => state)).toEqual(['done']);
    const { id } = first(await downloads());
    const { tasks } = await organisation.api.getDownload({ params: { downloadId: id } });
    expect(tasks).toMatchObject([{ terminal: 'TEST0000031', counts: { read: 40 } }]);
  },
);

browserTest(
  'a terminal is named and retired, and what somebody else has saved meanwhile is not lost',
  async () => {
    const company = await console.company();
    const { serial } = first((await company.api.listTerminals({})).items);
    const page = await console.open(company, `/terminals/${serial}`);
    await page.getByRole('button', { name: 'Edit' }).click();
    await page.getByLabel('Name', { exact: true }).fill('Side door');
    const { body, etag } = await company.api.getTerminal.answer({ params: { serial } });
    await company.api.updateTerminal({
      params: { serial },
      body: { site: 'Sample site', name: 'Back door' },
      ifMatch: etag ?? '',
    });
    expect(body.site).toBeUndefined();
    console.expectTrouble(/412/);
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('listitem', { name: 'Name' }).getByText('Back door').waitFor();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('button', { name: 'Keep mine' }).click();
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { name: 'Side door', level: 1 }).waitFor();
    const read = async () => await company.api.getTerminal({ params: { serial } });
    expect(await read()).toMatchObject({ name: 'Side door', site: 'Sample site' });
    await page.getByRole('button', { name: 'More about Side door' }).click();
    await page.getByRole('menuitem', { name: 'Retire' }).click();
    await page.getByRole('alertdialog').getByRole('button', { name: 'Retire' }).click();
    await page.getByText('Side door is retired', { exact: true }).waitFor();
    expect(await axe(page)).toEqual([]);
    expect((await read()).state).toBe('retired');
  },
);

browserTest('a bridge is revoked only by who types its name, and a viewer sees no such control', async () => {
  const company = await console.company();
  const { id } = first((await company.api.listBridges({})).items);
  const viewer = await console.open(company, `/bridges/${id}`, { role: 'viewer' });
  await viewer.getByRole('heading', { name: 'Sample bridge', level: 1 }).waitFor();
  await viewer.getByText('Terminals that it reads').waitFor();
  expect(await viewer.getByRole('button', { name: 'More about Sample bridge' }).count()).toBe(0);
  expect(await viewer.getByRole('button', { name: 'Edit' }).count()).toBe(0);
  const page = await console.open(company, `/bridges/${id}`);
  await page.getByRole('button', { name: 'More about Sample bridge' }).click();
  await page.getByRole('menuitem', { name: 'Revoke' }).click();
  const dialog = page.getByRole('alertdialog');
  const revoke = dialog.getByRole('button', { name: 'Revoke' });
  expect(await revoke.isDisabled()).toBe(true);
  await dialog.getByLabel('Type the name of the bridge').fill('Sample bridge');
  expect(await axe(page)).toEqual([]);
  await revoke.click();
  await page.getByText('Its key does not work any more.').waitFor();
  expect((await company.api.getBridge({ params: { bridgeId: id } })).state).toBe('revoked');
});

browserTest('a site that falls silent comes first, and says what to check there', async () => {
  const organisation = await console.cloud.organisation();
  const bridgeAt = async (site: string, name: string) => {
    const { token } = await organisation.api.createEnrolmentToken({ body: { site, name } });
    return await aBridgeWith(console.cloud.url, token);
  };
  const [gate, yard] = [
    await bridgeAt('Gate', 'Bridge at the gate'),
    await bridgeAt('Yard', 'Bridge in the yard'),
  ];
  await bridgeAt('Store', 'Bridge in the store');
  await gate.beat({ reports: [aReport('GATE1'), aReport('GATE2')] });
  const oldestAt = cloudTime.instant();
  const waiting = { version: '0.1.0', outbox: { waiting: 12, oldestAt }, running: [], take: 0 };
  await yard.api.heartbeat({ body: { ...waiting, terminals: [aReport('YARD1')] } });
  const page = await console.open(organisation, '/terminals');
  await page.getByRole('link', { name: 'Sites', exact: true }).click();
  const table = page.getByRole('grid', { name: 'Sites' });
  const lines = async () => (await table.getByRole('row').allInnerTexts()).slice(1);
  const states = async () =>
    (await lines()).map((line) =>
      line.match(/^\w+|Silent|Partly silent|Not yet heard of|Online|Fault/g)?.join(' '),
    );
  await expect.poll(states).toEqual(['Store Not yet heard of', 'Gate Online', 'Yard Online']);

  later(240);
  const faulty = aReport('GATE2', {
    state: 'unreachable',
    fault: { code: 'unreachable', message: 'No answer.' },
  });
  await gate.beat({ reports: [aReport('GATE1'), faulty] });
  // Whoever comes back to the page does not wait for its next look.
  await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect.poll(states).toEqual(['Yard Silent', 'Gate Fault', 'Store Not yet heard of']);
  expect((await lines())[0]).toMatch(/1 silent\s+1 of 1 silent\s+12, /);
  expect(await axe(page)).toEqual([]);

  await table.getByRole('row', { name: 'Yard' }).focus();
  await page.keyboard.press('Enter');
  const beside = page.getByRole('dialog', { name: 'Yard' });
  await beside.getByText(/^Nothing is heard of Yard since/).waitFor();
  await beside.getByText('rollcall-bridge status').waitFor();
  expect(new URL(page.url()).searchParams.get('open')).toBe('Yard');
  expect(await axe(page)).toEqual([]);
  await page.reload();
  await beside.getByRole('link', { name: 'Bridge in the yard' }).waitFor();
  await beside.getByRole('link', { name: 'Show its terminals' }).click();
  const terminals = page.getByRole('grid', { name: 'Terminals' });
  await terminals.getByRole('row', { name: 'YARD1' }).waitFor();
  expect(await terminals.getByRole('row').count()).toBe(2);

  await page.goBack();
  await beside.getByRole('button', { name: 'Close' }).click();
  await table.getByRole('link', { name: 'Gate' }).click();
  await page.getByRole('dialog', { name: 'Gate' }).getByText('GATE2').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByLabel('Name of a site').fill('nowhere');
  await page.getByText('No site fits').waitFor();
});

browserTest(
  'what a bridge does is said and asked from the cloud: its place, its terminals, its updates',
  async () => {
    const company = await console.company();
    const params = { bridgeId: first((await company.api.listBridges({})).items).id };
    const page = await console.open(company, `/bridges/${params.bridgeId}`);
    const dialog = page.getByRole('dialog');
    await page.getByRole('button', { name: 'Edit', exact: true }).click();
    await dialog.getByLabel('Place').fill('Sample site');
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('region', { name: 'What is known' }).getByText('Sample site').waitFor();

    await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
    await page.getByRole('button', { name: 'Ask how it is' }).click();
    await dialog.getByRole('button', { name: 'Copy as JSON' }).click();
    await dialog.getByText('SAMPLE0000001', { exact: true }).waitFor();
    await dialog.getByText(/^reached in/).waitFor();
    expect(await axe(page)).toEqual([]);
    const { id } = first((await company.api.listDiagnoses({ params })).items);
    const { bundle } = await company.api.getDiagnosis({ params: { ...params, diagnosisId: id } });
    const copied = async () =>
      JSON.parse(await page.evaluate(() => navigator.clipboard.readText())) as unknown;
    expect(await copied()).toEqual(bundle);
    // Lines of a log are long: they scroll in their box, also on a phone.
    const wide = page.viewportSize();
    await resize(page, { width: 390, height: 844 });
    await expect.poll(async () => (await dialog.boundingBox())?.width).toBe(390);
    if (wide !== null) await resize(page, wide);
    await page.keyboard.press('Escape');
    await page.getByText(/^It answered/).waitFor();

    const yard = await aTerminal('TEST0000033');
    const listed = page.getByRole('region', { name: 'Terminals set here' });
    await listed.getByRole('button', { name: 'Add a terminal' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.getByText('Write one host name or IP address, without blanks.').waitFor();
    await dialog.getByLabel('Address').fill(`127.0.0.1:${yard.port}`);
    await dialog.getByLabel('Name', { exact: true }).fill('Yard');
    await dialog.getByLabel('Communication key').fill('1234');
    await dialog.getByRole('button', { name: 'Advanced' }).click();
    await dialog.getByRole('button', { name: 'Connection' }).click();
    await page.getByRole('option', { name: 'TCP only' }).click();
    await dialog.getByText('Set its clock').click();
    expect(await axe(page)).toEqual([]);
    const { etag } = await company.api.getBridgeTerminals.answer({ params });
    const theirs = { terminals: [{ host: '127.0.0.1', port: 1, name: 'Gate' }] };
    await company.api.setBridgeTerminals({ params, body: theirs, ifMatch: etag ?? '' });
    console.expectTrouble(/412/);
    // Both add one: the second is saved over the list of the first.
    await dialog.getByRole('button', { name: 'Save' }).click();
    const line = (name: string) => listed.getByRole('listitem').filter({ hasText: name });
    await line('Yard').getByText('with a communication key').waitFor();
    const known = async () => (await company.api.getBridgeTerminals({ params })).terminals;
    await expect
      .poll(async () => (await known()).map(({ name, state }) => [name, state]))
      .toEqual([
        ['Gate', 'unreachable'],
        ['Yard', 'online'],
      ]);
    await page.reload();
    await line('Yard').getByText('Online').waitFor();
    await line('Gate')
      .getByText(/127\.0\.0\.1:1 refused the connection/)
      .waitFor();
    await line('Gate').getByRole('button', { name: 'Remove Gate' }).click();
    expect(await axe(page)).toEqual([]);
    await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click();
    await line('Gate').waitFor({ state: 'detached' });
    expect(await known()).toMatchObject([
      { name: 'Yard', hasCommKey: true, transport: 'tcp', setClock: true, disableWhileReading: false },
    ]);

    await page.goto(new URL('/settings/server', page.url()).href);
    await page.getByRole('button', { name: 'Change the updates of bridges' }).click();
    await dialog.getByText('Have bridges take releases by themselves').click();
    await dialog.getByLabel('Address of the releases').fill('https://releases.rollcall.example/bridge/');
    await dialog.getByLabel('Give a site a time of its own').click();
    await page.getByRole('option', { name: 'Sample site' }).click();
    await dialog.getByText('Sample site: take releases').click();
    expect(await axe(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Save' }).click();
    await page.getByText('24 hours after a release').waitFor();
    const rings = async () => await company.api.getBridgeUpdates.answer({});
    const from = 'https://releases.rollcall.example/bridge/';
    const atSite = { site: 'Sample site', afterHours: null };
    const set = await rings();
    expect(set.body).toMatchObject({ from, afterHours: 24, sites: [atSite] });

    await page.getByRole('button', { name: 'Change the updates of bridges' }).click();
    await dialog.getByRole('textbox', { name: 'All bridges: hours after a release' }).fill('48');
    const other = { site: 'Other site', afterHours: 1 };
    await company.api.putBridgeUpdates({
      body: { from, afterHours: 12, sites: [atSite, other] },
      ifMatch: set.etag ?? '',
    });
    await dialog.getByRole('button', { name: 'Save' }).click();
    const both = dialog.getByRole('listitem', { name: 'All bridges' });
    await both.getByText('48 hours after a release').waitFor();
    await both.getByText('12 hours after a release').waitFor();
    expect(await axe(page)).toEqual([]);
    await both.getByRole('button', { name: 'Keep mine' }).click();
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect((await rings()).body).toMatchObject({ from, afterHours: 48, sites: [atSite, other] });
  },
);
