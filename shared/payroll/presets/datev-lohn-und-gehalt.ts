/**
 * DATEV Lohn und Gehalt (Germany): a text with semicolons, a decimal comma and eleven fields, and the INI file that describes
 * these fields to the program. Layout: the field description that 123erfasst publishes for its export.
 * @module
 */

import type { PayrollTemplateInput } from '../template.ts';
import { blank, employeeNumber } from './columns.ts';

const fields = [
  'Personalnummer',
  'Kalendertag',
  'Ausfallschlüssel',
  'Lohnartennummer',
  'Stundenanzahl',
  'Tagesanzahl',
  'Wert',
  'Abweichender Faktor',
  'Abweichende Lohnveränderung',
  'Kostenstellennummer',
  'Kostenträger',
];

/** The template: a line per person, day and wage type. The wage types are samples: every tax office has its own. */
export const datevLohnUndGehalt: PayrollTemplateInput = {
  title: 'DATEV Lohn und Gehalt',
  files: [
    {
      kind: 'table',
      key: 'hours',
      name: 'datev-{last:yyyyMM}.txt',
      encoding: 'windows-1252',
      rows: { per: 'day', by: 'code' },
      form: { kind: 'delimited', separator: 'semicolon', quote: 'never' },
      header: false,
      columns: [
        { title: 'Personalnummer', value: employeeNumber },
        { title: 'Kalendertag', value: { kind: 'date', of: 'day', format: 'dd/MM/yyyy' } },
        { title: 'Ausfallschlüssel', value: { kind: 'code', part: 'absence' } },
        { title: 'Lohnartennummer', value: { kind: 'code' } },
        {
          title: 'Stundenanzahl',
          value: { kind: 'figure', only: 'hours', format: { as: 'decimal', unit: 'hours', point: ',' } },
        },
        {
          title: 'Tagesanzahl',
          value: {
            kind: 'figure',
            only: 'days',
            format: { as: 'decimal', unit: 'days', hoursOfDay: 8, point: ',' },
          },
        },
        blank('Wert'),
        blank('Abweichender Faktor'),
        blank('Abweichende Lohnveränderung'),
        { title: 'Kostenstellennummer', value: { kind: 'person', field: 'costCentre' } },
        blank('Kostenträger'),
      ],
    },
    {
      kind: 'text',
      key: 'description',
      name: 'datev.ini',
      encoding: 'windows-1252',
      lines: [
        '; Beschreibung der Felder für den Import der Stunden',
        '[Allgemein]',
        `Feldanzahl = ${fields.length}`,
        'Feldtrennzeichen = Strichpunkt',
        'Satztrennzeichen = Enter/Return',
        'Anderes Trennzeichen =',
        'Zahlenkomma = ,',
        'Datumstrennzeichen = /',
        '[Feldinhalt]',
        ...fields.map((field, index) => `Feld${index + 1} = ${field}`),
      ],
    },
  ],
  codes: [
    { figures: ['regular'], code: '1000' },
    { figures: ['overtime@1.5'], code: '1010' },
    { figures: ['overtime@2'], code: '1011' },
    { figures: ['premium:NIGHT'], code: '1020' },
    { figures: ['leave:annual'], code: '1500', unit: 'days', parts: { absence: 'U' } },
    { figures: ['leave:sick'], code: '1510', unit: 'days', parts: { absence: 'K' } },
  ],
};
