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
  step('putDepartment', 'A department that is a part of another', {
    params: { department: 'Night shift' },
    body: { parent: 'Stores' },
  }),
  step('deleteDepartment', 'A department that nobody is in', { params: { department: 'Night shift' } }),
];
