import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { runCli } from '#bridge/cli/index.ts';
import { readConfig } from '#bridge/config/index.ts';
import { samplePunches, sampleUsers, startTerminalSimulator } from '#bridge/simulator/index.ts';
import type { SimulatorOptions } from '#bridge/simulator/terminal-simulator.ts';
import { startBridge } from '#bridge/work/index.ts';
import { cloudTime, useCloud } from '#test/support/cloud.ts';
import { withTick } from '#test/support/site.ts';

const cloud = useCloud();
const users = sampleUsers(3);
const punches = samplePunches(40, users);

async function aTerminal(serial: string, differing: Partial<SimulatorOptions> = {}) {
  const terminal = await startTerminalSimulator({
    serial,
    users,
    punches,
    model: 'Sample model',
    clock: cloudTime.now,
    ...differing,
  });
  onTestFinished(() => terminal.close());
  return terminal;
}

/** Runs `setup`. @param answers - of whoever sits there; without them, nobody does */
async function setup(args: readonly string[], answers?: string[]) {
  let stdout = '';
  let stderr = '';
  const asked: string[] = [];
  const ask = async (question: string) => {
    asked.push(question);
    const answer = answers?.shift();
    if (answer === undefined) throw new Error(`nobody expected: ${question}`);
    return answer;
  };
  const code = await runCli(['setup', ...args], {
    stdout: { write: (text) => (stdout += text) },
    stderr: { write: (text) => (stderr += text) },
    signal: new AbortController().signal,
    now: cloudTime.now,
    ...(answers === undefined ? {} : { ask }),
  });
  return { code, stdout, stderr, asked };
}

/** An empty machine in an organisation, and the command line that sets it up. */
async function aMachine(terminals: readonly { port: number }[]) {
  const organisation = await cloud.organisation();
  await organisation.set(withTick);
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-setup-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'etc', 'bridge.yaml');
  const token = async () => await organisation.api.createEnrolmentToken({ body: { name: 'Main gate' } });
  const made = await token();
  const places = ['--config', file, '--data', join(folder, 'state'), '--cloud', cloud.url, '--no-service'];
  const search = ['--range', '127.0.0.1/32', ...terminals.flatMap(({ port }) => ['--port', String(port)])];
  const bridges = async () => (await organisation.api.listBridges({})).items;
  return { ...organisation, folder, file, token, made, places, search, bridges };
}

