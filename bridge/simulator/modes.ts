/** The misbehaviours that a simulated 4370 terminal can be given by name, and how they combine. @module */

import { replyCodes } from '#bridge/terminals/zk/index.ts';

/** Layouts of attendance records that the simulator can keep its log in. */
export const simulatedRecordLayouts = ['rec40', 'rec49', 'rec36', 'rec16', 'rec8a', 'rec8b'] as const;
/** A record layout by name. */
export type SimulatedRecordLayout = (typeof simulatedRecordLayouts)[number];
/** Layouts of users. */
export type SimulatedUserLayout = 'user72' | 'user28' | 'user120';

/** The behaviour that the modes add up to. */
export interface SimulatorBehaviour {
  recordLayout: SimulatedRecordLayout;
  userLayout: SimulatedUserLayout;
  /** Answers a bulk request with one DATA packet, whatever the size. */
  inline: boolean;
  /** Answers a chunk request with one DATA packet instead of PREPARE_DATA, DATA …, ACK_OK. */
  singleData: boolean;
  coalesce: boolean;
  /** Writes the frames of an answer at once, which no real terminal does. */
  burst: boolean;
  fragmentBytes?: number;
  maxPayloadBytes: number;
  ackExtra: boolean;
  ackTotal: boolean;
  bufferRefusal?: number;
  scrambled: boolean;
  freeSizesBytes: 4 | 80 | 92 | 112;
  freeZero: boolean;
  /** Records that it counts beside those that it hands over. */
  overcount: number;
  eventMidBulk: boolean;
  dropAfterBytes?: number | undefined;
  silentAfterBytes?: number | undefined;
  /** Requests after which the terminal no longer knows the session. */
  forgetsAfterRequests?: number | undefined;
  /** Modes that end a conversation do so in the first connection only. */
  firstOnly: boolean;
  /** Gives a new session for each CONNECT, and does nothing for any other. */
  newSession: boolean;
  /** Commands that are left without an answer. */
  mute: Set<number>;
  /** The most that a request for a chunk gets, and what becomes of one that asks for more. */
  chunkLimit?: { bytes: number; beyond: 'short' | 'refuse' | 'silent' };
  closingAck: boolean;
  checksums: 'sound' | 'none' | 'odd';
  /** Bytes of the acknowledgement that reports the size of the prepared buffer. */
  sizeAckBytes: number;
  /** What becomes of a user that is written in the other layout. */
  foreignUsers: 'refuse' | 'ignore' | 'cut';
  /** Digits of a user id, as the terminal reports them; `undefined` when it does not. */
  pinWidth?: number;
  /** Answers for an empty log with a DATA packet that has no data, not even a length. */
  bareEmptyLog: boolean;
  shortChunk: boolean;
  lyingBytes: number;
  /** The DATA frame (from 1) whose bytes are damaged, and whether all later ones are too. */
  damage?: { frame: number; always: boolean };
  commKey: number;
  locked: boolean;
  secureFirmware: boolean;
  accessPanel: boolean;
  refuse: boolean;
  reset: boolean;
  slowMs: number;
  secondClientReset: boolean;
  clockShiftSeconds: number;
  longIds: boolean;
  refuseReplyId65535: boolean;
  /** What the session field of DATA holds: an index from 0 in each answer, one that continues, or the session id. */
  dataIndex: 'restarts' | 'continues' | 'none';
  /** Shares of datagrams, 0 to 1. */
  udpLoss: number;
  udpDuplication: number;
  udpReordering: number;
}

interface Mode {
  /** As shown in the help. */
  form: string;
  help: string;
  pattern: RegExp;
  apply: (behaviour: SimulatorBehaviour, argument: string) => void;
}

function mode(form: string, pattern: RegExp, help: string, apply: Mode['apply']): Mode {
  return { form, pattern, help, apply };
}

function shareOf(name: string): RegExp {
  return new RegExp(`^${name}:(0|1|0?\\.\\d+)$`);
}

