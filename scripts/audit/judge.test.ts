/** Made-up reports of `npm audit`: what fails, what is explained, and for how long. */
import { expect, test } from 'vitest';
import { AuditFailure, AuditReport, Explanation, judgeAudit } from './judge.ts';

const advisory = (id: string, name: string, severity: string) => ({
  source: 1,
  name,
  title: `${name} may loop`,
  url: `https://github.com/advisories/${id}`,
  severity,
  range: '<2',
});
const report = AuditReport.parse({
  auditReportVersion: 2,
  vulnerabilities: {
    first: { name: 'first', severity: 'high', via: [advisory('GHSA-1', 'first', 'high')] },
    user: { name: 'user', severity: 'high', via: ['first'] },
    second: { name: 'second', severity: 'low', via: [advisory('GHSA-2', 'second', 'low')] },
    third: { name: 'third', severity: 'critical', via: [advisory('GHSA-3', 'third', 'critical')] },
  },
  metadata: {},
});
const explained = Explanation.parse({
  advisory: 'GHSA-1',
  package: 'first',
  reason: 'Only the benchmarks load it, with our own input.',
  until: '2026-12-31',
});
const verdicts = (today: string, explanations = [explained]) =>
  judgeAudit(report, explanations, today).findings.map(({ advisory, verdict }) => `${advisory} ${verdict}`);

test('a finding of severity high or above is open unless it is explained', () => {
  expect(verdicts('2026-12-31')).toEqual(['GHSA-1 explained', 'GHSA-2 minor', 'GHSA-3 open']);
  expect(verdicts('2026-12-31', [])).toEqual(['GHSA-1 open', 'GHSA-2 minor', 'GHSA-3 open']);
});

test('an explanation runs out', () => {
  expect(verdicts('2027-01-01').at(0)).toBe('GHSA-1 open');
  expect(judgeAudit(report, [explained], '2027-01-01').findings[0]?.note).toBe(
    'explained until 2026-12-31 only',
  );
});

test('an explanation is for one package, and one that explains nothing is named', () => {
  const other = { ...explained, package: 'second' };
  expect(verdicts('2026-12-01', [other]).at(0)).toBe('GHSA-1 open');
  expect(judgeAudit(report, [explained, other], '2026-12-01').unneeded).toEqual([other]);
});

test('an explanation has a reason and a date', () => {
  expect(Explanation.safeParse({ ...explained, reason: 'fine' }).success).toBe(false);
  expect(Explanation.safeParse({ ...explained, until: 'never' }).success).toBe(false);
});

test('a refusal of the registry is not a report', () => {
  const refusal = { message: '405 Method Not Allowed', statusCode: 405, error: { summary: '', detail: '' } };
  expect(AuditReport.safeParse(refusal).success).toBe(false);
  expect(AuditFailure.parse(refusal).message).toBe('405 Method Not Allowed');
});
