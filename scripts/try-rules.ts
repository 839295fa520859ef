/** `npm run try-rules` computes sheets from a rules file and a file of punches, without a cloud. @module */

import { computeDays, type DayResult, type Explanation, explain, toldDay } from '#shared/attendance/index.ts';
import { weekdayOf } from '#shared/time/calendar.ts';
import { hoursAndMinutes } from '#shared/time/duration-text.ts';
import { engineInputs } from './try-rules/engine-inputs.ts';
import { readTryOptions, tryRulesHelp, UsageError } from './try-rules/options.ts';
import { readExtraInputs, readPunches, readRules } from './try-rules/read-files.ts';
import { showDays } from './try-rules/show-days.ts';
import { showSums } from './try-rules/show-sums.ts';

async function run(args: readonly string[]): Promise<string[]> {
  const options = readTryOptions(args);
  if (options === null) return [tryRulesHelp.trimEnd()];
  const { compiled, rosters } = await readRules(options.rules);
  const inputs = engineInputs(
    readPunches(options.punches),
    readExtraInputs(options.inputs),
    rosters,
    options,
  );
  return inputs.flatMap((input) => {
    const days = computeDays(input, compiled);
    if (options.json) return days.map((day) => JSON.stringify(toldDay(day)));
    const told = options.explain ? days.flatMap((day) => tell(day, explain(input, compiled, day.date))) : [];
    const heading = options.explain ? ['', '  Why (the rule value that decided stands in parentheses):'] : [];
    return [...showDays(days), ...showSums(days), ...heading, ...told, ''];
  });
}

function tell({ status, worked }: DayResult, { date, steps }: ReturnType<typeof explain>): string[] {
  return [
    '',
    `  ${date}, ${weekdayOf(date)}: ${status}, worked ${hoursAndMinutes(worked)}`,
    ...steps.flatMap(({ title, lines }) => [
      `    ${title.text}`,
      ...lines.map((line) => `      ${sentence(line)}`),
    ]),
  ];
}

function sentence({ text, rule }: Explanation['steps'][number]['lines'][number]): string {
  return rule === undefined ? `${text}.` : `${text} (${rule}).`;
}

// A reader such as `head` may have seen enough.
process.stdout.on('error', () => process.exit());

try {
  for (const line of await run(process.argv.slice(2))) process.stdout.write(`${line}\n`);
} catch (error) {
  if (!(error instanceof UsageError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
