/** What terminals send that is not quite the protocol: nothing of it may be lost, and nothing taken for what it is not. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { readAccRows, readAccUsers } from './acc.ts';
import { readAttlogRows } from './attlog.ts';
import { bytesOf } from './lines.ts';
import { readOperlog } from './operlog.ts';
import { MemoryHost } from './testing/memory-host.ts';

const sn = 'SN=TEST0000001';
const attlog = `/iclock/cdata?${sn}&table=ATTLOG&Stamp=9999`;
const row = '7\t2026-11-22 08:59:30\t0\t1\n';
const rawOf = (record: { raw?: string } | undefined) => Buffer.from(record?.raw ?? '', 'base64').toString();

describe('rows', () => {
  test.each([
    ['7\t2026-11-22 08:59:30\t0\t1 ', '7'],
    [' 7 \t 2026-11-22 08:59:30 \t 0\t 1', '7'],
    ['   0701\t2026-11-22 08:59:30\t0\t1\t  ', '0701'],
    ['  \t2026-11-22 08:59:30\t0\t1', ''],
  ])('%j are read without the blanks around their fields', (line, pin) => {
    const read = { pin, time: '2026-11-22 08:59:30', status: 0, verify: 1, workCode: '' };
    expect(readAttlogRows(bytesOf(line))).toEqual([read]);
  });

  test('with blanks for TABs could be those of a USB file, and are kept raw', () => {
    const line = '7 2026-11-22 08:59:30 1 0';
    expect(rawOf(readAttlogRows(bytesOf(line))[0])).toBe(line);
  });

  test('that carry a template or a password are kept without it', () => {
    const [record] = readAttlogRows(bytesOf('FP PIN=1\tFID=0\tTMP=hidden\tPasswd=hidden'));
    expect(rawOf(record)).toBe('FP PIN=1\tFID=0\tTMP=\tPasswd=');
  });
});

describe('names', () => {
  const nameOf = (name: Uint8Array) => {
    const line = Buffer.concat([bytesOf('USER PIN=7\tName='), name, bytesOf('\tPri=14\tPasswd=hidden')]);
    return readOperlog(line).users[0];
  };
  const utf8 = Buffer.from('李四');

  test('come in UTF-8, cut in the middle of a character too', () => {
    expect(nameOf(utf8)).toEqual({ pin: '7', name: '李四', privilege: 7 });
    expect(nameOf(utf8.subarray(0, 5))?.name).toBe('李');
  });

  test('of terminals that are set to Chinese come in GB2312', () => {
    expect(nameOf(Buffer.from('d5c5c8fd', 'hex'))?.name).toBe('张三');
    expect(nameOf(Buffer.from('41d5c5', 'hex'))?.name).toBe('A张');
    const users = readAccUsers(
      Buffer.from('75736572207069 6e3d370 96e616d653dd5c5c8fd'.replaceAll(' ', ''), 'hex'),
    );
    expect(users).toEqual([{ pin: '7', name: '张三', privilege: 0 }]);
  });

  test('that are in no known code page are left out: no name is better than a garbled one', () => {
    expect(nameOf(Buffer.from('ff41ff', 'hex'))?.name).toBe('');
    expect(nameOf(Buffer.from('\uFFFD\uFFFD'))?.name).toBe('');
  });
});

describe('requests', () => {
  test('may name the whole address, as through a proxy', async () => {
    const host = new MemoryHost();
    expect((await host.request('GET', `http://192.0.2.1:8081/iclock/getrequest?${sn}`)).body).toBe('OK');
    expect((await host.request('GET', 'http://192.0.2.1/other')).status).toBe(404);
  });

  test('for cdata with nothing else are a handshake: OK alone would fail it', async () => {
    const host = new MemoryHost();
    expect((await host.request('GET', `/iclock/cdata?${sn}`)).body).toMatch(/^GET OPTION FROM: /);
    expect((await host.request('GET', `/iclock/cdata?${sn}&PIN=7`)).body).toBe('OK');
  });

  test('with a packed body are unpacked, or refused without having been read', async () => {
    const host = new MemoryHost();
    const send = (body: Uint8Array, encoding: string) =>
      host.request('POST', attlog, body, '192.0.2.7', encoding);
    expect((await send(gzipSync(row), 'gzip')).body).toBe('OK: 1');
    expect(host.records).toMatchObject([{ pin: '7' }]);
    for (const encoding of ['br', 'gzip']) {
      const reply = await send(bytesOf(row), encoding);
      expect(reply.status).toBeGreaterThanOrEqual(400);
      expect(reply.body).not.toMatch(/ok/i);
    }
    expect(host.records).toHaveLength(1);
  });

  test('are signs of life, also when they are not polls', async () => {
    const host = new MemoryHost();
    await host.request('POST', attlog, row);
    for (const [method, target] of [
      ['POST', attlog],
      ['POST', `/iclock/devicecmd?${sn}`],
      ['POST', `/iclock/cdata?${sn}&table=rtstate`],
      ['POST', `/iclock/querydata?${sn}&type=count&tablename=user`],
      ['GET', `/iclock/rtdata?${sn}&type=time`],
    ] as const) {
      host.epochMilliseconds += 100_000;
      await host.request(method, target, row);
      const { memory } = (await host.findTerminal('TEST0000001')) ?? {};
      expect([target, memory?.lastContactAt]).toEqual([target, host.epochMilliseconds]);
    }
  });
});

describe('what nobody asked for', () => {
  test.each([
    ['a photo without a table', '', 'PIN=1-7.jpg\nSN=A\nsize=9\nCMD=uploadphoto\0hidden', []],
    [
      'templates in a table of their own',
      '&table=FP',
      'FP PIN=1\tTMP=hidden\n',
      ['FP 1/1\nFP PIN=1\tTMP=\n'],
    ],
    ['a password', '&table=NEW', 'X Passwd=hidden\tA=1', ['NEW 1/1\nX Passwd=\tA=1']],
  ])('%s is acknowledged, and its content is not kept', async (_, query, body, kept) => {
    const host = new MemoryHost();
    expect((await host.request('POST', `/iclock/cdata?${sn}${query}`, body)).body).toBe('OK');
    expect(host.records.map(rawOf)).toEqual(kept);
  });

  test('and is too large to be kept gives an alert: the terminal will send it again and again', async () => {
    const host = new MemoryHost();
    await host.request('POST', `/iclock/cdata?${sn}&table=NEW`, 'x'.repeat(70_000));
    expect(host.alerts).toEqual([{ kind: 'too-large', table: 'NEW', bytes: 70_000 }]);
  });
});

describe('an access-control terminal', () => {
  test('takes OK for success where it does not send table data', async () => {
    const host = new MemoryHost();
    const rows = 'time=2026-11-22 08:59:30\tpin=7\tevent=0\tinoutstatus=1\tverifytype=1\tindex=1\n';
    expect((await host.request('POST', `/iclock/cdata?${sn}&table=transaction`, rows)).body).toBe('OK');
    expect(host.records).toHaveLength(1);
  });

  test('has doors without a direction and events without a person', () => {
    const rows = readAccRows(
      bytesOf(
        'time=2026-11-22 08:59:30\tpin=7\tevent=0\tinoutstatus=2\tverifytype=1\n' +
          'time=2026-11-22 08:59:31\tcardno=\tevent=101\n' +
          'event=27\tpin=8\n',
      ),
    );
    expect(rows).toMatchObject({ lines: 3, records: [{ pin: '7', status: 255 }], events: 2 });
  });

  test('is not asked to shake hands for its zone, of which its handshake says nothing', async () => {
    const host = new MemoryHost({ zone: 'Europe/Berlin' }, '2026-03-28T12:00:00Z');
    // It was set to the attendance dialect before, whose handshake tells the zone.
    await host.request('GET', `/iclock/cdata?${sn}&options=all`);
    await host.request('GET', `/iclock/cdata?${sn}&options=all&DeviceType=acc`);
    host.epochMilliseconds = Date.parse('2026-03-29T12:00:00Z');
    expect((await host.request('GET', `/iclock/getrequest?${sn}`)).body).toBe('OK');
  });

  test('tells a count, and gets it back', async () => {
    const host = new MemoryHost();
    const count = `/iclock/querydata?${sn}&type=count&cmdid=1&tablename=user`;
    expect((await host.request('POST', count, 'user=512')).body).toBe('user=512');
  });
});

describe('the time between a handshake and the first poll', () => {
  const shake = `/iclock/cdata?${sn}&options=all`;
  const poll = `/iclock/getrequest?${sn}`;
  /** A punch two and a half hours off, as a terminal makes it that still has the zone of its factory. */
  const wrongHour = '7\t2026-11-22 11:29:35\t0\t1\n';

  test('makes its punches suspect, with an alert, and no others', async () => {
    const host = new MemoryHost();
    await host.request('GET', shake);
    host.epochMilliseconds += 8000;
    expect((await host.request('POST', attlog, `${row}${wrongHour}`)).body).toBe('OK: 2');
    expect(host.records.map(({ clockSuspect = false }) => clockSuspect)).toEqual([false, true]);
    expect(host.alerts).toContainEqual({ kind: 'clock-settling', rows: 1 });
    await host.request('GET', poll);
    host.epochMilliseconds += 30_000;
    await host.request('POST', attlog, '7\t2026-11-22 09:00:05\t0\t1\n');
    expect(host.records.at(-1)?.clockSuspect).toBeUndefined();
  });

  test('is none where terminals keep their own clocks', async () => {
    const host = new MemoryHost();
    host.setsClocks = false;
    await host.request('GET', shake);
    host.epochMilliseconds += 8000;
    await host.request('POST', attlog, wrongHour);
    expect(host.records[0]?.clockSuspect).toBeUndefined();
  });

  test('is none when the terminal is told what it was told before', async () => {
    const host = new MemoryHost();
    await host.request('GET', shake);
    await host.request('GET', poll);
    host.epochMilliseconds += 3_600_000;
    await host.request('GET', shake);
    await host.request('POST', attlog, '7\t2026-11-22 12:29:35\t0\t1\n');
    expect(host.records[0]?.clockSuspect).toBeUndefined();
  });
});
