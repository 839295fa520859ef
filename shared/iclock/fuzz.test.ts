/** Every parser of the push protocol against bytes from outside: 100,000 inputs, or as many as FUZZ_INPUTS says. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readAccRows, readAccUsers } from './acc.ts';
import { readAttlogRows } from './attlog.ts';
import { readCommandResults } from './command-result.ts';
import { PushCommand, pollAnswer } from './commands.ts';
import { countLines } from './lines.ts';
import { readOperlog } from './operlog.ts';
import { recordLimits } from './raw-row.ts';
import { readTarget } from './request.ts';
import { MemoryHost } from './testing/memory-host.ts';

const inputs = Number(process.env.FUZZ_INPUTS ?? 100_000);
const share = (part: number) => ({ numRuns: Math.ceil(inputs * part) });
const timeLimit = Math.max(60_000, inputs);

const rowPiece = fc.constantFrom(
  ...[
    '\t',
    '\n',
    '\r\n',
    '\0',
    '=',
    '&',
    ' ',
    '7',
    '0701',
    '255',
    '1',
    '2026-11-22 08:59:30',
    '2026-02-31 99:00:00',
  ],
  ...[
    'USER ',
    'PIN=7',
    'Passwd=hidden',
    'OPLOG 21',
    'FP ',
    'TMP=hidden',
    'ID=1',
    'Return=0',
    'CMD=DATA',
    'event=0',
  ],
  ...['time=2026-11-22 08:59:30', 'pin=7', 'time_second=864291570', 'transaction ', 'é', '好', '\ufeff'],
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 300 }),
  fc.array(rowPiece, { maxLength: 40 }).map((pieces) => new TextEncoder().encode(pieces.join(''))),
  fc.array(rowPiece, { maxLength: 40 }).map((pieces) => Buffer.from(pieces.join(''), 'latin1')),
);

const fits = (record: ReturnType<typeof readAttlogRows>[number]) =>
  record.pin.length <= recordLimits.pin &&
  record.time.length <= recordLimits.time &&
  record.workCode.length <= recordLimits.workCode &&
  record.status <= recordLimits.status &&
  record.verify <= recordLimits.verify &&
  (record.raw?.length ?? 0) <= 1024;

test('every line of an attendance log is a record that can be stored', { timeout: timeLimit }, () => {
  fc.assert(
    fc.property(body, (bytes) => {
      const records = readAttlogRows(bytes);
      return records.length === countLines(bytes) && records.every(fits);
    }),
    share(0.35),
  );
});

test('every line of an operation log is counted, and no secret of it is kept', { timeout: timeLimit }, () => {
  fc.assert(
    fc.property(body, (bytes) => {
      const operlog = readOperlog(bytes);
      const told = operlog.unreadable.map(({ raw }) => Buffer.from(raw ?? '', 'base64').toString('latin1'));
      const parts =
        operlog.users.length + operlog.operations.length + operlog.templates + operlog.unreadable.length;
      return (
        parts === operlog.lines && !/(Passwd|TMP)=hidden/.test(told.join()) && operlog.unreadable.every(fits)
      );
    }),
    share(0.2),
  );
});

test('every line of an access-control log is a record or an event', { timeout: timeLimit }, () => {
  fc.assert(
    fc.property(body, (bytes) => {
      const { lines, records, events } = readAccRows(bytes);
      return lines === records.length + events && records.every(fits) && readAccUsers(bytes).length <= lines;
    }),
    share(0.2),
  );
});

test('any result of a command has an id of our form, or is left out', { timeout: timeLimit }, () => {
  fc.assert(
    fc.property(body, (bytes) => readCommandResults(bytes).every(({ id }) => /^[A-Za-z0-9]{1,16}$/.test(id))),
    share(0.1),
  );
});

test('any target is read or is none', { timeout: timeLimit }, () => {
  const piece = fc.constantFrom(
    '/iclock/',
    'cdata',
    '.aspx',
    '?',
    '&',
    'SN=',
    'sn',
    '%',
    '%0A',
    '=',
    'T1',
    '..',
    'é',
  );
  fc.assert(
    fc.property(
      fc.oneof(
        fc.string(),
        fc.array(piece).map((pieces) => pieces.join('')),
      ),
      (target) => {
        readTarget(target);
      },
    ),
    share(0.1),
  );
});

test('any field that a command accepts makes exactly one line', { timeout: timeLimit }, () => {
  const text = fc.oneof(fc.string({ maxLength: 26 }), fc.string({ unit: 'binary', maxLength: 26 }));
  fc.assert(
    fc.property(text, text, (pin, name) => {
      const parsed = PushCommand.safeParse({ kind: 'update-user', pin, name });
      if (!parsed.success) return;
      const answer = pollAnswer([{ id: '1', command: parsed.data }]);
      expect(answer.split(/[\r\n]/)).toHaveLength(2);
      expect(answer.split('\t')).toHaveLength(2);
    }),
    share(0.025),
  );
});

test('any request gets an answer that is durable success or no success at all', {
  timeout: timeLimit,
}, async () => {
  const target = fc
    .tuple(
      fc.constantFrom(
        'cdata',
        'cdata.aspx',
        'getrequest',
        'devicecmd',
        'fdata',
        'registry',
        'querydata',
        'x',
        'file',
      ),
      fc.constantFrom('TEST0000001', 'OTHER', '', '%00'),
      fc.constantFrom(
        '',
        '&table=ATTLOG',
        '&table=OPERLOG',
        '&table=rtlog',
        '&table=tabledata',
        '&options=all',
      ),
      fc.constantFrom('', '&tablename=user', '&tablename=x%0A', '&Stamp=1', '&INFO=a,b', '&type=tabledata'),
    )
    .map(([endpoint, serial, table, rest]) => `/iclock/${endpoint}?SN=${serial}${table}${rest}`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom('GET', 'POST', 'HEAD'),
      target,
      body,
      fc.boolean(),
      async (method, to, bytes, breaks) => {
        const host = new MemoryHost();
        if (breaks) host.store = 'breaks';
        const reply = await host.request(method, to, bytes);
        expect(Buffer.byteLength(reply.body)).toBe(
          Number(reply.headers.find(([name]) => name === 'Content-Length')?.[1]),
        );
        if (reply.status !== 200) expect(`${reply.reason}${reply.body}`).not.toMatch(/ok/i);
        if (host.broken.length > 0) expect(reply.status).toBe(500);
      },
    ),
    share(0.025),
  );
});
