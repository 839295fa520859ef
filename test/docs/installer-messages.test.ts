import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  TerminalFault,
  type TerminalFaultCode,
  type TerminalFaultFacts,
  terminalFaultCodes,
} from '#shared/terminal-fault.ts';

const page = readFileSync('docs/installer.md', 'utf8');
const address = '192.168.1.201:4370';

/** Sample facts of each fault, and the words by which an installer finds its message in the table. */
const faults: { [C in TerminalFaultCode]: [facts: TerminalFaultFacts[C], words: string] } = {
  unreachable: [{ address, reason: 'no answer' }, 'No answer from'],
  refused: [{ address }, 'refused the connection'],
  'connection-lost': [{ address, received: 1, expected: 2 }, 'was lost after'],
  timeout: [
    { address, waitedSeconds: 10, during: 'connecting' },
    'took the connection and then said nothing',
  ],
  busy: [{ address }, 'took the connection and closed it at once'],
  'comm-key-required': [{ address }, 'asks for a communication key'],
  'comm-key-wrong': [{ address }, 'refused the communication key'],
  locked: [{ address }, 'has locked authentication after wrong keys'],
  'secure-firmware': [{ address }, 'runs secure firmware'],
  'access-panel': [{ address }, 'is a C3/inBio access-control panel'],
  'not-a-terminal': [{ address, firstBytes: '3c' }, 'does not speak the terminal protocol'],
  'unexpected-reply': [
    { address, during: 'reading the attendance log', reply: 2001 },
    'refused reading the attendance log',
  ],
  checksum: [{ address, during: 'reading' }, 'was damaged on its way'],
  incomplete: [{ address, received: 1, expected: 2, tries: 3 }, 'delivered'],
  corrupt: [{ address, reason: 'x' }, 'contradict themselves'],
  'layout-unknown': [{ address, bytes: 7, records: 1 }, 'have a layout that is not known here'],
  'other-serial': [{ address, expected: 'B', actual: 'A' }, 'was expected'],
  cancelled: [{ address }, 'was stopped from this side'],
  'outbox-full': [{ limitBytes: 1 }, 'The outbox has reached its limit'],
  'bridge-silent': [{ hours: 24 }, 'has not reported'],
};

test.each(terminalFaultCodes)('the message of %s stands in the table of the installer’s page', (code) => {
  const [facts, words] = faults[code];
  expect(new TerminalFault(code, facts).message).toContain(words);
  expect(page).toContain(words);
});

test('so do the messages of the first steps', () => {
  for (const words of [
    'not enrolled yet',
    'no whole enrolment token',
    'cannot be made',
    'Nothing listens on port',
    'Nothing was read',
    'No terminal answers on port',
    'Nobody is there to say which terminals',
    'terminals cannot be added to it as it is written',
    'The cloud no longer knows this bridge',
  ]) {
    expect(page).toContain(words);
  }
});