const modes: readonly Mode[] = [
  mode('normal', /^normal$/, 'behaves well', () => {}),
  mode(
    'rec40 … rec8b',
    /^(rec40|rec49|rec36|rec16|rec8a|rec8b)$/,
    'layout of the attendance records',
    (b, a) => {
      const layout = simulatedRecordLayouts.find((name) => name === a);
      if (layout !== undefined) b.recordLayout = layout;
    },
  ),
  mode('user72, user28, user120', /^(user72|user28|user120)$/, 'layout of the users', (b, a) => {
    b.userLayout = a === 'user28' || a === 'user120' ? a : 'user72';
  }),
  mode('inline', /^inline$/, 'every dataset in one DATA packet', (b) => {
    b.inline = true;
  }),
  mode('single-data', /^single-data$/, 'every chunk in one DATA packet', (b) => {
    b.singleData = true;
  }),
  mode('coalesce', /^coalesce$/, 'all frames of an answer in one TCP segment', (b) => {
    b.coalesce = true;
  }),
  mode('burst', /^burst$/, 'the frames of an answer at once, without the pauses of a real terminal', (b) => {
    b.burst = true;
  }),
  mode('fragment:N', /^fragment:(\d+)$/, 'every write cut to N bytes', (b, a) => {
    b.fragmentBytes = Math.max(1, Number(a));
  }),
  mode('frame1008, frame65528, frame65536', /^frame(1008|65528|65536)$/, 'bytes per DATA frame', (b, a) => {
    b.maxPayloadBytes = Number(a);
  }),
  mode('ack-extra', /^ack-extra$/, 'a byte 0x09 on the ACK_OK of CONNECT and FREE_DATA', (b) => {
    b.ackExtra = true;
  }),
  mode('ack-total', /^ack-total$/, 'the closing ACK_OK carries the size instead of the last index', (b) => {
    b.ackTotal = true;
  }),
  mode('no-1503[:CODE]', /^no-1503(?::(\d+))?$/, 'refuses the buffered read (2001)', (b, a) => {
    b.bufferRefusal = a === '' ? replyCodes.error : Number(a);
  }),
  mode('no-1503-scrambled', /^no-1503-scrambled$/, 'refuses it, and the direct read gives noise', (b) => {
    b.bufferRefusal = replyCodes.error;
    b.scrambled = true;
  }),
  mode('free-zero', /^free-zero$/, 'GET_FREE_SIZES answers four zero bytes', (b) => {
    b.freeZero = true;
    b.freeSizesBytes = 4;
  }),
  mode('free-zero-counts', /^free-zero-counts$/, 'GET_FREE_SIZES answers zero counts', (b) => {
    b.freeZero = true;
  }),
  mode('overcounts:N', /^overcounts:(\d+)$/, 'counts N records more than it hands over', (b, a) => {
    b.overcount = Number(a);
  }),
  mode('free80, free92, free112', /^free(80|92|112)$/, 'length of that answer', (b, a) => {
    b.freeSizesBytes = a === '112' ? 112 : a === '92' ? 92 : 80;
  }),
  mode('event-mid-bulk', /^event-mid-bulk$/, 'realtime events between DATA frames', (b) => {
    b.eventMidBulk = true;
  }),
  mode('drop-mid:N', /^drop-mid:(\d+)$/, 'closes after N bytes of bulk frames', (b, a) => {
    b.dropAfterBytes = Number(a);
  }),
  mode('silent-mid:N', /^silent-mid:(\d+)$/, 'goes silent after N bytes of bulk frames', (b, a) => {
    b.silentAfterBytes = Number(a);
  }),
  mode('forgets:N', /^forgets:(\d+)$/, 'no longer knows the session after N requests', (b, a) => {
    b.forgetsAfterRequests = Number(a);
  }),
  mode('first-only', /^first-only$/, 'drop-mid, silent-mid, forgets: in the first connection only', (b) => {
    b.firstOnly = true;
  }),
  mode('new-session', /^new-session$/, 'a new session for each CONNECT; no other is served', (b) => {
    b.newSession = true;
  }),
  mode('mute:CODE', /^mute:(\d+)$/, 'leaves requests of this code unanswered; may be repeated', (b, a) => {
    b.mute.add(Number(a));
  }),
  mode(
    'chunk-limit:N',
    /^chunk-limit:(\d+)$/,
    'gives N bytes of a chunk, however many are asked for',
    (b, a) => {
      b.chunkLimit = { bytes: Number(a), beyond: 'short' };
    },
  ),
  mode('chunk-limit:N:refuse', /^chunk-limit:(\d+):refuse$/, 'refuses larger chunks', (b, a) => {
    b.chunkLimit = { bytes: Number(a), beyond: 'refuse' };
  }),
  mode('chunk-limit:N:silent', /^chunk-limit:(\d+):silent$/, 'leaves larger ones unanswered', (b, a) => {
    b.chunkLimit = { bytes: Number(a), beyond: 'silent' };
  }),
  mode('no-closing-ack', /^no-closing-ack$/, 'ends a transfer with its last byte, without ACK_OK', (b) => {
    b.closingAck = false;
  }),
  mode('no-checksum', /^no-checksum$/, 'computes no checksums: 0 in every packet', (b) => {
    b.checksums = 'none';
  }),
  mode('odd-checksum', /^odd-checksum$/, 'computes its checksums differently', (b) => {
    b.checksums = 'odd';
  }),
  mode('size-ack:N', /^size-ack:(\d+)$/, 'acknowledges the buffered read with N bytes (13)', (b, a) => {
    b.sizeAckBytes = Number(a);
  }),
  mode('bare-empty-log', /^bare-empty-log$/, 'an empty log is a DATA packet without data', (b) => {
    b.bareEmptyLog = true;
  }),
  mode(
    'foreign-users:ignore, :cut',
    /^foreign-users:(ignore|cut)$/,
    'acknowledges users of the other layout, and forgets them or cuts them to its own',
    (b, a) => {
      b.foreignUsers = a === 'cut' ? 'cut' : 'ignore';
    },
  ),
  mode('pin-width:N', /^pin-width:(\d+)$/, 'reports the width of user ids (~PIN2Width)', (b, a) => {
    b.pinWidth = Number(a);
  }),
  mode('short-chunk', /^short-chunk$/, 'one chunk ends early, and is right when asked for again', (b) => {
    b.shortChunk = true;
  }),
  mode(
    'lying-length[:N]',
    /^lying-length(?::(-?\d+))?$/,
    'announces N bytes more than it has (4000)',
    (b, a) => {
      b.lyingBytes = a === '' ? 4000 : Number(a);
    },
  ),
  mode('bad-checksum:N', /^bad-checksum:(\d+)$/, 'the Nth DATA frame is damaged once', (b, a) => {
    b.damage = { frame: Number(a), always: false };
  }),
  mode(
    'bad-checksum[:N]:always',
    /^bad-checksum:(?:(\d+):)?always$/,
    'DATA frames from the Nth on',
    (b, a) => {
      b.damage = { frame: a === '' ? 1 : Number(a), always: true };
    },
  ),
  mode('comm-key:K', /^comm-key:(\d{1,6})$/, 'asks for the communication key K', (b, a) => {
    b.commKey = Number(a);
  }),
  mode('locked', /^locked$/, 'has locked authentication', (b) => {
    b.locked = true;
  }),
  mode('secure-6001', /^secure-6001$/, 'secure firmware: CONNECT answers 6001', (b) => {
    b.secureFirmware = true;
  }),
  mode('c3-panel', /^c3-panel$/, 'an access-control panel: AA 01 …', (b) => {
    b.accessPanel = true;
  }),
  mode('refuse', /^refuse$/, 'refuses connections', (b) => {
    b.refuse = true;
  }),
  mode('reset', /^reset$/, 'resets every connection', (b) => {
    b.reset = true;
  }),
  mode('slow:MS', /^slow:(\d+)$/, 'pauses before each frame', (b, a) => {
    b.slowMs = Number(a);
  }),
  mode('second-client', /^second-client$/, 'resets a second connection', (b) => {
    b.secondClientReset = true;
  }),
  mode(
    'wrong-clock:S',
    /^wrong-clock:(-?\d+)$/,
    'clock and records off by S seconds, some dates impossible',
    (b, a) => {
      b.clockShiftSeconds = Number(a);
    },
  ),
  mode('long-id', /^long-id$/, 'users and punches with ids of 12 to 24 characters', (b) => {
    b.longIds = true;
  }),
  mode('wrap', /^wrap$/, 'hangs up when the reply id does not wrap before 65535', (b) => {
    b.refuseReplyId65535 = true;
  }),
  mode('index-continues', /^index-continues$/, 'DATA numbers continue from one chunk to the next', (b) => {
    b.dataIndex = 'continues';
  }),
  mode('index-none', /^index-none$/, 'DATA carries the session id where its number should be', (b) => {
    b.dataIndex = 'none';
  }),
  mode('udp-loss:P', shareOf('udp-loss'), 'UDP: a share P (0 to 1) of all datagrams is lost', (b, a) => {
    b.udpLoss = Number(a);
  }),
  mode('udp-dup:P', shareOf('udp-dup'), 'UDP: a share of the answers comes twice', (b, a) => {
    b.udpDuplication = Number(a);
  }),
  mode('udp-reorder:P', shareOf('udp-reorder'), 'UDP: a share changes places with the next', (b, a) => {
    b.udpReordering = Number(a);
  }),
];

