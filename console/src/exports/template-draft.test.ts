import { expect, test } from 'vitest';
import { PayrollTemplate, presetNames, presetTemplate } from '#shared/payroll/index.ts';
import { editedOf, inLayout, layoutOf, newColumn, newValues, templateOf } from './template-draft.ts';

test.each(presetNames)('%s goes through the editor unchanged', (name) => {
  const template = presetTemplate(name);
  expect(templateOf(editedOf(template))).toEqual(template);
});

test('a file of fixed size has a width in every column, so that it can be saved', () => {
  const edited = editedOf(presetTemplate('sage-50-uk'));
  const [file] = edited.files;
  if (file?.file.kind !== 'table') throw new Error('the preset begins with a table');
  const fixed = inLayout(file, 'fixed');
  expect(fixed.file.kind === 'table' && layoutOf(fixed.file)).toBe('fixed');
  const saved = templateOf({ ...edited, files: [fixed, ...edited.files.slice(1)] });
  expect(PayrollTemplate.safeParse(saved).error?.issues ?? []).toEqual([]);
});

test('every column that can be added fits into a file by person and day', () => {
  const edited = editedOf(presetTemplate('export-detail'));
  const [file] = edited.files;
  if (!file) throw new Error('the preset has a file');
  const columns = [...newValues].map(([name, value], index) => ({
    uid: `new-${index}`,
    column: newColumn(name, value, true),
  }));
  const saved = templateOf({ ...edited, files: [{ ...file, columns: [...file.columns, ...columns] }] });
  expect(PayrollTemplate.safeParse(saved).error?.issues ?? []).toEqual([]);
});