describe('a bridge is set up in one go', () => {
  test('terminals are found and shown, the configuration is written, the bridge enrols, and all is stored', async () => {
    const terminals = [await aTerminal('TEST0000001'), await aTerminal('TEST0000002')];
    const { api, file, made, places, search, bridges } = await aMachine(terminals);
    const { code, stdout, stderr } = await setup([...places, ...search, '--token', made.token, '--yes']);
    expect([code, stderr]).toEqual([0, '']);
    for (const { serial, port } of terminals) {
      expect(stdout).toMatch(
        new RegExp(`\\d  ${serial}  Sample model  127.0.0.1:${port} +\\+0 s +40 of \\d+ +new`),
      );
      expect(stdout).toContain(`${serial}: 40 records read, 40 of them new.`);
      expect((await api.getTerminal({ params: { serial } })).completeThrough).toBeDefined();
    }
    expect(stdout).toContain(`${file} was written: 2 terminals.`);
    expect(stdout).toContain('Everything is stored in the cloud.');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(
      readConfig(file)
        .terminals.map(({ serial }) => serial)
        .sort(),
    ).toEqual(['TEST0000001', 'TEST0000002']);
    const [bridge] = await bridges();
    expect(bridge).toMatchObject({ name: 'Main gate', enrolmentTokenId: made.id });
    expect(await api.getEnrolmentToken({ params: { tokenId: made.id } })).toMatchObject({
      state: 'used',
      bridgeId: bridge?.id,
    });
    for (const { stats } of terminals) {
      expect(stats).toMatchObject({ clockSetTo: [], usersWritten: 0, destructiveCommands: [] });
    }
  });

  test('without terminals it enrols and waits for the list that an administrator sets, which status shows', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { api, file, made, places, bridges } = await aMachine([]);
    const { code, stdout, stderr } = await setup([...places, '--token', made.token, '--no-terminals']);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).not.toContain('Searching');
    expect(readConfig(file).terminals).toEqual([]);
    const [{ id: bridgeId } = { id: '' }] = await bridges();
    const { host, port } = terminal;
    const listed = [
      { host, port, name: 'Gate' },
      { host, port: 1 },
    ];
    const ifMatch = '"0"';
    await api.setBridgeTerminals({ params: { bridgeId }, ifMatch, body: { terminals: listed } });
    const bridge = startBridge({ config: readConfig(file), log: () => {}, now: cloudTime.now });
    onTestFinished(() => bridge.stop());
    const states = async () =>
      (await api.getBridgeTerminals({ params: { bridgeId } })).terminals.map(({ state }) => state);
    await expect.poll(states).toEqual(['online', 'unreachable']);
    await bridge.stop();
    writeFileSync(
      file,
      `${readFileSync(file, 'utf8').replace(/terminals:.*/s, '')}terminals: [{ host: ${host}, port: 1 }]\n`,
    );
    let shown = '';
    const status = await runCli(['status', '--config', file], {
      stdout: { write: (text) => (shown += text) },
      stderr: { write: () => undefined },
      signal: new AbortController().signal,
      now: cloudTime.now,
    });
    expect(status).toBe(0);
    expect(shown).toContain('Cloud list version 1, 2 terminals besides those of the configuration file');
    expect(shown).toContain(
      `${host}:1: not in force, the configuration file has a terminal with this address`,
    );
    expect(shown).toMatch(/TEST0000001 +127\.0\.0\.1:\d+ +online/);
  });

  test('a repeat says what is there and changes nothing; a further terminal is added, and comments stay', async () => {
    const first = await aTerminal('TEST0000001');
    const { file, made, places, search, bridges } = await aMachine([first]);
    await setup([...places, ...search, '--token', made.token, '--yes']);
    const own = `# the gate\n${readFileSync(file, 'utf8')}`.replace(
      'serial: TEST',
      'name: "007" # by hand\n    serial: TEST',
    );
    writeFileSync(file, own);
    const again = await setup([...places, ...search, '--yes']);
    expect(again.code).toBe(0);
    expect(again.stdout).toContain('Already enrolled as');
    expect(again.stdout).toContain('40 records read, 0 of them new.');
    expect(readFileSync(file, 'utf8')).toBe(own);
    const second = await aTerminal('0000002');
    const more = await setup(['--config', file, '--no-service', '--terminal', `127.0.0.1:${second.port}`]);
    expect(more).toMatchObject({ code: 0, stdout: expect.stringContaining('1 added, 2 terminals now.') });
    expect(readFileSync(file, 'utf8')).toContain('# the gate');
    expect(readFileSync(file, 'utf8')).toContain('# by hand');
    expect(readConfig(file).terminals).toMatchObject([
      { serial: 'TEST0000001', name: '007' },
      { serial: '0000002', port: second.port },
    ]);
    expect(await bridges()).toHaveLength(1);
  });

  test('whoever sits there chooses; what is left out is shown with the bridge', async () => {
    const terminals = [await aTerminal('TEST0000001'), await aTerminal('TEST0000002')].sort(
      (a, b) => a.port - b.port,
    );
    const { api, file, made, places, search, bridges } = await aMachine(terminals);
    const { code, asked } = await setup([...places, ...search, '--token', made.token], ['9', 'x', '2']);
    expect([code, asked.length]).toEqual([0, 3]);
    expect(readConfig(file).terminals).toMatchObject([{ serial: terminals[1]?.serial }]);
    const [bridge] = await bridges();
    const details = await api.getBridge({ params: { bridgeId: bridge?.id ?? '' } });
    expect(details.host).toBeDefined();
    expect(details.platform).toContain(process.platform);
    expect(details.found).toEqual([
      {
        serial: terminals[0]?.serial,
        address: `127.0.0.1:${terminals[0]?.port}`,
        model: 'Sample model',
        lastSeenAt: cloudTime.instant(),
      },
    ]);
  });

  test('programs get one JSON object', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { made, places, search } = await aMachine([terminal]);
    const { stdout } = await setup([...places, ...search, '--token', made.token, '--yes', '--json']);
    expect(JSON.parse(stdout)).toMatchObject({
      created: true,
      cloud: cloud.url,
      terminals: 1,
      added: ['TEST0000001'],
      found: [{ serial: 'TEST0000001', records: 40, clockDriftSeconds: 0, standing: 'new' }],
      enrolled: true,
      pulled: [{ serial: 'TEST0000001', read: 40, accepted: 40 }],
      allSent: true,
      service: { state: 'not-installed' },
    });
  });
});

