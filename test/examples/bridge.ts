/** Examples of what a bridge says, from its enrolment to the end of its tasks, and of the downloads that it does. @module */

import { sign } from 'node:crypto';
import { enrolmentBody } from '#test/support/signed-bridge.ts';
import { noCounts } from '#test/support/site.ts';
import { bridgeBundle } from './bridge-bundle.ts';
import { bridgeKeys, nextBridgeKeys } from './bridge-keys.ts';
import { step } from './step.ts';

const terminal = 'TEST0000001';
const outbox = { waiting: 0 };
const report = { serial: terminal, address: '192.0.2.10:4370', state: 'online' } as const;

const sealingKey = { kty: 'OKP', crv: 'X25519', x: 'hSDwCYkwp1R0i33ctD73Wg2_Og0mOBr066SpjqqbTmo' } as const;
const backDoor = { host: '192.168.1.202', name: 'Back door', realtime: false };

/** The steps of this capability, in their order. */
export const bridge = [
  step('createEnrolmentToken', 'A token that a bridge can use within half an hour', {
    body: { minutes: 30, name: 'Main gate' },
  }),
  step('enrolBridge', 'A token for an identity', (past) => ({
    body: enrolmentBody(past.answer('createEnrolmentToken').token, bridgeKeys),
  })),
  step('getEnrolmentToken', 'Whether a bridge has come with the token', (past) => ({
    params: { tokenId: past.answer('createEnrolmentToken').id },
  })),
  step('createEnrolmentToken', 'A token with which forty bridges can come within a week', {
    body: { minutes: 10_080, mostBridges: 40, name: 'Roll-out of May', site: 'Plant 2' },
  }),
  step('listEnrolmentTokens', 'The tokens, and how many bridges have come with each', {
    query: { limit: 10 },
  }),
  step('revokeEnrolmentToken', 'The roll-out is over', (past) => ({
    params: { tokenId: past.answer('createEnrolmentToken').id },
  })),
  step('heartbeat', 'One terminal, which is well, and one that the configuration does not have', {
    body: {
      version: '0.1.0',
      terminals: [report],
      found: [{ serial: 'TEST0000008', address: '192.0.2.11:4370', lastSeenAt: '2026-03-27T08:00:00Z' }],
      host: 'gate-pc',
      platform: 'linux-x64',
      outbox,
      running: [],
      take: 0,
    },
  }),
  step('listBridges', 'All bridges', { query: {} }),
  step('getBridge', 'One bridge, with what it has found', (past) => ({
    params: { bridgeId: past.answer('enrolBridge').bridgeId },
  })),
  step('updateBridge', 'Another name', (past) => ({
    params: { bridgeId: past.answer('enrolBridge').bridgeId },
    ifMatch: '"0"',
    body: { name: 'Gate and yard' },
  })),
  step(
    'heartbeat',
    'A bridge that can take terminals from here says to which key their communication keys are sealed',
    {
      body: {
        version: '0.1.0',
        terminals: [report],
        cloudTerminals: { sealingKey, version: 0, terminals: [] },
        outbox,
        running: [],
        take: 0,
      },
    },
  ),
  step(
    'setBridgeTerminals',
    'A terminal at the back door, besides those of the configuration file',
    (past) => ({
      params: { bridgeId: past.answer('enrolBridge').bridgeId },
      ifMatch: '"0"',
      body: { terminals: [backDoor] },
    }),
  ),
  step('getTerminalList', 'The bridge reads its list', {}),
  step(
    'setBridgeTerminals',
    'The same with the communication key of its menu, which is never answered',
    (past) => ({
      params: { bridgeId: past.answer('enrolBridge').bridgeId },
      ifMatch: past.etag('setBridgeTerminals'),
      body: { terminals: [{ ...backDoor, commKey: 42 }] },
    }),
  ),
  step('getBridgeTerminals', 'The list, and what the bridge says of it', (past) => ({
    params: { bridgeId: past.answer('enrolBridge').bridgeId },
  })),
  step('getBridgeUpdates', 'From where and how soon bridges take releases', {}),
  step(
    'putBridgeUpdates',
    'One site tries releases first, another takes none, all others follow three days later',
    (past) => ({
      body: {
        from: 'https://releases.rollcall.example/bridge/',
        afterHours: 72,
        sites: [
          { site: 'Plant 2', afterHours: 0 },
          { site: 'Yard', afterHours: null },
        ],
      },
      ifMatch: past.etag('getBridgeUpdates'),
    }),
  ),
  step('renewBridgeKey', 'A new key, because the machine was at a workshop', (past) => ({
    params: { bridgeId: past.answer('enrolBridge').bridgeId },
  })),
  step('offerBridgeKey', 'A new key, which is in force once it is used', (past) => ({
    body: offerOf(past.answer('enrolBridge').bridgeId),
  })),
  step('startDownload', 'What is new at one terminal, creating users that do not exist', {
    body: { terminals: [terminal], createMissingUsers: true, mode: 'new' },
  }),
  step('heartbeat', 'A bridge takes a waiting task', {
    body: { version: '0.1.0', terminals: [report], outbox, running: [], take: 1 },
  }),
  step('orderDiagnosis', 'How a bridge is, because its site complains', (past) => ({
    params: { bridgeId: past.answer('enrolBridge').bridgeId },
  })),
  step('storeDiagnosis', 'A bridge says how it is', (past) => ({
    params: { diagnosisId: past.answer('orderDiagnosis').id },
    body: bridgeBundle,
  })),
  step('listDiagnoses', 'The diagnoses of a bridge', (past) => ({
    params: { bridgeId: past.answer('enrolBridge').bridgeId },
  })),
  step('getDiagnosis', 'What a bridge has said of itself', (past) => ({
    params: {
      bridgeId: past.answer('enrolBridge').bridgeId,
      diagnosisId: past.answer('orderDiagnosis').id,
    },
  })),
  step('storePunches', 'Two punches, one of an unknown user, and a record that is none', (past) => ({
    body: {
      batchId: 'bat_01KDEMX0C5Y3WZ8T4Q6R7S9V2A',
      terminal,
      taskId: past.answer('startDownload').tasks[0]?.id,
      records: [
        { pin: '1042', time: '2026-03-27 08:58:10', status: 255, verify: 1, workCode: '' },
        { pin: '1044', time: '2026-03-27 09:01:20', status: 255, verify: 15, workCode: '' },
        { pin: '1042', time: '2026-02-30 09:00:00', status: 255, verify: 1, workCode: '' },
      ],
    },
  })),
  step('reportProgress', 'How far the task is', (past) => ({
    params: { taskId: taskOf(past.answer('startDownload')) },
    body: { phase: 'finished' as const, read: 3, expected: 3, sent: 3 },
  })),
  step('completeTask', 'The log has been read and stored', (past) => ({
    params: { taskId: taskOf(past.answer('startDownload')) },
    body: {
      outcome: 'done' as const,
      counts: { ...noCounts, read: 3, stored: 2 },
      completeThrough: '2026-03-31T22:00:00Z',
    },
  })),
  step('getDownload', 'A download that is done', (past) => ({
    params: { downloadId: past.answer('startDownload').id },
  })),
  step('listDownloads', 'The latest download', { query: { limit: 1 } }),
  step('listTerminalEvents', 'What has become of a terminal in a week', { params: { serial: terminal } }),
  step('orderTerminalCommand', 'The clock of a terminal that a bridge reads', {
    params: { serial: terminal },
    body: { kind: 'set-clock' },
  }),
  step('startUserDownload', 'The details of a user that the log has created', {
    body: { terminal, userIds: ['1044'], issuedOn: '2026-03-27', dutyRosterId: 'office' },
  }),
  step('heartbeat', 'A bridge takes the task with the users', {
    body: { version: '0.1.0', terminals: [report], outbox, running: [], take: 10 },
  }),
  step('storeUsers', 'A user as the terminal has it', (past) => ({
    body: {
      taskId: taskOf(past.answer('startUserDownload')),
      terminal,
      users: [{ pin: '1044', name: 'Sample Three', privilege: 0, credentials: { fingers: 2 } }],
    },
  })),
  step('completeTask', 'The details have been sent', (past) => ({
    params: { taskId: taskOf(past.answer('startUserDownload')) },
    body: { outcome: 'done' as const, counts: { ...noCounts, usersDetailed: 1 } },
  })),
  step('startUserUpload', 'One user to a terminal, without touching its privilege there', {
    body: { terminals: [terminal], userIds: ['1042'], fields: ['name', 'card'] },
  }),
  step('heartbeat', 'A bridge takes the task that writes users', {
    body: { version: '0.1.0', terminals: [report], outbox, running: [], take: 10 },
  }),
  step('listUsersToSend', 'The users to write, as they are now', (past) => ({
    params: { taskId: taskOf(past.answer('startUserUpload')) },
  })),
];

function offerOf(bridgeId: string) {
  const { x = '' } = nextBridgeKeys.publicKey.export({ format: 'jwk' });
  const proof = sign(null, Buffer.from(`rollcall-key:${bridgeId}:${x}`), nextBridgeKeys.privateKey);
  return {
    publicKey: { kty: 'OKP', crv: 'Ed25519', x } as const,
    proof: proof.toString('base64url'),
  };
}

function taskOf({ tasks }: { tasks: readonly { id: string }[] }): string {
  return tasks[0]?.id ?? '';
}
