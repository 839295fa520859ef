/** Problems of files with tables that people send: one that cannot be read, or one that is too large. @module */

import { type Because, problem } from './problem.ts';

/** The rows of these codes. */
export const tableProblems = {
  'table.unreadable': problem<{ reason: string; told?: Because }>({
    status: 422,
    says: ({ reason }) => `The file cannot be read as CSV or XLSX: ${reason}.`,
    todo: 'Save it again as XLSX, or as CSV in UTF-8, without a password.',
  }),
  'table.too-large': problem<{ what: string; most: number; told?: Because }>({
    status: 413,
    says: ({ what, most }) => `The file has more than ${most} ${what}.`,
    todo: 'Send it in parts, each with the line of titles.',
  }),
  'import.mapping': problem<{ reason: string; fields: string; titles: string[]; told?: Because }>({
    status: 422,
    says: ({ reason }) => `The columns of the file cannot be read as fields of people: ${reason}.`,
    todo: ({ fields }) => `Say in "mapping" which column holds which of these: ${fields}.`,
  }),
};
