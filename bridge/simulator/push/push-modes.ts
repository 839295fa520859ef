/** The dialects and misbehaviours that a simulated push terminal can be given by name. @module */

/** How stamps look: always 9999 with only 0 for "send all again", packed local time, or ISO local time. */
export type StampDialect = 'new' | 'dev' | 'iso';

/** The behaviour that the push modes add up to. */
export interface PushBehaviour {
  dialect: StampDialect;
  wantsCount: boolean;
  /** Share of upload replies that get lost on the way. */
  lostReplyShare: number;
  /** Hangs up once after an upload is sent, before the reply. */
  crashMid: boolean;
  resendAll: boolean;
  mixedLines: boolean;
  bigBodies: boolean;
  aspx: boolean;
  keyCase: boolean;
  repeatKey: boolean;
  unknownSerial: boolean;
  twoAddresses: boolean;
  /** The communication key sent with the handshake; `null` for none. */
  commKey: string | null;
  clockShiftSeconds: number;
  oldZone: boolean;
  powerLoss: boolean;
  photo: boolean;
  templates: boolean;
  slowPoll: boolean;
  lostCommandReply: boolean;
  /** Answers a query first and sends its rows afterwards. */
  lateRows: boolean;
  /** Carries out commands and answers none. */
  mute: boolean;
  /** Bodies are packed with gzip. */
  packed: boolean;
  acc: boolean;
  silent: boolean;
  hostile: boolean;
}

interface PushMode {
  form: string;
  pattern: RegExp;
  help: string;
  apply: (behaviour: PushBehaviour, argument: string) => void;
}

/** A mode that is one switch. */
function flag(name: string, help: string, key: FlagName): PushMode {
  return {
    form: name,
    pattern: new RegExp(`^${name}$`),
    help,
    apply: (behaviour) => {
      behaviour[key] = true;
    },
  };
}

type FlagName = {
  [K in keyof PushBehaviour]: PushBehaviour[K] extends boolean ? K : never;
}[keyof PushBehaviour];

const pushModes: readonly PushMode[] = [
  { form: 'normal', pattern: /^normal$/, help: 'behaves well', apply: () => {} },
  {
    form: 'dialect:new, dev, iso',
    pattern: /^dialect:(new|dev|iso)$/,
    help: 'stamps are 9999, packed local time, or ISO local time',
    apply: (behaviour, argument) => {
      behaviour.dialect = argument === 'dev' ? 'dev' : argument === 'iso' ? 'iso' : 'new';
    },
  },
  flag('wants-count', 'sends a batch again until the reply is "OK: <rows sent>"', 'wantsCount'),
  {
    form: 'lost-reply:P',
    pattern: /^lost-reply:(0(?:\.\d+)?|1)$/,
    help: 'the reply to an upload is lost with probability P; the batch comes again',
    apply: (behaviour, argument) => {
      behaviour.lostReplyShare = Number(argument);
    },
  },
  flag('crash-mid', 'hangs up once between sending a batch and reading the reply', 'crashMid'),
  flag('resend-all', 'sends its whole log again after every handshake', 'resendAll'),
  flag(
    'mixed-lines',
    'CRLF, no final newline, empty PIN, 4 to 16 columns, 0701, letters, bad rows',
    'mixedLines',
  ),
  flag('big', 'bodies of up to 1 MB with Expect: 100-continue', 'bigBodies'),
  flag('aspx', 'appends .aspx to every path', 'aspx'),
  flag('key-case', 'query keys in changing letter case', 'keyCase'),
  flag('repeat-key', 'repeats query keys with other values', 'repeatKey'),
  flag('unknown-sn', 'uses a serial number that nobody registered', 'unknownSerial'),
  flag('two-ips', 'every other request comes from 127.0.0.2', 'twoAddresses'),
  {
    form: 'comm-key:K',
    pattern: /^comm-key:([!-~]{1,64})$/,
    help: 'sends the communication key K with the handshake',
    apply: (behaviour, argument) => {
      behaviour.commKey = argument;
    },
  },
  {
    form: 'wrong-key',
    pattern: /^wrong-key$/,
    help: 'sends a wrong communication key',
    apply: (behaviour) => {
      behaviour.commKey = 'not-the-key';
    },
  },
  {
    form: 'clock-drift:S',
    pattern: /^clock-drift:(-?\d{1,9})$/,
    help: 'the clock is S seconds off until a reply sets it',
    apply: (behaviour, argument) => {
      behaviour.clockShiftSeconds = Number(argument);
    },
  },
  flag('old-zone', 'starts with a zone of UTC+8, whatever the site has', 'oldZone'),
  flag('power-loss', 'some punches bear the date of a flat battery', 'powerLoss'),
  flag('photo', 'uploads photos unasked', 'photo'),
  flag('templates', 'uploads users with passwords, fingerprints and faces unasked', 'templates'),
  flag('slow-poll', 'asks for commands rarely', 'slowPoll'),
  flag('lost-command-reply', 'the result of the first command is lost', 'lostCommandReply'),
  flag('late-rows', 'answers a query first and sends its rows afterwards', 'lateRows'),
  flag('mute', 'carries out commands and answers none', 'mute'),
  flag('packed', 'packs its bodies with gzip', 'packed'),
  flag('acc', 'speaks the access-control dialect', 'acc'),
  flag('silent', 'stays away until told to return, with everything in its buffer', 'silent'),
  flag('hostile', 'paths in PINs and file names, NUL, huge lines, TABs in names', 'hostile'),
];

/** The push modes for people: form and meaning, one a line. */
export function describePushModes(): string {
  const width = Math.max(...pushModes.map(({ form }) => form.length)) + 2;
  return pushModes.map(({ form, help }) => `  ${form.padEnd(width)}${help}`).join('\n');
}

/**
 * Reads names of push modes; they can be combined.
 * @throws RangeError when a name is not known
 */
export function pushBehaviourOf(names: readonly string[]): PushBehaviour {
  const behaviour: PushBehaviour = {
    dialect: 'new',
    wantsCount: false,
    lostReplyShare: 0,
    crashMid: false,
    resendAll: false,
    mixedLines: false,
    bigBodies: false,
    aspx: false,
    keyCase: false,
    repeatKey: false,
    unknownSerial: false,
    twoAddresses: false,
    commKey: null,
    clockShiftSeconds: 0,
    oldZone: false,
    powerLoss: false,
    photo: false,
    templates: false,
    slowPoll: false,
    lostCommandReply: false,
    lateRows: false,
    mute: false,
    packed: false,
    acc: false,
    silent: false,
    hostile: false,
  };
  for (const name of names) {
    const known = pushModes.find(({ pattern }) => pattern.test(name));
    if (known === undefined) throw new RangeError(`there is no push mode "${name}"`);
    known.apply(behaviour, known.pattern.exec(name)?.[1] ?? '');
  }
  return behaviour;
}
