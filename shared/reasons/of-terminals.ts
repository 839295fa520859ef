/** Who of bridges and terminals is offline and what to check, and why a terminal has refused a user. @module */

import { entry } from './entry.ts';

/** The sentences about terminals, and their parts. */
export const ofTerminals = {
  'terminal.serial': entry('Terminal {serial}', { serial: 'serial' }),
  'terminal.named': entry('Terminal {serial} ("{name}")', { serial: 'serial', name: 'name' }),
  'away.bridge-revoked': entry('Bridge "{name}" was revoked and reads no terminal any more', {
    name: 'name',
  }),
  'away.bridge-never': entry('Bridge "{name}" has enrolled and was never heard of since', { name: 'name' }),
  'away.bridge-silent': entry('Bridge "{name}" was last heard of at {since}', {
    name: 'name',
    since: 'instant',
  }),
  'away.never-called': entry('{terminal} has never called the cloud', { terminal: 'part' }),
  'away.called': entry('{terminal} last called the cloud at {since}', { terminal: 'part', since: 'instant' }),
  'away.no-answer': entry('{terminal} does not answer its bridge', { terminal: 'part' }),
  'away.no-answer-since': entry('{terminal} has not answered its bridge since {since}', {
    terminal: 'part',
    since: 'instant',
  }),
  'check.other-bridge': entry('Give the terminal another bridge, then try again'),
  'check.start-bridge': entry(
    'Start it on its computer: rollcall-bridge run, or rollcall-bridge service to have it start by itself',
  ),
  'check.bridge-computer': entry(
    'Check on site that its computer is on and has not gone to sleep, that its service runs (rollcall-bridge status), ' +
      'and that the computer reaches the internet',
  ),
  'check.punches-kept': entry('The terminals keep their punches meanwhile'),
  'check.push': entry(
    'Check its power, its network cable or Wi-Fi, and the server address in its menu (Comm. > Cloud server)',
  ),
  'check.unreachable': entry(
    'Check its power, network cable and address, and the firewall for its port, usually 4370',
  ),
  'check.refusing': entry(
    'It answers and refuses to be read: check the communication key (commKey) and whether another program holds it',
  ),
  'check.unsupported': entry(
    'What answers at its address cannot be read: check the address, or have the terminal push',
  ),
  'none.no-bridge': entry('none of them has an active bridge that could read it'),
  'none.at-site': entry('no active terminal stands at site "{site}"', { site: 'name' }),
  'none.at-sites': entry('no active terminal stands at any of the sites {sites}', { sites: 'names' }),
  'none.active': entry('none is active; enrol a bridge that has terminals'),
  'none.without-way': entry('{serial} has no active bridge and does not push to the cloud', {
    serial: 'serial',
  }),
  'none.to-write': entry('none is active and can be written to'),
  'user-refused.not-tried': entry('not tried'),
  'user-refused.not-kept': entry('the terminal accepted the user but did not keep it as written'),
  'user-refused.answer': entry('the terminal answered {code}', { code: 'code' }),
  'user-refused.only-numbers': entry('this terminal accepts only user ids that are numbers'),
  'user-refused.no-text': entry('the user id is empty or not text'),
  'user-refused.long-id': entry('the user id has {bytes} bytes; the terminal keeps {most}', {
    bytes: 'count',
    most: 'count',
  }),
  'user-refused.no-slot': entry('the terminal has no free slot'),
  'user-refused.name': entry("the name cannot be written in the terminal's code page"),
  'user-refused.card': entry('the card is not a number that a terminal can keep'),
  'user-refused.privilege': entry('the privilege must be 0 to 7'),
  'user-refused.unsendable': entry('{field} cannot be sent to a terminal that pushes', { field: 'part' }),
  'sent.pin': entry('the id'),
  'sent.name': entry('the name'),
  'sent.card': entry('the card'),
  'sent.privilege': entry('the privilege'),
  'user-refused.never-answered': entry('the terminal never answered'),
  'user-refused.return': entry('the terminal answered: {meaning}', { meaning: 'part' }),
  'return.none': entry('no return code'),
  'return.parameter': entry('a parameter is wrong'),
  'return.size': entry('not supported, or of a wrong size'),
  'return.access': entry('access refused'),
  'return.no-match': entry('no match'),
  'return.no-user': entry('no such user'),
  'return.command': entry('unknown command'),
  'return.no-room': entry('no room'),
  'return.not-supported': entry('not supported'),
  'return.timed-out': entry('timed out'),
  'return.mismatch': entry('mismatch'),
  'return.busy': entry('busy'),
  'return.too-long': entry('too long'),
  'return.memory': entry('out of memory'),
  'return.bad-data': entry('bad data from the server'),
  'return.refused': entry('refused ({code})', { code: 'code' }),
} as const;
