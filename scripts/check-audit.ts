/**
 * `npm run check:audit` fails on severe known vulnerabilities that `.ci/audit-explained.json` does not explain.
 * A registry that does not answer audits fails nothing.
 * @module
 */

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import * as z from 'zod';
import { AuditFailure, AuditReport, Explanation, judgeAudit } from './audit/judge.ts';

const explanationsFile = '.ci/audit-explained.json';
const say = (text: string) => process.stdout.write(`${text}\n`);

function json(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @returns the exit code */
function main(): number {
  const root = new URL('..', import.meta.url);
  const explanations = z
    .array(Explanation)
    .parse(json(readFileSync(new URL(explanationsFile, root), 'utf8')));
  const run = spawnSync('npm', ['audit', '--json'], { cwd: root, encoding: 'utf8', timeout: 120_000 });
  const output = json(run.stdout);
  const report = AuditReport.safeParse(output);
  if (!report.success) {
    const failure = AuditFailure.safeParse(output);
    const why = failure.success ? failure.data.message : (run.error?.message ?? run.stderr.trim());
    say(`The registry did not answer the audit, so no package was checked. npm says: ${why}`);
    return 0;
  }
  const { findings, unneeded } = judgeAudit(report.data, explanations, new Date().toISOString().slice(0, 10));
  for (const { verdict, severity, package: name, title, url, note } of findings) {
    say(`${verdict}: ${severity}, ${name}: ${title} (${url})${note === undefined ? '' : `; ${note}`}`);
  }
  for (const { advisory, package: name } of unneeded) {
    say(
      `${explanationsFile} explains ${advisory} of ${name}, which the audit no longer finds: remove the explanation.`,
    );
  }
  const open = findings.filter(({ verdict }) => verdict === 'open').length;
  if (open === 0) {
    say(`No finding of severity high or above is unexplained (${findings.length} in all).`);
    return 0;
  }
  say(
    `${open} unexplained: update the package, or say in ${explanationsFile} why it does no harm, and until when.`,
  );
  return 1;
}

process.exitCode = main();
