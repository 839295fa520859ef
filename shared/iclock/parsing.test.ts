import { describe, expect, test } from 'vitest';
import { aPin } from '#test/support/ids.ts';
import { isPassage, readAccRows, readAccUsers } from './acc.ts';
import { readAttlogRows } from './attlog.ts';
import { countedRecords, describeReturn, readCommandResults } from './command-result.ts';
import { commandText, PushCommand, pollAnswer } from './commands.ts';
import { bytesOf, countLines } from './lines.ts';
import { isInNetworks, isNetwork } from './network.ts';
import { cardOf, readOperlog } from './operlog.ts';
import { isTransFlag, offsetMinutesAt, timeZoneOption } from './options.ts';
import { unknownBody } from './raw-row.ts';
import { readPollInfo, readTarget, serialOf, stampOf } from './request.ts';

const rows = (text: string) => readAttlogRows(bytesOf(text));
const time = '2026-11-22 08:59:30';

describe('rows of the attendance log', () => {
  test.each([
    ['four columns', `7\t${time}\t0\t1`],
    ['sixteen columns', `7\t${time}\t0\t1\t0${'\t0'.repeat(11)}`],
    ['CRLF', `7\t${time}\t0\t1\r\n`],
    ['a time with T', '7\t2026-11-22T08:59:30\t0\t1\n'],
  ])('are read with %s', (_, text) => {
    expect(rows(text)).toEqual([{ pin: '7', time, status: 0, verify: 1, workCode: '' }]);
  });

  test.each([
    ['three columns', `7\t${time}\t0`],
    ['seventeen columns', `7\t${time}\t0\t1\t0${'\t0'.repeat(12)}`],
    ['no time', '7\tyesterday\t0\t1'],
    ['a status that is not a number', `7\t${time}\tin\t1`],
    ['a status beyond a byte', `7\t${time}\t256\t1`],
    ['a NUL in the PIN', `7\0\t${time}\t0\t1`],
    ['a PIN longer than any', `${'7'.repeat(65)}\t${time}\t0\t1`],
    ['a work code longer than any', `7\t${time}\t0\t1\t${'7'.repeat(33)}`],
    ['commas', `7,${time},0,1`],
  ])('are kept raw with %s', (_, text) => {
    const [row, ...others] = rows(text);
    expect(others).toEqual([]);
    expect(row).toMatchObject({ pin: '', time: '' });
    expect(Buffer.from(row?.raw ?? '', 'base64').toString()).toBe(text);
  });

  test('that are not UTF-8 are kept raw', () => {
    const line = Buffer.from(`\xc4\xe3\t${time}\t0\t1`, 'latin1');
    expect(Buffer.from(readAttlogRows(line)[0]?.raw ?? '', 'base64')).toEqual(line);
  });

  test('keep leading zeros, letters, 255 and days that do not exist', () => {
    const text = `0701\t2026-02-31 08:00:00\t255\t25\t12\nA-7\t${time}\t\t\n`;
    expect(rows(text)).toEqual([
      { pin: '0701', time: '2026-02-31 08:00:00', status: 255, verify: 25, workCode: '12' },
      { pin: 'A-7', time, status: 255, verify: 255, workCode: '' },
    ]);
  });

  test('of a line longer than a record can carry are cut, and count', () => {
    const [row] = rows('x'.repeat(100_000));
    expect(row?.raw).toHaveLength(1024);
  });
});

