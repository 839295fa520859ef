import { describe, expect, test } from 'vitest';
import { sameSecret } from './checks.ts';
import { type Refusal, refusals, refused } from './reply.ts';
import { MemoryHost } from './testing/memory-host.ts';

const sn = 'SN=TEST0000001';
const attlog = `/iclock/cdata?${sn}&table=ATTLOG&Stamp=9999`;
const row = '7\t2026-11-22 08:59:30\t0\t1\n';

test('no refusal contains the letters OK anywhere, in any case', () => {
  for (const refusal of Object.keys(refusals) as Refusal[]) {
    const { status, reason, headers, body } = refused(refusal, 0);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(`${reason} ${headers.flat().join(' ')} ${new TextDecoder().decode(body)}`).not.toMatch(/ok/i);
  }
});

describe('an upload that is not stored', () => {
  test.each([
    ['full', 503],
    ['breaks', 500],
  ] as const)('because the store %s is answered %i, and the stamp stays', async (state, status) => {
    const host = new MemoryHost();
    host.store = state;
    const reply = await host.request('POST', attlog, row);
    expect(reply.status).toBe(status);
    expect(reply.body).not.toMatch(/ok/i);
    expect(host.steps).toEqual([]);
    expect(host.broken).toHaveLength(state === 'breaks' ? 1 : 0);
    host.store = 'works';
    expect((await host.request('GET', `/iclock/cdata?${sn}&options=all`)).body).toContain('ATTLOGStamp=0\n');
  });
});

describe('an unknown serial number', () => {
  test.each([
    ['GET', '/iclock/cdata?SN=OTHER&options=all', 401],
    ['POST', '/iclock/cdata?SN=OTHER&table=ATTLOG', 401],
    ['GET', '/iclock/getrequest?SN=OTHER', 401],
    ['POST', '/iclock/registry?SN=OTHER', 406],
  ])(
    '%s %s is answered %i and listed for approval, and nothing is stored',
    async (method, target, status) => {
      const host = new MemoryHost();
      const reply = await host.request(method, target, row);
      expect(reply.status).toBe(status);
      expect(host.unknown).toEqual(['OTHER 192.0.2.7']);
      expect(host.records).toEqual([]);
    },
  );

  test.each(['', '../../etc', '%00', 'x'.repeat(33)])('of the form %j is refused', async (serial) => {
    const host = new MemoryHost();
    expect((await host.request('GET', `/iclock/cdata?SN=${serial}&options=all`)).status).toBe(400);
    expect(host.unknown).toEqual([]);
  });
});

describe('a communication key', () => {
  const keyed = () => new MemoryHost({ acceptsKey: (given) => sameSecret(given, 'sample-key') });
  const shake = `/iclock/cdata?${sn}&options=all`;

  test('opens the handshake, and from the same address what follows it', async () => {
    const host = keyed();
    expect((await host.request('GET', `${shake}&pushcommkey=sample-key`)).status).toBe(200);
    expect((await host.request('POST', attlog, row)).body).toBe('OK: 1');
    expect((await host.request('POST', attlog, row, '198.51.100.1')).status).toBe(401);
  });

  test.each(['', '&pushcommkey=wrong', '&pushcommkey='])(
    'that is %j is refused with an alert',
    async (key) => {
      const host = keyed();
      const reply = await host.request('GET', `${shake}${key}`);
      expect(reply.status).toBe(401);
      expect(reply.body).not.toMatch(/ok/i);
      expect(host.alerts).toEqual([{ kind: 'wrong-key', address: '192.0.2.7' }]);
      expect((await host.request('POST', attlog, row)).status).toBe(401);
      expect(host.records).toEqual([]);
    },
  );

  test('is compared whole', () => {
    expect(sameSecret('abc', 'abc')).toBe(true);
    expect(['', 'ab', 'abcd', 'abd', 'abcabc'].some((given) => sameSecret(given, 'abc'))).toBe(false);
    expect(sameSecret('', '')).toBe(true);
    expect(sameSecret('a', '')).toBe(false);
  });
});

