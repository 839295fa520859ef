/** Examples of request bodies whose use is not obvious, for the OpenAPI document. @module */

import type { Instant, LocalDate, WallTime } from '#shared/time/wall-time.ts';
import type { contract } from '../index.ts';
import type { RouteCall } from '../route.ts';

/** An example of a body: what somebody wants in one sentence, and what is sent for it. */
export interface BodyExample<T = unknown> {
  summary: string;
  value: T;
}

/** As JSON has it: dates and times are texts. */
type Json<T> = T extends Instant | LocalDate | WallTime
  ? string
  : T extends object
    ? { [K in keyof T]: Json<T[K]> }
    : T;

type Contract = typeof contract;
type BodyExamples = {
  [K in keyof Contract]?: Record<string, BodyExample<Json<RouteCall<Contract[K]>['body']>>>;
};

/** Examples of bodies by operation and by a name of their own. */
export const bodyExamples = {
  putSettings: {
    twiceADay: {
      summary: 'Download twice a day and create the users that the logs name',
      value: {
        zone: 'Europe/Berlin',
        download: { schedule: { kind: 'daily', times: ['06:30', '18:30'] }, createMissingUsers: true },
        newUsers: { fetchDetails: true, issueDate: 'first-punch', dutyRosterId: 'office' },
        sheets: {
          nightlyAt: '02:30',
          nightlyDays: 3,
          defaultScheduleId: null,
          calendarId: 'holidays',
          rules: { thresholds: { lateGraceMinutes: 5 } },
        },
      },
    },
  },
  patchSettings: {
    everyQuarter: {
      summary: 'Download every 15 minutes, and one site twice a day by its own clocks',
      value: {
        download: {
          schedule: { kind: 'interval', everyMinutes: 15 },
          sites: [
            {
              site: 'North',
              zone: 'Asia/Kolkata',
              schedule: { kind: 'daily', times: ['06:30', '18:30'] },
            },
          ],
        },
      },
    },
    noSchedule: {
      summary: 'Download by hand only',
      value: { download: { schedule: { kind: 'off' } } },
    },
    newUsers: {
      summary: 'What a user gets that is created for a punch',
      value: {
        download: { createMissingUsers: true },
        newUsers: {
          issueDate: 'first-punch',
          dutyRosterId: 'office',
          byTerminal: [{ terminal: 'TEST0000001', department: 'Stores', site: 'North' }],
        },
      },
    },
    organisation: {
      summary: 'Name, week and payroll period',
      value: {
        organisation: {
          name: 'Sample Works',
          weekStartsOn: 'monday',
          payrollPeriod: { kind: 'monthly', startsOnDay: 21 },
        },
      },
    },
  },
  startDownload: {
    oneTerminal: {
      summary: 'What is new at one terminal, creating users that do not exist',
      value: { terminals: ['TEST0000001'], createMissingUsers: true, mode: 'new' },
    },
    everything: { summary: 'The whole log of every active terminal', value: { mode: 'all' } },
    daysOfASite: {
      summary:
        'The first week of March again, from every terminal of a site; `to` is the day after the last one',
      value: { site: 'North', mode: 'all', window: { from: '2026-03-01', to: '2026-03-08' } },
    },
  },
  startUserDownload: {
    newColleagues: {
      summary: 'Details of two users, who join the roster on the first of the month',
      value: {
        terminal: 'TEST0000001',
        userIds: ['1042', '1043'],
        issuedOn: '2026-03-01',
        dutyRosterId: 'office',
      },
    },
  },
  startUserUpload: {
    nameAndCard: {
      summary: 'One user to two terminals, without touching its privilege there',
      value: { terminals: ['TEST0000001', 'TEST0000002'], userIds: ['1042'], fields: ['name', 'card'] },
    },
  },
  updateUser: {
    anotherRoster: {
      summary: 'Another roster from a date on; the one before ends the day before',
      value: { dutyRosterId: 'night', dutyRosterFrom: '2026-04-01' },
    },
    clearDepartment: { summary: 'Clear a field', value: { department: null } },
  },
  putSchedule: {
    office: {
      summary: 'Four days from nine to six with a break, a short Friday, a free weekend',
      value: {
        id: 'office',
        name: 'Office',
        kind: 'weekly',
        days: {
          monday: { shifts: [{ slots: { in: '09:00', break: '12:30', resume: '13:30', out: '18:00' } }] },
          tuesday: { shifts: [{ slots: { in: '09:00', break: '12:30', resume: '13:30', out: '18:00' } }] },
          wednesday: { shifts: [{ slots: { in: '09:00', break: '12:30', resume: '13:30', out: '18:00' } }] },
          thursday: { shifts: [{ slots: { in: '09:00', break: '12:30', resume: '13:30', out: '18:00' } }] },
          friday: { shifts: [{ slots: { in: '09:00', out: '14:00' } }] },
          saturday: { dayType: 'restday' },
        },
      },
    },
    night: {
      summary: 'A night shift: a time earlier than the one before it is on the next day',
      value: {
        id: 'night',
        name: 'Night',
        kind: 'daily',
        day: { shifts: [{ slots: { in: '22:00', out: '06:00' } }] },
        rules: {
          overtime: {
            layers: [{ kind: 'window', code: 'NIGHT', multiplier: 0.25, from: '23:00', to: '06:00' }],
          },
        },
      },
    },
  },
  putRoster: {
    threeOnOneOff: {
      summary: 'Three nights, then one day off, counted from the anchor date',
      value: {
        id: 'nights',
        name: 'Nights, 3 on 1 off',
        kind: 'cycle',
        anchor: '2026-03-02',
        entries: [{ scheduleId: 'night' }, { scheduleId: 'night' }, { scheduleId: 'night' }, {}],
      },
    },
  },
  putCalendar: {
    halfHoliday: {
      summary: 'A holiday and a half holiday, of which the afternoon is free',
      value: {
        id: 'holidays',
        name: 'Holidays',
        holidays: [
          { date: '2026-12-24', name: 'Christmas Eve', half: true },
          { date: '2026-12-25', name: 'Christmas Day' },
        ],
      },
    },
  },
  createDayOverride: {
    swap: {
      summary: 'Another schedule on one date',
      value: { userId: '1042', date: '2026-03-29', scheduleId: 'night', reason: 'swapped with 1043' },
    },
    both: {
      summary: 'A second schedule on one date, beside that of the roster',
      value: { userId: '1042', date: '2026-03-30', furtherScheduleIds: ['evening'], reason: 'stands in' },
    },
  },
  createLeave: {
    afternoon: {
      summary: 'The second half of one day; `to` is the day after',
      value: {
        userId: '1042',
        type: 'annual',
        from: '2026-03-27',
        to: '2026-03-28',
        portion: { kind: 'half', half: 'second' },
      },
    },
  },
  createCorrection: {
    forgotten: {
      summary: 'A departure that no terminal recorded',
      value: {
        kind: 'add-time',
        userId: '1042',
        date: '2026-03-27',
        wallTime: '2026-03-27T18:04:00',
        direction: 'out',
        reason: 'forgot to punch',
      },
    },
    approved: {
      summary: 'At most an hour of the overtime of one pay code',
      value: {
        kind: 'approve-overtime',
        userId: '1042',
        date: '2026-03-27',
        code: 'OT',
        minutes: 60,
        reason: 'stock-taking',
      },
    },
  },
  lockPeriod: {
    march: {
      summary: 'March, after it has been paid; `to` is the day after',
      value: { from: '2026-03-01', to: '2026-04-01', reason: 'payroll of March' },
    },
  },
  registerTerminal: {
    withKey: {
      summary: 'A terminal that pushes with a key from one network',
      value: {
        serial: 'TEST0000001',
        name: 'Gate',
        zone: 'Asia/Kolkata',
        push: { commKey: 'a-long-key', networks: ['203.0.113.0/24'] },
      },
    },
  },
  orderTerminalCommand: {
    lostPunches: {
      summary: 'Punches of one day once more, local times of the terminal, both included',
      value: { kind: 'query-log', from: '2026-03-27T00:00:00', to: '2026-03-27T23:59:59' },
    },
  },
} satisfies BodyExamples;