describe('the operation log', () => {
  const body = bytesOf(
    [
      'OPLOG 21\t1\t2026-11-22 08:00:00\t0\t0\t0\t0',
      'USER PIN=0701\tName=Sample\tPri=14\tPasswd=4321\tCard=[15CD5B07]\tGrp=1',
      'FP PIN=7\tFID=1\tSize=8\tValid=1\tTMP=AAAABBBB',
      'BIOPHOTO PIN=7\tFileName=../../x\tType=9\tSize=4\tContent=AAAA',
      'PALMX PIN=7\tTMP=SECRETTEMPLATE\tPasswd=4321\xe9',
      'USER Name=Nobody\tPasswd=9876',
    ].join('\r\n'),
  );
  const operlog = readOperlog(body);

  test('counts every line, keeps users and operations, and drops templates', () => {
    expect(operlog.lines).toBe(6);
    expect(operlog.users).toEqual([{ pin: '0701', name: 'Sample', privilege: 7, card: '123456789' }]);
    expect(operlog.operations).toEqual([{ code: 21, operator: '1', time: '2026-11-22 08:00:00' }]);
    expect(operlog.templates).toBe(2);
  });

  test('gives neither passwords nor templates to anybody', () => {
    const kept = operlog.unreadable.map(({ raw }) => Buffer.from(raw ?? '', 'base64').toString());
    expect(kept).toHaveLength(2);
    expect(JSON.stringify([operlog.users, kept])).not.toMatch(/4321|9876|SECRETTEMPLATE|AAAA/);
  });

  test('reads cards in decimal and in bytes', () => {
    expect(cardOf('[15CD5B07]')).toBe('123456789');
    expect(cardOf('0000123')).toBe('123');
    expect(cardOf('')).toBeUndefined();
    expect(cardOf('[00000000]')).toBeUndefined();
  });
});

describe('a request', () => {
  test.each([
    ['/iclock/cdata?SN=T1', 'cdata'],
    ['/iclock/getrequest.aspx?SN=T1', 'getrequest'],
    ['/ICLOCK/DeviceCmd.ASPX?SN=T1', 'devicecmd'],
    ['/iclock/anything?SN=T1', 'other'],
  ])('%s is for %s', (target, endpoint) => {
    expect(readTarget(target)?.endpoint).toBe(endpoint);
  });

  test('outside of /iclock/, or longer than any, is none', () => {
    expect(readTarget('/')).toBeUndefined();
    expect(readTarget(`/iclock/cdata?SN=${'1'.repeat(5000)}`)).toBeUndefined();
  });

  test('has keys of any case, and of a repeated one the first counts', () => {
    const query = readTarget(
      '/iclock/cdata?sn=FIRST&SN=SECOND&TABLE=ATTLOG&DeviceType=middle%20east&x=%zz',
    )?.query;
    expect(query && serialOf(query)).toBe('FIRST');
    expect(query?.get('table')).toBe('ATTLOG');
    expect(query?.get('devicetype')).toBe('middle east');
    expect(query?.get('x')).toBe('%zz');
  });

  test.each(['9999%0AEncrypt=1', '1%0D2', '%09', '', 'x'.repeat(41)])('has no stamp in %j', (stamp) => {
    const query = readTarget(`/iclock/cdata?SN=T1&Stamp=${stamp}`)?.query ?? new Map();
    expect(stampOf(query)).toBeUndefined();
  });

  test('keeps the plus sign of an ISO stamp', () => {
    const query = readTarget('/iclock/cdata?Stamp=2026-11-22T08:59:30+05:30')?.query ?? new Map();
    expect(stampOf(query)).toBe('2026-11-22T08:59:30+05:30');
  });

  test('tells firmware and counts with INFO of any length', () => {
    expect(readPollInfo('Ver%206.60%20Apr,12,3,4567,192.0.2.7')).toEqual({
      firmware: 'Ver 6.60 Apr',
      users: 12,
      records: 4567,
    });
    expect(readPollInfo('Ver,-1,0,-7')).toEqual({ firmware: 'Ver' });
  });
});

describe('the TimeZone option', () => {
  test.each([
    [0, 0],
    [330, 330],
    [-300, -300],
    [345, 345],
    [780, 780],
    [840, 840],
    [60, 1],
    [-60, -1],
    [120, 120],
  ])('of an offset of %i minutes is %i', (offset, option) => {
    expect(timeZoneOption(offset)).toBe(option);
  });

  test('of exactly one hour can be set to minutes', () => {
    expect(timeZoneOption(60, true)).toBe(60);
    expect(timeZoneOption(-60, true)).toBe(-60);
  });

  test('follows the zone through the change of clocks', () => {
    expect(offsetMinutesAt('Europe/Berlin', Date.parse('2026-03-29T00:59:59Z'))).toBe(60);
    expect(offsetMinutesAt('Europe/Berlin', Date.parse('2026-03-29T01:00:00Z'))).toBe(120);
  });
});

test('TransFlag is the text form or digits, and nothing that adds options', () => {
  expect(['TransData AttLog\tOpLog', 'TransData', '1110110000', '111111111111'].every(isTransFlag)).toBe(
    true,
  );
  expect(['AttLog\tOpLog', '1', 'TransData AttLog\nEncrypt=1', ''].some(isTransFlag)).toBe(false);
});

