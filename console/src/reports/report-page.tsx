/** One report: its days and filters, its chart, its table, its files. @module */

import { plural } from '@lingui/core/macro';
import { Trans, useLingui } from '@lingui/react/macro';
import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Download, Mail, Printer } from 'lucide-react';
import { lazy, Suspense, useEffect, useMemo, useState } from 'react';
import type { ReportName } from '#shared/contract/report-names.ts';
import { type FileFormat, fetchFile, useRights, useSettings } from '../api/index.ts';
import { PaperHead } from '../day/paper.tsx';
import { useFormat, useToday } from '../day/use-format.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { useCommands } from '../ui/commands.ts';
import { downloadFile } from '../ui/download-file.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { MenuButton } from '../ui/menu.tsx';
import { PageHead } from '../ui/page-head.tsx';
import { SearchField } from '../ui/search-field.tsx';
import { Select } from '../ui/select.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { PeriodControl } from './period-control.tsx';
import styles from './report.module.css';
import { rowsIn } from './report-lines.ts';
import { ReportNotes } from './report-notes.tsx';
import { firstPeriod, periodOfReport } from './report-period.ts';
import { ReportTable } from './report-table.tsx';
import { reportWords } from './report-words.ts';
import type { ReportsSearch } from './search.ts';
import { type ReportQuestion, useDepartments, useReport, useReportKinds } from './use-reports.ts';

const ReportFigure = lazy(async () => ({ default: (await import('./report-figure.tsx')).ReportFigure }));
const MailDialog = lazy(async () => ({ default: (await import('./mail-dialog.tsx')).MailDialog }));

/** Stands for "no filter" in a list of choices. */
const all = '';