/** The modes for people: form and meaning, one a line. */
export function describeModes(): string {
  const width = Math.max(...modes.map(({ form }) => form.length)) + 2;
  return modes.map(({ form, help }) => `  ${form.padEnd(width)}${help}`).join('\n');
}

/**
 * Reads mode names.
 * @throws RangeError when a name is not known
 */
export function behaviourOf(names: readonly string[]): SimulatorBehaviour {
  const behaviour: SimulatorBehaviour = {
    recordLayout: 'rec40',
    userLayout: 'user72',
    inline: false,
    singleData: false,
    coalesce: false,
    burst: false,
    maxPayloadBytes: 65_528,
    ackExtra: false,
    ackTotal: false,
    scrambled: false,
    freeSizesBytes: 92,
    freeZero: false,
    overcount: 0,
    eventMidBulk: false,
    firstOnly: false,
    newSession: false,
    mute: new Set(),
    closingAck: true,
    checksums: 'sound',
    sizeAckBytes: 13,
    bareEmptyLog: false,
    foreignUsers: 'refuse',
    shortChunk: false,
    lyingBytes: 0,
    commKey: 0,
    locked: false,
    secureFirmware: false,
    accessPanel: false,
    refuse: false,
    reset: false,
    slowMs: 0,
    secondClientReset: false,
    clockShiftSeconds: 0,
    longIds: false,
    refuseReplyId65535: false,
    dataIndex: 'restarts',
    udpLoss: 0,
    udpDuplication: 0,
    udpReordering: 0,
  };
  for (const name of names) {
    const known = modes.find(({ pattern }) => pattern.test(name));
    if (known === undefined) throw new RangeError(`there is no simulator mode "${name}"`);
    known.apply(behaviour, known.pattern.exec(name)?.[1] ?? '');
  }
  return behaviour;
}