describe('commands', () => {
  test.each([
    [{ kind: 'check' }, 'CHECK'],
    [{ kind: 'info' }, 'INFO'],
    [{ kind: 'send-new' }, 'LOG'],
    [{ kind: 'reboot' }, 'REBOOT'],
    [{ kind: 'query-users' }, 'DATA QUERY USERINFO'],
    [{ kind: 'query-users', pin: '7' }, 'DATA QUERY USERINFO PIN=7'],
    [
      { kind: 'update-user', pin: '7', name: 'Sample Seven', privilege: 3, card: '12' },
      'DATA UPDATE USERINFO PIN=7\tName=Sample Seven\tPri=6\tCard=12',
    ],
  ] as const)('%j', (command, text) => {
    expect(commandText(command)).toBe(text);
  });

  test.each(['\t', '\r', '\n', '\0', '\x7f'])('refuse the control character %j in a name', (character) => {
    const name = `A${character}Pri=14`;
    expect(() => commandText({ kind: 'update-user', pin: '7', name })).toThrow();
    expect(() => commandText({ kind: 'query-users', pin: `7${character}` })).toThrow();
  });

  test.each(['CLEAR LOG', 'clear-log', 'shell', 'put-file', 'delete-user'])(
    'of kind %s do not exist',
    (kind) => {
      expect(PushCommand.safeParse({ kind }).success).toBe(false);
    },
  );

  test.each(['', '12345678901234567', 'a-b', 'cmd_01KDEMX0C5Y3WZ8T4Q6R7S9V2A'])('refuse the id %j', (id) => {
    expect(() => pollAnswer([{ id, command: { kind: 'check' } }])).toThrow(RangeError);
  });

  test('restart last and once, and keep within what terminals on mobile lines take', () => {
    const users = Array.from({ length: 300 }, (_, index) => ({
      id: String(index),
      command: { kind: 'query-users' as const, pin: aPin(`10${index}`) },
    }));
    const reboots = ['R1', 'R2'].map((id) => ({ id, command: { kind: 'reboot' as const } }));
    expect(pollAnswer([...reboots, ...users.slice(0, 2)]).split('\n')).toEqual([
      'C:0:DATA QUERY USERINFO PIN=100',
      'C:1:DATA QUERY USERINFO PIN=101',
      'C:R1:REBOOT',
      '',
    ]);
    const answer = pollAnswer(users);
    expect(answer.length).toBeLessThanOrEqual(10_000);
    expect(answer.endsWith('\n')).toBe(true);
  });
});

describe('results of commands', () => {
  test('come several in a body, or one with line ends between its fields', () => {
    const several = readCommandResults(
      bytesOf('ID=1&Return=0&CMD=DATA\nID=2&SN=T1&Return=-1002&CMD=CHECK\n'),
    );
    expect(several.map(({ id, returnCode, command }) => [id, returnCode, command])).toEqual([
      ['1', 0, 'DATA'],
      ['2', -1002, 'CHECK'],
    ]);
    const [one] = readCommandResults(bytesOf('ID=3\nReturn=0\nCMD=Shell\nContent=secret\n'));
    expect(one).toEqual({ id: '3', returnCode: 0, command: 'Shell', values: new Map() });
  });

  test.each(['AttlogCount', 'AttlogSum'])('carry the count of VERIFY SUM as %s', (name) => {
    const [result] = readCommandResults(bytesOf(`ID=9&Return=0&CMD=VERIFY SUM&${name}=42\n`));
    expect(result && countedRecords(result)).toBe(42);
  });

  test('carry the options of INFO', () => {
    const [result] = readCommandResults(bytesOf('ID=4&Return=0&CMD=INFO\n~DeviceName=X\nFWVersion=Ver 1\n'));
    expect(result?.values.get('fwversion')).toBe('Ver 1');
  });

  test('with an id that we never give are left out', () => {
    expect(readCommandResults(bytesOf('ID=../../x&Return=0\nReturn=0&CMD=DATA'))).toEqual([]);
  });

  test('are described for people', () => {
    expect([0, 12, -1002, -77, null].map(describeReturn)).toEqual([
      'done',
      'done (12)',
      'not supported',
      'refused (-77)',
      'no return code',
    ]);
  });
});