test('a terminal outside its networks is refused with an alert', async () => {
  const host = new MemoryHost({ networks: ['192.0.2.0/24'] });
  expect((await host.request('POST', attlog, row, '198.51.100.1')).status).toBe(403);
  expect(host.records).toEqual([]);
  expect((await host.request('POST', attlog, row)).body).toBe('OK: 1');
});

test('one serial number from two addresses gives an alert and loses nothing', async () => {
  const host = new MemoryHost();
  await host.request('POST', attlog, row);
  expect((await host.request('POST', attlog, row, '192.0.2.8')).body).toBe('OK: 1');
  expect(host.alerts).toEqual([{ kind: 'two-addresses', addresses: ['192.0.2.7', '192.0.2.8'] }]);
});

test('a clock that is ahead, and a stamp that goes back, give alerts', async () => {
  const host = new MemoryHost();
  await host.request('POST', `/iclock/cdata?${sn}&table=ATTLOG&Stamp=500`, '7\t2026-11-22 10:59:30\t0\t1\n');
  await host.request('POST', `/iclock/cdata?${sn}&table=ATTLOG&Stamp=400`, row);
  expect(host.alerts).toEqual([
    { kind: 'clock-ahead', seconds: 7200 },
    { kind: 'stamp-backwards', table: 'ATTLOG', from: '500', to: '400' },
  ]);
});

test('operations that set the clock or move the server give alerts', async () => {
  const host = new MemoryHost();
  const body =
    'OPLOG 21\t1\t2026-11-22 08:00:00\nOPLOG 82\t1\t2026-11-22 08:01:00\nOPLOG 4\t1\t2026-11-22 08:02:00\n';
  expect((await host.request('POST', `/iclock/cdata?${sn}&table=OPERLOG&Stamp=1`, body)).body).toBe('OK: 3');
  expect(host.alerts.map(({ kind }) => kind)).toEqual(['clock-set', 'server-changed']);
});

test('after a change of clocks the next poll asks for a handshake, and the one after it does not', async () => {
  const host = new MemoryHost({ zone: 'Europe/Berlin' }, '2026-03-28T12:00:00Z');
  const shake = () => host.request('GET', `/iclock/cdata?${sn}&options=all`);
  const poll = async () => (await host.request('GET', `/iclock/getrequest?${sn}`)).body;
  expect((await shake()).body).toContain('TimeZone=1\n');
  expect(await poll()).toBe('OK');
  host.epochMilliseconds = Date.parse('2026-03-29T01:00:00Z');
  expect(await poll()).toBe('C:D0:CHECK\n');
  expect((await shake()).body).toContain('TimeZone=120\n');
  expect(await poll()).toBe('OK');
});

describe('what is not attendance', () => {
  test.each([
    [
      'POST',
      `/iclock/cdata?${sn}&table=ATTPHOTO`,
      'PIN=1.jpg\nSN=1\nsize=3\nCMD=uploadphoto\0\xff\xd8',
      'OK',
    ],
    ['POST', `/iclock/fdata?${sn}`, 'PIN=../../x\0\xff\xd8', 'OK'],
    ['POST', `/iclock/cdata?${sn}&table=BIODATA`, 'BIODATA Pin=1\tTmp=AAAA\n', 'OK: 1'],
    ['POST', `/iclock/cdata?${sn}&table=IDCARD`, 'a\nb\n', 'OK: 2'],
    ['POST', `/iclock/cdata?${sn}&table=ERRORLOG`, 'x\n', 'OK'],
    ['POST', `/iclock/cdata?${sn}&table=OPERLOG`, '', 'OK: 0'],
    ['POST', `/iclock/cdata?${sn}&table=rtstate`, 'time=x\n', 'OK'],
    ['POST', `/iclock/cdata?${sn}&AuthType=PWD&PIN=1`, '1234', 'OK'],
    ['POST', `/iclock/cdata?${sn}&type=PostVerifyData`, 'x', 'OK'],
    ['GET', `/iclock/cdata?${sn}&table=RemoteAtt&PIN=1`, '', 'OK'],
    ['GET', `/iclock/ping?${sn}`, '', 'OK'],
  ])('%s %s is acknowledged and leaves nothing', async (method, target, body, answer) => {
    const host = new MemoryHost();
    const reply = await host.request(method, target, body);
    expect([reply.status, reply.body]).toEqual([200, answer]);
    expect(host.records).toEqual([]);
    expect(JSON.stringify(host.alerts)).not.toContain('1234');
  });

  test.each(['table=NEWTABLE', 'x=1'])('with %s is kept raw with an alert', async (query) => {
    const host = new MemoryHost();
    const reply = await host.request(
      'POST',
      `/iclock/cdata?${sn}&${query}`,
      'CHECK LOG: stamp=1 1\t2018-03-14',
    );
    expect(reply.body).toBe('OK');
    expect(Buffer.from(host.records[0]?.raw ?? '', 'base64').toString()).toContain('CHECK LOG: stamp=1');
    expect(host.alerts).toMatchObject([{ kind: 'unknown-table' }]);
  });

  test('and is too large to be kept is refused', async () => {
    const host = new MemoryHost();
    const reply = await host.request('POST', `/iclock/cdata?${sn}&table=NEWTABLE`, 'x'.repeat(100_000));
    expect(reply.status).toBe(413);
    expect(host.records).toEqual([]);
  });
});

