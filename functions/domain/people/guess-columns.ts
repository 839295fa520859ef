/** Says which column of a file holds which field of a person: as the request has it, or by its title. @module */

import { phrase } from '#shared/reasons/index.ts';
import {
  fileColumns as columnsOf,
  employeeNumberTitles,
  type FileColumn,
  userIdTitles,
  wrongColumns,
} from '../tables/index.ts';
import type { PersonColumn, PersonField } from './columns.ts';

/** Titles that other programs use, in the form in which titles are compared. */
const otherTitles: Readonly<Partial<Record<PersonField, readonly string[]>>> = {
  id: userIdTitles,
  name: [
    'name',
    'fullname',
    'username',
    'displayname',
    'nama',
    'vollername',
    'nomcomplet',
    'nombrecompleto',
    'employeename',
  ],
  firstName: ['firstname', 'givenname', 'forename', 'vorname', 'prenom', 'nombre', 'namadepan'],
  lastName: ['lastname', 'surname', 'familyname', 'nachname', 'nom', 'apellido', 'apellidos', 'namabelakang'],
  employeeNumber: employeeNumberTitles,
  email: ['email', 'mail', 'emailaddress', 'emel', 'courriel', 'correo'],
  phone: ['phone', 'phonenumber', 'telephone', 'tel', 'mobile', 'cell', 'telefon', 'handy', 'telefono'],
  position: ['position', 'jobtitle', 'title', 'job', 'designation', 'stelle', 'jawatan', 'poste', 'cargo'],
  department: [
    'department',
    'dept',
    'departmentname',
    'abteilung',
    'jabatan',
    'departement',
    'departamento',
    'service',
  ],
  site: ['site', 'location', 'branch', 'standort', 'cawangan', 'lieu', 'sede'],
  costCentre: ['costcentre', 'costcenter', 'kostenstelle', 'pusatkos', 'centredecout', 'centrodecoste'],
  hiredOn: [
    'hiredon',
    'hiredate',
    'datehired',
    'joindate',
    'datejoined',
    'startdate',
    'eintritt',
    'eintrittsdatum',
    'tarikhmasuk',
  ],
  leftOn: [
    'lefton',
    'leavedate',
    'dateleft',
    'enddate',
    'terminationdate',
    'resigndate',
    'austritt',
    'austrittsdatum',
  ],
  issuedOn: ['issuedon', 'issuedate', 'issuancedate', 'dateissued', 'validfrom'],
  expiresOn: ['expireson', 'expirydate', 'expirationdate', 'dateexpired', 'validto', 'validuntil'],
  dutyRosterId: ['dutyroster', 'dutyrosterid', 'roster', 'rosterid', 'groupdutyroster', 'dienstplan'],
  status: ['status'],
};

/**
 * Which column holds which field.
 * @param titles - the first row of the file
 * @param known - fields that a file may hold
 * @param mapping - what the request says, by title
 * @throws RollcallError import.mapping for a title or field that does not exist, for two columns of one field, and without ids
 */
export function fileColumns(
  titles: readonly string[],
  known: readonly PersonColumn[],
  mapping: Readonly<Record<string, string | null>> = {},
): FileColumn<PersonField>[] {
  const fields = known.map(({ key, title }) => ({ key, title, otherTitles: otherTitles[key] }));
  const columns = columnsOf<PersonField>(titles, fields, mapping);
  if (!columns.some(({ field }) => field === 'id'))
    throw wrongColumns(phrase('columns.no-ids', {}), fields, titles);
  return columns;
}
