/** The pages of the plan side by side: schedules, rosters, the board, holidays, and leave, which is another room's. @module */

import { useLingui } from '@lingui/react/macro';
import { NavTab, NavTabs } from '../ui/tabs.tsx';

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