const formats = {
  csv: 'text/csv',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const satisfies Record<string, FileFormat>;
type Format = keyof typeof formats;

/** Fetches a report as a file and gives it to the browser to save. */
function useFile(name: ReportName, query: ReportQuestion | undefined) {
  return useMutation({
    mutationFn: async (format: Format) => {
      const file = await fetchFile('getReport', { params: { name }, query: { ...query } }, formats[format]);
      downloadFile(file.blob, file.fileName ?? `${name}-${query?.from}.${format}`);
    },
  });
}

/** What stands in the field, handed on when typing pauses. */
function Finder({ value, onChange }: { value: string; onChange: (value: string | undefined) => void }) {
  const { t } = useLingui();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  useEffect(() => {
    if (text.trim() === value) return undefined;
    const timer = setTimeout(() => onChange(text.trim() === '' ? undefined : text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <SearchField label={t`Name or id`} placeholder={t`Name or id`} keys="/" value={text} onChange={setText} />
  );
}

/** One report. */
export function ReportPage({
  name,
  search,
  onChange,
}: {
  name: ReportName;
  search: ReportsSearch;
  onChange: (next: Partial<ReportsSearch>) => void;
}) {
  const { t, i18n } = useLingui();
  const format = useFormat();
  const today = useToday();
  const { organisation: settings = {} } = useSettings();
  const { mayEdit } = useRights();
  const kinds = useReportKinds();
  const departments = useDepartments();
  const [isMailing, setMailing] = useState(false);
  const words = reportWords[name];
  const kind = kinds.data?.find((one) => one.name === name);
  const range = periodOfReport(search, firstPeriod(words.first, today, settings), kind?.mostDays ?? 1);
  const grouping =
    search.by !== undefined && kind?.groupings.includes(search.by)
      ? search.by
      : (kind?.groupings[0] ?? 'none');
  const question: ReportQuestion | undefined = kind && {
    from: range.from,
    to: range.to,
    department: search.department,
    search: search.search,
    groupBy: grouping,
  };
  const report = useReport(name, question);
  const file = useFile(name, question);
  const groupWords = { none: t`No groups`, department: t`By department`, user: t`By person` };
  const title = i18n._(words.title);
  const verbs = { csv: t`Save as CSV`, xlsx: t`Save as XLSX`, print: t`Print`, mail: t`Send by e-mail` };
  const save = file.mutate;
  useCommands(
    useMemo(
      () => [
        { id: 'report-csv', title: verbs.csv, run: () => save('csv') },
        { id: 'report-xlsx', title: verbs.xlsx, run: () => save('xlsx') },
        { id: 'report-print', title: verbs.print, run: () => window.print() },
      ],
      [verbs.csv, verbs.xlsx, verbs.print, save],
    ),
  );
  const setSearch = useMemo(() => (text: string | undefined) => onChange({ search: text }), [onChange]);
  const { data } = report;
  const rows = data && rowsIn(data);
  const error = kinds.error ?? report.error;
  const hasFilter = search.department !== undefined || search.search !== undefined;
  return (
    <>
      <PaperHead readAt={report.dataUpdatedAt || undefined} />
      <PageHead
        title={
          <>
            <Link className={styles.back} to="/reports" search={{}}>
              <Trans>Reports</Trans>
            </Link>
            <span className={styles.slash} aria-hidden="true">
              {' / '}
            </span>
            {title}
          </>
        }
        subtitle={i18n._(words.question)}
        secondary={
          <>
            <MenuButton
              label={t`Save`}
              icon={<Download />}
              placement="bottom end"
              isDisabled={question === undefined || file.isPending}
              items={[
                { id: 'csv', label: verbs.csv, onAction: () => save('csv') },
                { id: 'xlsx', label: verbs.xlsx, onAction: () => save('xlsx') },
              ]}
            />
            <Button icon={<Printer />} onPress={() => window.print()} isDisabled={!data}>
              {verbs.print}
            </Button>
            {mayEdit && (
              <Button icon={<Mail />} onPress={() => setMailing(true)}>
                {verbs.mail}
              </Button>
            )}
          </>
        }
      >
        <div className={styles.filters}>
          <PeriodControl
            range={range}
            isOneDay={kind?.mostDays === 1}
            today={today}
            onChange={({ from, to }) => onChange({ from, to })}
          />
          <Select
            label={t`Department`}
            isLabelHidden
            items={[
              { id: all, label: t`All departments` },
              ...departments.map((one) => ({ id: one, label: one })),
            ]}
            value={search.department ?? all}
            onChange={(one) => onChange({ department: one === all ? undefined : one })}
          />
          {kind && kind.groupings.length > 1 && (
            <Select
              label={t`Groups`}
              isLabelHidden
              items={kind.groupings.map((one) => ({ id: one, label: groupWords[one] }))}
              value={grouping}
              onChange={(by) => onChange({ by })}
            />
          )}
          <Finder value={search.search ?? ''} onChange={setSearch} />
        </div>
      </PageHead>
      <p className={styles.scope}>
        {format.range(range)}
        {search.department !== undefined && `, ${search.department}`}
        {rows !== undefined && `, ${t`${plural(rows, { one: '# row', other: '# rows' })}`}`}
      </p>
      {file.error && <ProblemNote error={file.error} />}
      {error && (
        <ProblemNote
          error={error}
          onRetry={() => {
            void kinds.refetch();
            if (question) void report.refetch();
          }}
        />
      )}
      {data === undefined ? (
        !error && (
          <Loading>
            <Skeleton kind="row" lines={10} />
          </Loading>
        )
      ) : rows === 0 ? (
        <EmptyState
          title={t`Nothing to report`}
          action={
            hasFilter ? (
              <Button onPress={() => onChange({ department: undefined, search: undefined })}>
                <Trans>Show everybody</Trans>
              </Button>
            ) : undefined
          }
        >
          {hasFilter ? (
            <Trans>No row of these days fits the filter.</Trans>
          ) : (
            <Trans>There is no such row in these days. Choose others above.</Trans>
          )}
        </EmptyState>
      ) : (
        <>
          <Suspense>
            <ReportFigure name={name} table={data} />
          </Suspense>
          <ReportTable
            key={JSON.stringify(question)}
            name={name}
            table={data}
            grouping={grouping}
            range={range}
            isStale={report.isPlaceholderData}
          />
          <ReportNotes table={data} />
        </>
      )}
      {isMailing && (
        <Suspense>
          <MailDialog
            report={{
              name,
              groupBy: search.by,
              department: search.department,
              search: search.search,
            }}
            onClose={() => setMailing(false)}
          />
        </Suspense>
      )}
    </>
  );
}
