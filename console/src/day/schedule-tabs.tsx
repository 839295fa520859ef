/** What the pages of the plan share: their frame, and the links between them; the page of leave is another room's. @module */

import { useLingui } from '@lingui/react/macro';
import type { ReactNode } from 'react';
import { classNames } from '../ui/class-names.ts';
import { NavTab, NavTabs } from '../ui/tabs.tsx';
import { paper } from './paper.tsx';
import styles from './schedule-tabs.module.css';

/** The links between the pages of the plan. */
export function ScheduleTabs() {
  const { t } = useLingui();
  return (
    <NavTabs label={t`Schedules`}>
      <NavTab to="/schedules/clocking">{t`Clocking`}</NavTab>
      <NavTab to="/schedules/rosters">{t`Rosters`}</NavTab>
      <NavTab to="/schedules/board">{t`Board`}</NavTab>
      <NavTab to="/schedules/holidays">{t`Holidays`}</NavTab>
      <NavTab to="/schedules/leave">{t({ message: 'Leave', context: 'page' })}</NavTab>
    </NavTabs>
  );
}

/** The frame of a page of the plan. @param isWide - uses the whole width, as a grid of people and days does */
export function SchedulePage({ isWide = false, children }: { isWide?: boolean; children: ReactNode }) {
  return (
    <div className={classNames(styles.page, isWide && styles.wide, isWide && paper.lying)}>{children}</div>
  );
}