describe('a terminal that asks for its communication key', () => {
  const locked = async () => await aTerminal('TEST0000001', { modes: ['comm-key:4711'] });

  test('gets the one that is given for it, and the configuration keeps it', async () => {
    const terminal = await locked();
    const { file, made, places } = await aMachine([]);
    const address = `127.0.0.1:${terminal.port}`;
    const args = [...places, '--token', made.token, '--terminal', address, '--comm-key'];
    expect(await setup([...args, `${address}=4711`])).toMatchObject({ code: 0 });
    expect(readConfig(file).terminals).toMatchObject([{ commKey: 4711 }]);
    expect(terminal.stats.wrongKeys).toBe(0);
  });

  test('gets the one that whoever sits there says', async () => {
    const terminal = await locked();
    const { file, made, places, search } = await aMachine([terminal]);
    const { code, asked } = await setup([...places, ...search, '--token', made.token], ['4711', 'all']);
    expect(code).toBe(0);
    expect(asked[0]).toContain(`127.0.0.1:${terminal.port} asks for its communication key`);
    expect(readConfig(file).terminals).toMatchObject([{ commKey: 4711 }]);
  });

  test('without it is not taken: nothing is changed, and the token stays', async () => {
    const terminal = await locked();
    const { api, file, made, places, search } = await aMachine([terminal]);
    const { code, stdout, stderr } = await setup([...places, ...search, '--token', made.token, '--yes']);
    expect(code).toBe(4);
    expect(stdout).toContain('asks for a communication key');
    expect(stderr).toContain('--comm-key KEY');
    expect(existsSync(file)).toBe(false);
    expect(await api.getEnrolmentToken({ params: { tokenId: made.id } })).toMatchObject({ state: 'pending' });
  });
});

