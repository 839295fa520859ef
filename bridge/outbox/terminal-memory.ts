import type { DatabaseSync } from 'node:sqlite';
import type * as z from 'zod';
import { TerminalReport } from '#shared/contract/bridge-agent.ts';
import { numberIn, textIn } from './rows.ts';

/** A terminal's state as it is reported to the cloud. */
export type TerminalReportValue = z.output<typeof TerminalReport>;

/** What was last known of each terminal, so that a restart finds a terminal that is switched off at the moment. */
export class TerminalMemory {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The number under which a terminal's records are remembered; made on first use. */
  numberOf(serial: string): number {
    this.#database.prepare('INSERT INTO terminal (serial) VALUES (?) ON CONFLICT DO NOTHING').run(serial);
    return numberIn(
      this.#database.prepare('SELECT number FROM terminal WHERE serial = ?').get(serial),
      'number',
    );
  }

  /** Keeps a terminal's latest report. */
  remember(report: TerminalReportValue): void {
    // Whoever was behind this address before is there no longer.
    this.#database
      .prepare('UPDATE terminal SET report = NULL WHERE address = ? AND serial <> ?')
      .run(report.address, report.serial);
    this.#database
      .prepare(
        `INSERT INTO terminal (serial, address, report) VALUES (?, ?, ?)
         ON CONFLICT (serial) DO UPDATE SET address = excluded.address, report = excluded.report`,
      )
      .run(report.serial, report.address, JSON.stringify(report));
  }

  /** The latest report of every terminal that was ever met. */
  reports(): TerminalReportValue[] {
    return this.#database
      .prepare('SELECT report FROM terminal WHERE report IS NOT NULL ORDER BY serial')
      .all()
      .flatMap((row) => {
        const parsed = TerminalReport.safeParse(JSON.parse(textIn(row, 'report')));
        return parsed.success ? [parsed.data] : [];
      });
  }
}
