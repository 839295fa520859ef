/** The API lists reports and gives each as JSON, CSV, XLSX or HTML. @module */

import { reportNames } from '#shared/contract/report-names.ts';
import { ReportFormat, type reportRoutes } from '#shared/contract/reports.ts';
import { reports } from '#shared/reports/index.ts';
import { makeReport } from '../domain/reports/index.ts';
import { xlsxMediaType } from '../domain/tables/index.ts';
import type { Answer, Call, Handlers } from '../middleware/dispatch.ts';
import { accepts } from '../middleware/http.ts';
import type { Runtime } from '../runtime.ts';
import { actorOf } from './actor.ts';
import { authorNames } from './author-names.ts';

const mediaTypes = [
  ['xlsx', xlsxMediaType],
  ['csv', 'text/csv'],
  ['html', 'text/html'],
] as const;

/** The form that a caller accepts; JSON where it does not say. */
function acceptedFormat({ event }: Call): ReportFormat {
  return mediaTypes.find(([, mediaType]) => accepts(event, [mediaType]))?.[0] ?? 'json';
}

/** Handlers of reports. */
export function reportHandlers(runtime: Runtime): Handlers<typeof reportRoutes> {
  return {
    listReports: async () => ({
      body: {
        items: reportNames.map((name) => {
          const { title, about, groupings, mostDays } = reports[name];
          return { name, title, about, groupings: [...groupings], mostDays, formats: ReportFormat.options };
        }),
      },
    }),
    getReport: async ({ params, query }, call): Promise<Answer<typeof reportRoutes.getReport>> => {
      const { format = acceptedFormat(call), sums, ...wanted } = query;
      const asked = { ...wanted, name: params.name, withSums: sums === 'true' };
      const names = authorNames(runtime);
      const nameAuthors = async <T>(things: T) => (await names(things, call)) as T;
      return await makeReport(actorOf(runtime, call), asked, format, nameAuthors);
    },
  };
}
