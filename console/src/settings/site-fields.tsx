/** Fields of sites whose terminals are read by a schedule of their own. @module */

import { Plural, Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Trash2 } from 'lucide-react';
import { Button } from '../ui/button.tsx';
import { Card } from '../ui/card.tsx';
import { Section } from '../ui/section.tsx';
import { Select } from '../ui/select.tsx';
import { Effect, NextTime } from './effect.tsx';
import styles from './fields.module.css';
import { sitesQuery } from './lists.ts';
import { draftOf } from './schedule-draft.ts';
import { ScheduleFields } from './schedule-fields.tsx';
import type { SiteDraft } from './server-form.ts';

/** Sites whose terminals are read by a schedule of their own. */
export function SiteFields({
  value,
  onChange,
  isSaved,
}: {
  value: readonly SiteDraft[];
  onChange: (value: SiteDraft[]) => void;
  isSaved: boolean;
}) {
  const { t } = useLingui();
  const { data: known } = useQuery(sitesQuery);
  const sites = known ?? [];
  const free = sites.filter(({ name }) => !value.some(({ site }) => site === name));
  if (sites.length === 0 && value.length === 0) return null;
  return (
    <Section
      title={<Trans>Sites of their own</Trans>}
      description={
        <Trans>
          The terminals of a site can be read at times of their own, or not at all. All others follow the
          download above.
        </Trans>
      }
    >
      {value.map((one) => {
        const site = sites.find(({ name }) => name === one.site);
        return (
          <Card
            key={one.site}
            title={one.site}
            actions={
              <Button
                size="small"
                variant="quiet"
                icon={<Trash2 />}
                aria-label={t`Follow the download above at ${one.site}`}
                onPress={() => onChange(value.filter(({ site: name }) => name !== one.site))}
              >
                <Trans>Follow the download above</Trans>
              </Button>
            }
          >
            <ScheduleFields
              label={t`Download`}
              value={one.schedule}
              onChange={(schedule) =>
                onChange(value.map((old) => (old.site === one.site ? { ...old, schedule } : old)))
              }
            />
            <Effect>
              <Plural value={site?.terminals ?? 0} one="# active terminal" other="# active terminals" />
              {isSaved && site?.nextDownloadAt && (
                <>
                  {' · '}
                  <Trans>
                    next download <NextTime at={site.nextDownloadAt} zone={site.zone} />
                  </Trans>
                </>
              )}
            </Effect>
          </Card>
        );
      })}
      {free.length > 0 && (
        <div className={styles.row}>
          <Select
            label={t`Give a site times of its own`}
            placeholder={t`Choose a site`}
            value={null}
            items={free.map(({ name }) => ({ id: name, label: name }))}
            onChange={(site) =>
              onChange([
                ...value,
                { site, zone: null, schedule: draftOf({ kind: 'daily', times: ['12:00'] }) },
              ])
            }
          />
        </div>
      )}
    </Section>
  );
}
