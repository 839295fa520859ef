/** Reports: a card for each question, and the report that answers it. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, Suspense, useCallback } from 'react';
import { reportNames } from '#shared/contract/report-names.ts';
import { useRights } from '../api/index.ts';
import { paper } from '../day/paper.tsx';
import { classNames } from '../ui/class-names.ts';
import { PageHead } from '../ui/page-head.tsx';
import { NavTab, NavTabs } from '../ui/tabs.tsx';
import styles from './report.module.css';
import { ReportPage } from './report-page.tsx';
import { reportWords } from './report-words.ts';
import type { ReportsSearch } from './search.ts';

const Mails = lazy(async () => ({ default: (await import('./mails.tsx')).Mails }));

/** All reports as questions. */
function AllReports() {
  const { t, i18n } = useLingui();
  const { mayEdit } = useRights();
  return (
    <>
      <PageHead
        title={t`Reports`}
        subtitle={t`Each answers one question. All can be saved, printed and sent.`}
      >
        <div className={styles.tabs}>
          <NavTabs label={t`Reports and exports`}>
            <NavTab to="/reports" search={{}}>
              <Trans>Reports</Trans>
            </NavTab>
            <NavTab to="/exports" search={{}}>
              <Trans>Exports</Trans>
            </NavTab>
          </NavTabs>
        </div>
      </PageHead>
      <ul className={styles.questions} aria-label={t`Reports`}>
        {reportNames.map((name) => {
          const { title, question, icon: Icon } = reportWords[name];
          return (
            <li key={name} className={styles.question}>
              <Icon size={20} className={styles.sign} aria-hidden="true" />
              <div className={styles.questionWords}>
                <h2 className={styles.questionTitle}>
                  <Link to="/reports" search={{ report: name }} className={styles.cover}>
                    {i18n._(title)}
                  </Link>
                </h2>
                <p>{i18n._(question)}</p>
              </div>
            </li>
          );
        })}
      </ul>
      {mayEdit && (
        <Suspense>
          <Mails />
        </Suspense>
      )}
    </>
  );
}

/** Reports. */
export function ReportsScreen() {
  const search = useSearch({ from: '/reports' });
  const navigate = useNavigate({ from: '/reports' });
  const change = useCallback(
    (next: Partial<ReportsSearch>) =>
      void navigate({ search: (old) => ({ ...old, ...next }), replace: true, resetScroll: false }),
    [navigate],
  );
  return (
    <div className={classNames(styles.screen, paper.lying)}>
      {search.report === undefined ? (
        <AllReports />
      ) : (
        <ReportPage key={search.report} name={search.report} search={search} onChange={change} />
      )}
    </div>
  );
}
