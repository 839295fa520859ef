/** The names of the fields of a person, in the profile, in files and in the audit trail. @module */

import { msg } from '@lingui/core/macro';

/** The names of the fields of a person, by the name that the API has for each. */
export const personFieldWords = {
  name: msg`Name`,
  firstName: msg`First name`,
  lastName: msg`Last name`,
  employeeNumber: msg`Employee number`,
  department: msg`Department`,
  site: msg`Site`,
  position: msg`Position`,
  costCentre: msg`Cost centre`,
  email: msg`E-mail`,
  phone: msg`Phone`,
  card: msg`Card number`,
  issuedOn: msg`Issuance date`,
  expiresOn: msg`Expiry date`,
  hiredOn: msg`Hired on`,
  leftOn: msg`Left on`,
  privilege: msg`Privilege`,
} as const;
