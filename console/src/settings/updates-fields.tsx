/** From where and how soon bridges take releases, as the cloud has them do. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { Pencil } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Button } from '../ui/button.tsx';
import { KeyValue } from '../ui/key-value.tsx';
import { Section } from '../ui/section.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { Effect } from './effect.tsx';
import { RingText } from './ring-text.tsx';
import { updatesQuery } from './updates-query.ts';

const UpdatesDialog = lazy(async () => ({ default: (await import('./updates-dialog.tsx')).UpdatesDialog }));

/** The section: what is set, and the button that opens the form. */
export function UpdatesFields() {
  const { t } = useLingui();
  const { data, error, refetch } = useQuery(updatesQuery);
  const [isOpen, setOpen] = useState(false);
  return (
    <Section
      title={<Trans>Updates of bridges</Trans>}
      description={
        <Trans>
          Bridges take signed releases by themselves: a few sites first, all others later. What the
          configuration of a bridge says of it counts more.
        </Trans>
      }
      actions={
        data !== undefined && (
          <Button
            icon={<Pencil />}
            aria-label={t`Change the updates of bridges`}
            onPress={() => setOpen(true)}
          >
            <Trans>Change</Trans>
          </Button>
        )
      }
    >
      {data === undefined &&
        (error === null ? (
          <Loading>
            <Skeleton lines={2} />
          </Loading>
        ) : (
          <ProblemNote error={error} onRetry={() => void refetch()} />
        ))}
      {data !== undefined && data.body.from === null && (
        <Effect>
          <Trans>Off: bridges are updated by hand, or as their own configurations say.</Trans>
        </Effect>
      )}
      {data !== undefined && data.body.from !== null && (
        <KeyValue
          items={[
            { id: 'from', name: t`Releases are at`, value: data.body.from },
            { id: 'everybody', name: t`All bridges`, value: <RingText hours={data.body.afterHours} /> },
            ...data.body.sites.map(({ site, afterHours }) => ({
              id: `site ${site}`,
              name: site,
              value: <RingText hours={afterHours} />,
            })),
          ]}
        />
      )}
      <Suspense>
        {isOpen && data !== undefined && <UpdatesDialog opened={data} onClose={() => setOpen(false)} />}
      </Suspense>
    </Section>
  );
}
