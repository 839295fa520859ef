/** How a terminal that was found stands to the configuration and to the cloud's list. */
import { expect, test } from 'vitest';
import { BridgeConfig } from '#bridge/config/index.ts';
import { TerminalToRead } from '#shared/contract/terminal-list.ts';
import { requireSerial } from '#shared/punch/serial.ts';
import { standingOf } from './setup-config.ts';
import { foundTable } from './setup-report.ts';
import type { Candidate } from './setup-search.ts';

const config = BridgeConfig.parse({
  cloud: 'https://cloud.example',
  stateDir: '/state',
  terminals: [{ host: '10.0.0.1', serial: 'FILE1' }],
});
const settings = TerminalToRead.parse({ host: '10.0.0.2', serial: 'LIST1' });
const listed = [{ address: '10.0.0.2:4370', settings, overriddenBy: undefined }];

function found(host: string, serial: string): Candidate {
  const look = { serial: requireSerial(serial), model: '' } as Candidate['look'];
  return { host, port: 4370, isNamed: true, look } as Candidate;
}

test.each([
  ['10.0.0.1', 'FILE1', { kind: 'known' }, 'configured'],
  ['10.0.0.7', 'FILE1', { kind: 'moved', from: '10.0.0.1:4370' }, 'configured at 10.0.0.1:4370'],
  ['10.0.0.2', 'LIST1', { kind: 'listed', at: '10.0.0.2:4370' }, 'set in the cloud'],
  ['10.0.0.2', 'OTHER', { kind: 'listed', at: '10.0.0.2:4370' }, 'set in the cloud'],
  [
    '10.0.0.8',
    'LIST1',
    { kind: 'listed', at: '10.0.0.2:4370' },
    'set in the cloud at 10.0.0.2:4370: correct',
  ],
  ['10.0.0.9', 'NEW1', { kind: 'new' }, 'new'],
])('at %s %s is %j', (host, serial, standing, says) => {
  const candidate = found(host, serial);
  expect(standingOf(candidate, config, listed)).toEqual(standing);
  expect(foundTable([{ candidate, standing: standingOf(candidate, config, listed) }])).toContain(says);
});
