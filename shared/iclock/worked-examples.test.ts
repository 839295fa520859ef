/** The worked examples of the protocol notes: exact bytes. */
import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readAttlog } from '#shared/punch/attlog.ts';
import { aSerial } from '#test/support/ids.ts';
import { accTokenText } from './acc.ts';
import { pollAnswer } from './commands.ts';
import { bytesOf } from './lines.ts';
import { MemoryHost } from './testing/memory-host.ts';
import { textOfZkTime, zkTimeOf } from './zk-time.ts';

const sn = 'SN=TEST0000001';
const threeRows =
  '100042\t2026-11-22 08:59:30\t0\t1\t0\t0\t0\n' +
  '0701\t2026-11-22 08:59:30\t255\t15\t\t0\t0\n' +
  '\t2026-11-22 09:00:02\t255\t15\t0\t0\t0\n';

test('P1: the handshake answers 318 bytes in 18 lines, minutes for the zone, and the right headers', async () => {
  const host = new MemoryHost();
  const reply = await host.request('GET', `/iclock/cdata?${sn}&options=all&language=69&pushver=2.4.1`);
  expect(reply.status).toBe(200);
  expect(reply.reason).toBe('OK');
  expect(reply.headers).toEqual([
    ['Content-Type', 'text/plain'],
    ['Date', 'Sun, 22 Nov 2026 03:29:30 GMT'],
    ['Content-Length', '318'],
  ]);
  expect(reply.body).toBe(
    [
      'GET OPTION FROM: TEST0000001',
      'Stamp=0',
      'OpStamp=0',
      'PhotoStamp=0',
      'ATTLOGStamp=0',
      'OPERLOGStamp=0',
      'ATTPHOTOStamp=0',
      'ErrorDelay=30',
      'Delay=10',
      'TransTimes=00:00;14:00',
      'TransInterval=1',
      'TransFlag=TransData AttLog\tOpLog\tEnrollUser\tChgUser',
      'TimeZone=330',
      'Realtime=1',
      'Encrypt=0',
      'ServerVer=2.2.14 2020-06-23',
      'PushProtVer=2.2.14',
      'PushOptionsFlag=1',
      '',
    ].join('\n'),
  );
});

describe('P2: an upload of three rows', () => {
  test('is 108 bytes, is counted whole, and gives two records of people and one without a PIN', async () => {
    expect(bytesOf(threeRows)).toHaveLength(108);
    const host = new MemoryHost();
    const reply = await host.request('POST', `/iclock/cdata?${sn}&table=ATTLOG&Stamp=9999`, threeRows);
    expect(reply.body).toBe('OK: 3');
    expect(reply.headers).toContainEqual(['Content-Length', '5']);
    expect(host.records).toEqual([
      { pin: '100042', time: '2026-11-22 08:59:30', status: 0, verify: 1, workCode: '' },
      { pin: '0701', time: '2026-11-22 08:59:30', status: 255, verify: 15, workCode: '' },
      { pin: '', time: '2026-11-22 09:00:02', status: 255, verify: 15, workCode: '' },
    ]);
    expect(host.steps).toEqual(['store', 'stamp']);
  });

  test.each(['9999', '864291570', '2026-11-22T08:59:30'])('echoes the stamp %s as it came', async (stamp) => {
    const host = new MemoryHost();
    await host.request('POST', `/iclock/cdata?${sn}&table=ATTLOG&Stamp=${stamp}`, threeRows);
    const { body } = await host.request('GET', `/iclock/cdata?${sn}&options=all`);
    expect(body).toContain(`\nStamp=${stamp}\nOpStamp=0\n`);
    expect(body).toContain(`\nATTLOGStamp=${stamp}\nOPERLOGStamp=0\n`);
  });

  test('a packed stamp is the local time in a calendar of 31-day months', () => {
    expect(zkTimeOf('2026-11-22 08:59:30')).toBe(864_291_570);
    expect(textOfZkTime(864_291_570)).toBe('2026-11-22 08:59:30');
    expect(textOfZkTime(583_512_660)).toBe('2018-02-27 14:51:00');
  });
});

test('P3: two commands are 164 bytes in two terminated lines; nothing to do is OK without a line end', async () => {
  const window = { from: '2026-11-22 00:00:00', to: '2026-11-22T23:59:59' };
  const answer = pollAnswer([
    { id: '101', command: { kind: 'query-log', ...window } },
    { id: '102', command: { kind: 'verify-count', ...window } },
  ]);
  expect(answer).toBe(
    'C:101:DATA QUERY ATTLOG StartTime=2026-11-22 00:00:00\tEndTime=2026-11-22 23:59:59\n' +
      'C:102:VERIFY SUM ATTLOG StartTime=2026-11-22 00:00:00\tEndTime=2026-11-22 23:59:59\n',
  );
  expect(bytesOf(answer)).toHaveLength(164);
  const host = new MemoryHost();
  expect((await host.request('GET', `/iclock/getrequest?${sn}`)).body).toBe('OK');
  const reply = await host.request('POST', `/iclock/devicecmd?${sn}`, 'ID=101&Return=0&CMD=DATA\n');
  expect(reply.body).toBe('OK');
  expect(host.results).toEqual([{ id: '101', returnCode: 0, command: 'DATA', values: new Map() }]);
});

test('P4: the token of an access-control terminal is the MD5 of its three parts', () => {
  const text = accTokenText('REG0000001', aSerial('TEST0000001'), 'SESS0001');
  expect(createHash('md5').update(text).digest('hex')).toBe('9262322575e969a6c974973169b1fa39');
});

test('P5: in a line of a USB file the third column is the device id', () => {
  const { rows } = readAttlog('   100042\t2026-11-22 08:59:30\t1\t0\t1\t0\r\n');
  expect(rows).toMatchObject([{ pin: '100042', deviceId: '1', status: 0, verify: 1, workCode: '' }]);
});