describe('rows of access-control terminals', () => {
  const row = (event: number, pin = '7', verify = '1') =>
    `time=${time}\tpin=${pin}\tcardno=0\teventaddr=1\tevent=${event}\tinoutstatus=1\tverifytype=${verify}\tindex=21`;

  test('are punches when somebody passed', () => {
    const { lines, records, events } = readAccRows(bytesOf([row(0), row(27), row(105), row(200)].join('\n')));
    expect({ lines, events }).toEqual({ lines: 4, events: 2 });
    expect(records).toEqual([
      { pin: '7', time, status: 1, verify: 1, workCode: '' },
      { pin: '7', time, status: 1, verify: 1, workCode: '' },
    ]);
  });

  test('without a person are events', () => {
    expect(readAccRows(bytesOf(row(0, '0'))).records).toEqual([]);
    expect(readAccRows(bytesOf(row(0, ''))).records).toEqual([]);
  });

  test('can carry the way of recognition as a mask of 16 bits', () => {
    expect(readAccRows(bytesOf(row(0, '7', '0000000000010010'))).records[0]?.verify).toBe(18);
  });

  test('of the table transaction have packed times and other names', () => {
    const line =
      'transaction cardno=0\tpin=7\tverified=1\tdoorid=1\teventtype=0\tinoutstate=0\ttime_second=864291570';
    expect(readAccRows(bytesOf(line)).records).toEqual([
      { pin: '7', time, status: 0, verify: 1, workCode: '' },
    ]);
  });

  test('that are not understood are kept raw', () => {
    const line = 'time=soon\tpin=7\tevent=0';
    const [record] = readAccRows(bytesOf(line)).records;
    expect(Buffer.from(record?.raw ?? '', 'base64').toString()).toBe(line);
  });

  test('are passages within three bands of events', () => {
    const edges = [0, 19, 20, 99, 100, 199, 200, 253, 254, 3999, 4000, 4999, 5000, 6000];
    expect(edges.filter(isPassage)).toEqual([0, 19, 200, 253, 4000, 4999]);
  });

  test('name users without their passwords', () => {
    expect(
      readAccUsers(bytesOf('user uid=1\tcardno=99\tpin=7\tpassword=1234\tname=Sample\tprivilege=0')),
    ).toEqual([{ pin: '7', name: 'Sample', privilege: 0, card: '99' }]);
  });
});

test('a body of an unknown kind is kept in pieces that give it back, up to a limit', () => {
  const body = bytesOf('x'.repeat(2000));
  const pieces = unknownBody('NEWTABLE', body)?.map(({ raw }) => Buffer.from(raw ?? '', 'base64').toString());
  expect(pieces?.[0]?.startsWith('NEWTABLE 1/3\n')).toBe(true);
  expect(pieces?.map((piece) => piece.replace(/^.*\n/, '')).join('')).toBe('x'.repeat(2000));
  expect(unknownBody('NEWTABLE', new Uint8Array(70_000))).toBeUndefined();
});

test('lines are counted by LF, without empty ones', () => {
  expect(countLines(bytesOf('a\r\n\r\n\nb\n \nc'))).toBe(4);
  expect(countLines(bytesOf(''))).toBe(0);
});

describe('networks', () => {
  test.each([
    ['192.0.2.7', '192.0.2.0/24', true],
    ['192.0.3.7', '192.0.2.0/24', false],
    ['::ffff:192.0.2.7', '192.0.2.7', true],
    ['2001:db8::5', '2001:db8::/32', true],
    ['2001:db9::5', '2001:db8::/32', false],
    ['192.0.2.7', '::/0', false],
    ['198.51.100.1', '0.0.0.0/0', true],
    ['fe80::1%eth0', 'fe80::/10', true],
    ['nonsense', '0.0.0.0/0', false],
  ])('%s in %s: %s', (address, network, inside) => {
    expect(isInNetworks(address, [network])).toBe(inside);
  });

  test('have a form', () => {
    expect(['10.0.0.0/8', '10.0.0.1', '2001:db8::/64'].every(isNetwork)).toBe(true);
    expect(['10.0.0.0/33', '10.0.0', '10.0.0.0/8/8', 'x', '1::2::3', ''].some(isNetwork)).toBe(false);
  });
});
