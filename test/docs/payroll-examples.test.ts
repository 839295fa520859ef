import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { openPayroll, presetNames, presetTemplate } from '#shared/payroll/index.ts';
import { march, sampleMonth } from '#shared/payroll/testing/sample-month.ts';

const page = readFileSync('docs/payroll.md', 'utf8');

/** The worked example of a preset as the page shows it: each file behind its name, then what is reported. */
function exampleOf(name: (typeof presetNames)[number]): string {
  const writer = openPayroll(presetTemplate(name), march);
  const texts = writer.files.map(({ opening }) => opening);
  for (const { person, days } of sampleMonth) {
    for (const [index, rows] of writer.add(person, days).entries())
      texts[index] += rows.map(({ line }) => line).join('');
  }
  const files = writer.files.map(
    (file, index) =>
      `\`${file.name}\`:\n\`\`\`text\n${(texts[index] ?? '').replaceAll('\r\n', '\n')}\`\`\`\n`,
  );
  const notes = writer.notes().map(({ text }) => `- ${text}\n`);
  return `${files.join('\n')}${notes.length === 0 ? '' : `\nReported:\n${notes.join('')}`}`;
}

test.each(presetNames)('the page shows what the preset %s writes of the sample month', (name) => {
  const section = page.split(/^## /m).find((text) => text.includes(`\n<!-- preset ${name} -->\n`));
  const [, shown = ''] = section?.split(`<!-- preset ${name} -->\n`) ?? [];
  expect(shown.split('\n<!-- end -->')[0]).toBe(exampleOf(name).trimEnd());
});
