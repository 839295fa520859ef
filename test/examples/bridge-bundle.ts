/** What the bridge of the examples says of itself when it is asked for a diagnosis. @module */

/** A bundle with one terminal that does not answer, and two lines of the log. */
export const bridgeBundle = {
  madeAt: '2026-04-01T08:00:20.000Z',
  program: {
    version: '0.1.0',
    node: 'v24.18.0',
    platform: 'linux-x64',
    isRunning: true,
    startedAt: '2026-03-20T06:12:44.000Z',
    usedMemoryBytes: 96_468_992,
    updates: { obeys: 'cloud' as const },
  },
  machine: {
    upSeconds: 1_036_800,
    processors: 4,
    freeMemoryBytes: 2_147_483_648,
    totalMemoryBytes: 8_589_934_592,
    freeDiskBytes: 53_687_091_200,
    totalDiskBytes: 107_374_182_400,
  },
  outbox: { waiting: 0, refused: 0, bytes: 0, limitBytes: 1_073_741_824, isDiskFull: false },
  settings: { parallelTerminals: 8, realtimeSessions: 250, longestPollSeconds: 60, probeSeconds: 300 },
  cloud: {
    address: 'https://rollcall.example',
    isReached: true,
    status: 200,
    tookMilliseconds: 84,
    clockAheadSeconds: 0.2,
    hasProxy: false,
    hasOwnCertificates: false,
    lastAnswerAt: '2026-04-01T08:00:19.000Z',
  },
  terminals: [
    {
      serial: 'TEST0000001',
      address: '192.0.2.10:4370',
      pushes: false,
      configured: true,
      hasCommKey: true,
      realtime: true,
      setClock: false,
      transport: 'auto' as const,
      state: 'unreachable' as const,
      fault: {
        code: 'unreachable',
        message:
          'No answer from 192.0.2.10:4370 (EHOSTUNREACH). Check power, network cable, address and the firewall for port 4370.',
      },
      clockDriftSeconds: -2,
      records: 5120,
      completeThrough: '2026-04-01T07:31:02.000Z',
      knock: { answer: 'no-way' as const, tookMilliseconds: 3061 },
    },
  ],
  log: [
    {
      at: '2026-04-01T07:31:00.000Z',
      level: 'info' as const,
      event: 'terminal.read',
      message: 'Terminal TEST0000001: 2 new records of 5120.',
      facts: { serial: 'TEST0000001', records: 5120, accepted: 2 },
    },
    {
      at: '2026-04-01T07:36:12.000Z',
      level: 'warn' as const,
      event: 'terminal.unreachable',
      message:
        'No answer from 192.0.2.10:4370 (EHOSTUNREACH). Check power, network cable, address and the firewall for port 4370.',
      facts: { serial: 'TEST0000001', address: '192.0.2.10:4370' },
    },
  ],
  leftOutLines: 0,
};