describe('what goes wrong says what to do, and a repeat goes on', () => {
  test('nobody is there to choose', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { file, made, places, search } = await aMachine([terminal]);
    const { code, stderr } = await setup([...places, ...search, '--token', made.token]);
    expect([code, existsSync(file)]).toEqual([2, false]);
    expect(stderr).toContain('Add --yes');
    expect((await setup([...places, ...search, '--token', made.token, '--yes'])).code).toBe(0);
  });

  test('no terminal is found', async () => {
    const { file, made, places } = await aMachine([]);
    const args = [...places, '--range', '127.0.0.1/32', '--port', '1', '--token', made.token, '--yes'];
    const { code, stderr } = await setup(args);
    expect([code, existsSync(file)]).toEqual([4, false]);
    expect(stderr).toContain('No terminal answers on port 1 in 127.0.0.1/32. Name one with --terminal HOST');
  });

  test('something else listens there', async () => {
    const other = createServer((socket) =>
      socket.on('error', () => undefined).end('HTTP/1.1 400 Bad Request\r\n\r\n'),
    );
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void other.close());
    const bound = other.address();
    const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
    const { made, places, search } = await aMachine([{ port }]);
    const { code, stdout } = await setup([...places, ...search, '--token', made.token, '--yes']);
    expect(code).toBe(4);
    expect(stdout).toContain('does not speak the terminal protocol');
  });

  test('the token was used: the configuration stays, and a new token goes on', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { file, made, token, places, search, bridges } = await aMachine([terminal]);
    const other = await aMachine([await aTerminal('TEST0000002')]);
    await setup([...other.places, ...other.search, '--token', made.token, '--yes']);
    const { code, stderr } = await setup([...places, ...search, '--token', made.token, '--yes']);
    expect(code).toBe(3);
    expect(stderr).toContain('the token has been used');
    expect(readConfig(file).terminals).toHaveLength(1);
    const again = await setup([...places, '--range', '127.0.0.1/32', '--token', (await token()).token]);
    expect(again.code).toBe(0);
    expect(await bridges()).toHaveLength(2);
  });

  test('the cloud cannot be reached', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { folder, search } = await aMachine([terminal]);
    const file = join(folder, 'away.yaml');
    const args = [
      '--config',
      file,
      '--data',
      join(folder, 'away'),
      '--cloud',
      'http://127.0.0.1:9',
      '--no-service',
    ];
    const { code, stderr } = await setup([...args, ...search, '--token', 'x'.repeat(40), '--yes']);
    expect(code).toBe(5);
    expect(stderr).toContain('The cloud cannot be reached');
    expect(readConfig(file).terminals).toHaveLength(1);
  });

  test('the bridge was revoked: a new token makes it another one', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { api, made, token, places, search, bridges } = await aMachine([terminal]);
    await setup([...places, ...search, '--token', made.token, '--yes']);
    const [before] = await bridges();
    await api.revokeBridge({ params: { bridgeId: before?.id ?? '' } });
    cloudTime.advance(61_000);
    const without = await setup([...places, ...search, '--yes']);
    expect(without).toMatchObject({ code: 2, stderr: expect.stringContaining('it was revoked') });
    const again = await setup([...places, ...search, '--yes', '--token', (await token()).token]);
    // Its terminals are still those of the bridge that was shut out: an administrator moves them.
    expect(again).toMatchObject({ code: 5, stdout: expect.stringContaining('Move it there') });
    const bridgeId = (await bridges()).find(({ state }) => state === 'active')?.id;
    expect(bridgeId).not.toBe(before?.id);
    await api.updateTerminal({ params: { serial: 'TEST0000001' }, body: { bridgeId }, ifMatch: '*' });
    const last = await setup([...places, ...search, '--yes']);
    expect(last).toMatchObject({ code: 0, stdout: expect.stringContaining('Everything is stored') });
    expect((await bridges()).filter(({ state }) => state === 'active')).toHaveLength(1);
  });

  test('a named terminal does not answer: the others are set up, and the command says so', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { file, made, places } = await aMachine([]);
    const named = ['--terminal', `127.0.0.1:${terminal.port}`, '--terminal', '127.0.0.1:1'];
    const { code, stdout } = await setup([...places, ...named, '--token', made.token]);
    expect(code).toBe(4);
    expect(stdout).toMatch(/127\.0\.0\.1:1 .*refused the connection/);
    expect(readConfig(file).terminals).toMatchObject([{ serial: 'TEST0000001' }]);
    expect(stdout).toContain('Everything is stored in the cloud.');
  });

  test('the configuration is for another cloud, or has another folder', async () => {
    const { file, folder, made, places, search } = await aMachine([await aTerminal('TEST0000001')]);
    await setup([...places, ...search, '--token', made.token, '--yes']);
    const before = readFileSync(file, 'utf8');
    const args = ['--config', file, '--no-service', '--yes', ...search];
    const other = await setup([...args, '--cloud', 'https://other.example']);
    expect(other).toMatchObject({
      code: 2,
      stderr: expect.stringContaining(`is for the cloud ${cloud.url}`),
    });
    const elsewhere = await setup([...args, '--data', join(folder, 'elsewhere')]);
    expect(elsewhere).toMatchObject({ code: 2, stderr: expect.stringContaining('has the stateDir') });
    expect(readFileSync(file, 'utf8')).toBe(before);
  });

  test('the bridge is running: terminals are added, and it is said when they are read', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { file, made, places, search } = await aMachine([terminal]);
    await setup([...places, ...search, '--token', made.token, '--yes']);
    const bridge = startBridge({ config: readConfig(file), log: () => undefined, now: cloudTime.now });
    onTestFinished(() => bridge.stop());
    const second = await aTerminal('TEST0000002');
    const { code, stdout } = await setup([...places, '--terminal', `127.0.0.1:${second.port}`]);
    expect(code).toBe(0);
    expect(stdout).toContain('as soon as it has been started again');
    expect(readConfig(file).terminals).toHaveLength(2);
  });

  test('the bridge is running and a token is given: it is said that the token was not used', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { file, made, token, places, search } = await aMachine([terminal]);
    await setup([...places, ...search, '--token', made.token, '--yes']);
    const bridge = startBridge({ config: readConfig(file), log: () => undefined, now: cloudTime.now });
    onTestFinished(() => bridge.stop());
    const { code, stdout } = await setup([...places, '--no-terminals', '--token', (await token()).token]);
    expect([code, stdout]).toEqual([0, expect.stringContaining('The token was not used')]);
  });

  test('a bridge of another cloud is at work with the folder: nothing is changed, and no service takes its place', async () => {
    const terminal = await aTerminal('TEST0000001');
    const { file, folder, made, token, places, search } = await aMachine([terminal]);
    await setup([...places, ...search, '--token', made.token, '--yes']);
    const bridge = startBridge({ config: readConfig(file), log: () => undefined, now: cloudTime.now });
    onTestFinished(() => bridge.stop());
    const second = join(folder, 'second.yaml');
    const other = ['--config', second, '--data', join(folder, 'state'), '--cloud', 'https://other.example'];
    const { code, stderr } = await setup([...other, ...search, '--yes', '--token', (await token()).token]);
    expect(code).toBe(2);
    expect(stderr).toContain(`enrolled with ${cloud.url} is at work with ${join(folder, 'state')}`);
    expect(existsSync(second)).toBe(false);
    await bridge.stop();
    writeFileSync(second, readFileSync(file, 'utf8').replace(cloud.url, 'https://other.example'), {
      mode: 0o600,
    });
    let said = '';
    const installed = await runCli(['service', 'install', '--config', second], {
      stdout: { write: () => undefined },
      stderr: { write: (text) => (said += text) },
      signal: new AbortController().signal,
      now: cloudTime.now,
    });
    expect([installed, said]).toEqual([
      2,
      expect.stringContaining('but the configuration names https://other.example'),
    ]);
  });

  test('a terminal that is set in the cloud stays out of the file, where it would take the place of that', async () => {
    const [first, second] = [await aTerminal('TEST0000001'), await aTerminal('TEST0000002')];
    const { api, file, made, places, search, bridges } = await aMachine([first, second]);
    await setup([...places, '--token', made.token, '--no-terminals']);
    const [{ id: bridgeId } = { id: '' }] = await bridges();
    const { host, port, serial } = first;
    const body = { terminals: [{ host, port, serial, zone: 'Asia/Kolkata' }] };
    await api.setBridgeTerminals({ params: { bridgeId }, ifMatch: '"0"', body });
    const bridge = startBridge({ config: readConfig(file), log: () => {}, now: cloudTime.now });
    onTestFinished(() => bridge.stop());
    const states = async () =>
      (await api.getBridgeTerminals({ params: { bridgeId } })).terminals.map(({ state }) => state);
    await expect.poll(states).toEqual(['online']);
    await bridge.stop();
    const { code, stdout } = await setup([...places, ...search, '--yes']);
    expect(stdout).toMatch(/TEST0000001 .* set in the cloud\n/);
    expect(readConfig(file).terminals.map((terminal) => terminal.serial)).toEqual(['TEST0000002']);
    expect(code).toBe(0);
  });

  test.each([
    [['--token', 'short'], 'no whole enrolment token'],
    [[], '--token TOKEN is missing'],
    [['--token', 'x'.repeat(40), '--cloud', 'nowhere'], '--cloud "nowhere" must be an address'],
    [['--token', 'x'.repeat(40), '--range', '10.0.0.0/16'], 'searches at most 4096'],
    [['--token', 'x'.repeat(40), '--range', 'here'], 'is not a subnet'],
    [['--token', 'x'.repeat(40), '--port', '0'], 'is not a port'],
    [['--token', 'x'.repeat(40), '--comm-key', 'secret'], 'is not KEY or HOST=KEY'],
    [
      ['--token', 'x'.repeat(40), ...['1', '2', '3', '4'].flatMap((key) => ['--comm-key', key])],
      'at most 3 keys',
    ],
  ])('the arguments %j are refused before anything is done', async (args, message) => {
    const { file, places, search } = await aMachine([]);
    const { code, stderr } = await setup([...places, ...search, ...args]);
    expect([code, existsSync(file)]).toEqual([2, false]);
    expect(stderr).toContain(message);
  });
});
