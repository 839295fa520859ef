/** Says which column of a file holds which field of a person: as the request has it, or by its title. @module */

import { RollcallError } from '#shared/errors.ts';
import type { PersonColumn, PersonField } from './columns.ts';

/** A column of a file. */
export interface FileColumn {
  title: string;
  field: PersonField | null;
  guessed: boolean;
}

/** Titles that other programs use, in the form of {@link plainTitle}. */
const otherTitles: Readonly<Partial<Record<PersonField, readonly string[]>>> = {
  id: [
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
  ],
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
  employeeNumber: [
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
  ],
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

/** A title without what people write differently: case, blanks, signs, accents. */
function plainTitle(title: string): string {
  return title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}

function failure(reason: string, known: readonly PersonColumn[]): RollcallError<'import.mapping'> {
  return new RollcallError('import.mapping', { reason, fields: known.map(({ key }) => key).join(', ') });
}

/** How well a title names a field: its own title or name, else one that others use. */
function fits(title: string, { key, title: own }: PersonColumn): 0 | 1 | 2 {
  const plain = plainTitle(title);
  if (plain === '') return 0;
  if (plain === plainTitle(own) || plain === plainTitle(key)) return 2;
  return otherTitles[key]?.includes(plain) ? 1 : 0;
}

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
): FileColumn[] {
  const trimmed = titles.map((title) => title.trim());
  const said = new Map<string, PersonField | null>();
  for (const [title, field] of Object.entries(mapping)) {
    if (!trimmed.includes(title.trim())) throw failure(`the file has no column "${title}"`, known);
    const column = known.find(({ key }) => key === field);
    if (field !== null && column === undefined) throw failure(`there is no field "${field}"`, known);
    said.set(title.trim(), column?.key ?? null);
  }
  const columns: FileColumn[] = trimmed.map((title) => {
    const field = said.get(title);
    return field === undefined ? { title, field: null, guessed: true } : { title, field, guessed: false };
  });
  const taken = new Set(columns.flatMap(({ field }) => field ?? []));
  for (const quality of [2, 1] as const) {
    for (const column of columns) {
      if (!column.guessed || column.field !== null) continue;
      const found = known.find((field) => !taken.has(field.key) && fits(column.title, field) === quality);
      if (found === undefined) continue;
      column.field = found.key;
      taken.add(found.key);
    }
  }
  const fields = columns.flatMap(({ field }) => field ?? []);
  const twice = fields.find((field, index) => fields.indexOf(field) !== index);
  if (twice !== undefined) throw failure(`two columns are to hold "${twice}"`, known);
  if (!taken.has('id')) throw failure('no column has the ids of users', known);
  return columns;
}
