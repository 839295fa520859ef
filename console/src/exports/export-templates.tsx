/** The templates of payroll files: the presets, and those of the organisation. @module */

import { Trans, useLingui } from '@lingui/react/macro';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo } from 'react';
import type { ExportTemplateSummary } from '#shared/contract/export-templates.ts';
import { ProblemNote } from '../problems/problem-note.tsx';
import { Tag } from '../ui/chip.tsx';
import { Loading, Skeleton } from '../ui/skeleton.tsx';
import { DataTable, type TableColumn } from '../ui/table.tsx';
import { templatesQuery } from './queries.ts';
import { TemplatePage } from './template-page.tsx';

function idOf({ id }: ExportTemplateSummary): string {
  return id;
}

function nameOf({ title }: ExportTemplateSummary): string {
  return title;
}

/** The list of templates, or the one that is open. */
export function ExportTemplates() {
  const { t } = useLingui();
  const { template } = useSearch({ from: '/exports' });
  const navigate = useNavigate();
  const { data, error, refetch } = useQuery(templatesQuery);
  const open = (id: string | undefined) =>
    void navigate({ to: '/exports', search: { tab: 'templates', template: id } });
  const columns = useMemo(
    (): TableColumn<ExportTemplateSummary>[] => [
      { id: 'title', title: t`Template`, width: '2fr', isPrimary: true, render: nameOf },
      {
        id: 'origin',
        title: t`Kind`,
        width: 110,
        render: ({ origin }) =>
          origin === 'own' ? (
            <Tag tone="accent">
              <Trans>Your own</Trans>
            </Tag>
          ) : (
            <Trans>Preset</Trans>
          ),
      },
      { id: 'files', title: t`Files`, width: '2fr', render: ({ files }) => files.join(', ') },
      { id: 'codes', title: t`Pay codes`, width: 96, align: 'end', render: ({ codes }) => String(codes) },
    ],
    [t],
  );
  if (template !== undefined) {
    return <TemplatePage key={template} id={template} onOpen={open} onBack={() => open(undefined)} />;
  }
  if (error !== null) return <ProblemNote error={error} onRetry={() => void refetch()} />;
  if (!data) {
    return (
      <Loading>
        <Skeleton lines={9} kind="row" />
      </Loading>
    );
  }
  return (
    <DataTable
      label={t`Templates of payroll files`}
      columns={columns}
      rows={data.items}
      idOf={idOf}
      nameOf={nameOf}
      onOpen={({ id }) => open(id)}
      empty={null}
    />
  );
}