test('files are not served, other methods neither', async () => {
  const host = new MemoryHost();
  const file = await host.request('GET', `/iclock/file?${sn}&url=../../etc/passwd`);
  expect(file.status).toBe(404);
  expect((await host.request('PUT', attlog, row)).status).toBe(405);
  expect((await host.request('GET', '/other')).status).toBe(404);
});

describe('an access-control terminal', () => {
  const shake = `/iclock/cdata?${sn}&options=all&DeviceType=acc&pushver=3.1.2`;

  test('registers, gets its configuration, and its passages become records', async () => {
    const host = new MemoryHost();
    expect((await host.request('GET', shake)).body).toMatch(/^registry=ok\nRegistryCode=RC[0-9a-f]{8}\n/);
    expect((await host.request('POST', `/iclock/registry?${sn}`, 'DeviceType=acc')).body).toMatch(
      /^RegistryCode=\w+$/,
    );
    expect((await host.request('POST', `/iclock/push?${sn}`)).body).toContain('SessionID=');
    const live = 'time=2026-11-22 08:59:30\tpin=7\tevent=0\tinoutstatus=0\tverifytype=1\tindex=1\n';
    expect((await host.request('POST', `/iclock/cdata?${sn}&table=rtlog`, live)).body).toBe('OK');
    const bulk = `/iclock/cdata?${sn}&table=tabledata&tablename=transaction&count=1`;
    const stored =
      'transaction pin=7\tverified=1\teventtype=0\tinoutstate=0\ttime_second=864291570\tindex=1\n';
    expect((await host.request('POST', bulk, stored)).body).toBe('transaction=1');
    expect(host.records).toHaveLength(2);
    expect(host.records[0]).toEqual(host.records[1]);
    const users = `/iclock/querydata?${sn}&type=tabledata&cmdid=1&tablename=user&count=1`;
    expect((await host.request('POST', users, 'user pin=7\tname=Sample\tpassword=1234\n')).body).toBe(
      'user=1',
    );
    expect(host.users).toEqual([{ pin: '7', name: 'Sample', privilege: 0 }]);
    const templates = `/iclock/cdata?${sn}&table=tabledata&tablename=templatev10&count=1`;
    expect((await host.request('POST', templates, 'templatev10 pin=7\ttemplate=AAAA\n')).body).toBe(
      'templatev10=1',
    );
    expect(host.records).toHaveLength(2);
  });

  test('is spoken to with its own verbs', async () => {
    const host = new MemoryHost();
    await host.request('GET', shake);
    host.commands.push({ id: '1', command: { kind: 'query-users' } });
    expect((await host.request('GET', `/iclock/getrequest?${sn}`)).body).toBe(
      'C:1:DATA QUERY tablename=user,fielddesc=*,filter=*\n',
    );
  });

  test('is told the time', async () => {
    const host = new MemoryHost();
    const reply = await host.request('GET', `/iclock/rtdata?${sn}&type=time`);
    expect(reply.body).toBe('DateTime=864271770,ServerTZ=+0530');
    const older = await host.request('GET', `/iclock/cdata?${sn}&type=time`);
    expect(older.body).toBe('Time=2026-11-22T08:59:30+05:30');
  });
});
