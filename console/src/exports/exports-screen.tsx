/** Exports for payroll. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { PageHead } from '../ui/page-head.tsx';
import { NavTab, NavTabs } from '../ui/tabs.tsx';
import { ExportHistory } from './export-history.tsx';
import { ExportPanel } from './export-panel.tsx';
import { ExportSchedules } from './export-schedules.tsx';
import { ExportTemplates } from './export-templates.tsx';
import styles from './exports.module.css';

/** Exports for payroll: making one, what was made, templates, schedules. */
export function ExportsScreen() {
  const { t } = useLingui();
  const { tab: given, from, to, department, template } = useSearch({ from: '/exports' });
  const tab = given ?? 'export';
  const navigate = useNavigate();
  return (
    <div className={styles.page}>
      <PageHead title={<Trans>Export for payroll</Trans>}>
        <NavTabs label={t`Exports`}>
          {/* An address that names no tab is the first one's, which is marked all the same. */}
          <NavTab to="/exports" search={given === undefined ? {} : { tab: 'export' }}>
            <Trans>Export</Trans>
          </NavTab>
          <NavTab to="/exports" search={{ tab: 'history' }}>
            <Trans>History</Trans>
          </NavTab>
          <NavTab to="/exports" search={{ tab: 'templates' }}>
            <Trans>Templates</Trans>
          </NavTab>
          <NavTab to="/exports" search={{ tab: 'schedules' }}>
            <Trans>Schedules</Trans>
          </NavTab>
        </NavTabs>
      </PageHead>
      {tab === 'export' && (
        <ExportPanel
          given={{
            ...(from === undefined ? {} : { from }),
            ...(to === undefined ? {} : { to }),
            ...(department === undefined ? {} : { department }),
            ...(template === undefined ? {} : { template }),
          }}
          onPlace={(draft) =>
            void navigate({
              to: '/exports',
              replace: true,
              search: {
                tab: 'export',
                from: draft.from,
                to: draft.to,
                department: draft.department ?? undefined,
                template: draft.template ?? undefined,
              },
            })
          }
        />
      )}
      {tab === 'history' && <ExportHistory />}
      {tab === 'templates' && <ExportTemplates />}
      {tab === 'schedules' && <ExportSchedules />}
    </div>
  );
}
