/** Remembers the last report, log length and zone of each terminal across restarts. @module */

import type { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { TerminalReport } from '#shared/contract/bridge-api.ts';
import { ReportedFault } from '#shared/contract/download-fields.ts';
import type { Serial } from '#shared/punch/serial.ts';
import { readMeta, writeMeta } from './meta.ts';
import { numberIn, numberOrNullIn, textIn } from './rows.ts';

/** A terminal's state as it is reported to the cloud. */
export type TerminalReportValue = z.output<typeof TerminalReport>;

/** A fault as it is reported. */
export type ReportedFaultValue = z.output<typeof ReportedFault>;

const zonesName = 'zones';
const Zones = z.array(z.tuple([z.string(), z.string()]));

/** What was last known of each terminal, so that the bridge still knows a switched-off terminal after a restart. */
export class TerminalMemory {
  readonly #database: DatabaseSync;

  constructor(database: DatabaseSync) {
    this.#database = database;
  }

  /** The number under which a terminal's records are remembered; made on first use. */
  numberOf(serial: Serial): number {
    this.#database.prepare('INSERT INTO terminal (serial) VALUES (?) ON CONFLICT DO NOTHING').run(serial);
    return numberIn(
      this.#database.prepare('SELECT number FROM terminal WHERE serial = ?').get(serial),
      'number',
    );
  }

  /** Notes how many records a log had when it was read to its end. */
  noteRead(serial: Serial, records: number): void {
    this.#database
      .prepare('UPDATE terminal SET read_records = ? WHERE number = ?')
      .run(records, this.numberOf(serial));
  }

  /** How many records a log had when it was last read to its end; `null` when it never was. */
  readRecords(serial: Serial): number | null {
    const row = this.#database.prepare('SELECT read_records FROM terminal WHERE serial = ?').get(serial);
    return row ? numberOrNullIn(row, 'read_records') : null;
  }

  /** Keeps why an address has reported no serial number; `null` when it has reported one. */
  noteSilent(address: string, fault: ReportedFaultValue | null): void {
    if (fault === null) this.#database.prepare('DELETE FROM silent WHERE address = ?').run(address);
    else {
      this.#database
        .prepare('INSERT INTO silent VALUES (?, ?) ON CONFLICT DO UPDATE SET fault = excluded.fault')
        .run(address, JSON.stringify(fault));
    }
  }

  /** Addresses that have never reported a serial number, and why. */
  silent(): { address: string; fault: ReportedFaultValue }[] {
    return this.#database
      .prepare('SELECT address, fault FROM silent ORDER BY address')
      .all()
      .map((row) => ({
        address: textIn(row, 'address'),
        fault: ReportedFault.parse(JSON.parse(textIn(row, 'fault'))),
      }));
  }

  /** Keeps a terminal's latest report. */
  remember(report: TerminalReportValue): void {
    // The terminal that was behind this address before is no longer there.
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

  /** Keeps the zones of terminals, by serial number. */
  rememberZones(zones: ReadonlyMap<string, string>): void {
    writeMeta(this.#database, zonesName, JSON.stringify([...zones]));
  }

  /** The zones of terminals, as the cloud has reported them. */
  zones(): Map<string, string> {
    const text = readMeta(this.#database, zonesName);
    return new Map(text === null ? [] : Zones.parse(JSON.parse(text)));
  }

  /** Forgets what was reported to, or by, a cloud that another one has replaced. */
  forgetCloud(): void {
    writeMeta(this.#database, zonesName, null);
    this.#database.exec(
      "UPDATE terminal SET report = json_remove(report, '$.completeThrough') WHERE report IS NOT NULL",
    );
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
