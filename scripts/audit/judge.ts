/** Decides which findings of `npm audit` somebody has explained and which must be dealt with. @module */

import * as z from 'zod';

const Severity = z.enum(['info', 'low', 'moderate', 'high', 'critical']);

const Advisory = z.looseObject({
  name: z.string(),
  title: z.string(),
  url: z.string(),
  severity: Severity,
  range: z.string(),
});

/** The report of `npm audit --json`, version 2; `via` names another package where the finding is not its own. */
export const AuditReport = z.looseObject({
  auditReportVersion: z.literal(2),
  vulnerabilities: z.record(z.string(), z.looseObject({ via: z.array(z.union([z.string(), Advisory])) })),
});
export type AuditReport = z.output<typeof AuditReport>;

/** What npm prints in place of a report when the registry refuses or cannot be reached. */
export const AuditFailure = z.looseObject({ message: z.string(), statusCode: z.number().optional() });

/** Why a finding does no harm here, and until when this explanation counts. */
export const Explanation = z.strictObject({
  /** The last part of the advisory's address, such as `GHSA-xxxx-xxxx-xxxx`. */
  advisory: z.string().min(1),
  package: z.string().min(1),
  reason: z.string().min(20),
  /** The last day on which the explanation counts; then somebody looks again. */
  until: z.iso.date(),
});
export type Explanation = z.output<typeof Explanation>;

/** A finding, and what becomes of it. Only `open` ones fail. */
export interface Finding {
  verdict: 'open' | 'explained' | 'minor';
  advisory: string;
  package: string;
  severity: z.output<typeof Severity>;
  title: string;
  url: string;
  /** Why it is explained, or that the explanation has run out. */
  note?: string;
}

/** All findings, and the explanations that no longer explain anything. */
export interface Judgement {
  findings: Finding[];
  unneeded: Explanation[];
}

const idOf = (url: string) => url.slice(url.lastIndexOf('/') + 1);

/** Findings of severity high or critical are open unless an explanation holds on the given day (a date such as 2026-11-30). */
export function judgeAudit(
  report: AuditReport,
  explanations: readonly Explanation[],
  today: string,
): Judgement {
  const advisories = new Map(
    Object.values(report.vulnerabilities)
      .flatMap(({ via }) => via)
      .flatMap((entry) =>
        typeof entry === 'string' ? [] : [[`${entry.url} ${entry.name}`, entry] as const],
      ),
  );
  const used = new Set<Explanation>();
  const findings = [...advisories.values()].map(({ name, title, url, severity }): Finding => {
    const finding = { advisory: idOf(url), package: name, severity, title, url };
    const known = explanations.find((each) => each.advisory === finding.advisory && each.package === name);
    if (known) used.add(known);
    if (known && known.until >= today) return { ...finding, verdict: 'explained', note: known.reason };
    const verdict = severity === 'high' || severity === 'critical' ? 'open' : 'minor';
    return known
      ? { ...finding, verdict, note: `explained until ${known.until} only` }
      : { ...finding, verdict };
  });
  return { findings, unneeded: explanations.filter((each) => !used.has(each)) };
}
