/** Examples of users and departments. @module */

import { step } from './step.ts';

/** The steps of this capability, in their order. */
export const users = [
  step('putDepartment', 'A department under no other', { params: { department: 'Stores' }, body: {} }),
  step('listDepartments', 'All departments', {}),
  step('createUser', 'A user with a duty roster from a date on', {
    body: {
      id: '1042',
      name: 'Sample One',
      employeeNumber: 'E-0815',
      department: 'Stores',
      issuedOn: '2026-03-02',
      dutyRosterId: 'office',
      card: '1234567',
    },
  }),
  step('getUser', 'One user', { params: { userId: '1042' } }),
  step('updateUser', 'Another cost centre, and no phone', (past) => ({
    params: { userId: '1042' },
    ifMatch: past.etag('getUser'),
    body: { costCentre: '4100', phone: null },
  })),
  step('createUser', 'An id alone is enough', { body: { id: '1043' } }),
  step('listUsers', 'Users whose id, name or employee number has a text', { query: { search: 'sample' } }),
  step('batchUsers', 'A user to add, an edit of another, and one who is refused', {
    body: {
      items: [
        { create: { id: '1045', name: 'Sample Four', department: 'Stores' } },
        { userId: '1043', patch: { name: 'Sample Two', department: 'Stores' } },
        { userId: '9999', patch: { name: 'Sample Nine' } },
      ],
    },
  }),
  step('createUserRange', 'Ids for temporary staff', {
    body: { first: '2001', last: '2003', department: 'Stores', issuedOn: '2026-03-02' },
  }),
  step('assignRosters', 'The office roster from March on', {
    body: { dutyRosterId: 'office', from: '2026-03-02', userIds: ['2001', '2002'] },
  }),
  step('importUsers', 'What a file would change', {
    body: {
      contentBase64: Buffer.from(
        'ID,Name,Cost centre\r\n1046,Sample Five,4200\r\n01043,Sample Two,\r\n',
      ).toString('base64'),
      dryRun: true,
    },
  }),
  step('importRosters', 'Rosters from a file, tried first', {
    body: {
      contentBase64: Buffer.from('User id,Duty roster,From,Through\r\n2001,office,2026-04-06,\r\n').toString(
        'base64',
      ),
      dryRun: true,
    },
  }),
  step('mergeUser', 'Two ids of one person', {
    params: { userId: '2003' },
    body: { into: '2002', reason: 'enrolled twice' },
  }),
  step('undoUserMerge', 'They are two persons after all', {
    params: { userId: '2003' },
    body: { reason: 'two persons of one name' },
  }),
  step('renameUser', 'Another id for somebody who is now permanent staff', {
    params: { userId: '2001' },
    body: { id: '1047', reason: 'permanent staff' },
  }),
  step('putDepartment', 'A department that is a part of another', {
    params: { department: 'Night shift' },
    body: { parent: 'Stores' },
  }),
  step('deleteDepartment', 'A department that nobody is in', { params: { department: 'Night shift' } }),
];
