/** The titles under which people write whom a row is about, in files of any kind. @module */

/** Titles of the column with the id at the terminals, in lower case and without what is no letter or figure. */
export const userIdTitles: readonly string[] = [
  'id',
  'userid',
  'user',
  'pin',
  'userno',
  'usernumber',
  'enrollnumber',
  'enrolid',
  'enrollid',
  'acno',
  'badge',
  'badgenumber',
  'personalid',
  'benutzerid',
  'benutzernr',
  'ausweisnummer',
  'idpengguna',
  'idutilisateur',
  'idusuario',
];

/** Titles of the column with the employee number. */
export const employeeNumberTitles: readonly string[] = [
  'employeenumber',
  'employeeno',
  'employeeid',
  'empno',
  'empid',
  'staffno',
  'staffid',
  'personnelnumber',
  'personalnummer',
  'personalnr',
  'matricule',
  'nopekerja',
  'payrollnumber',
];
