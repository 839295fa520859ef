/** Routes and schemas of the organisation's settings. @module */

import * as z from 'zod';
import { AttendanceRulesPatch } from '#shared/attendance/model/index.ts';
import { weekdays } from '#shared/time/calendar.ts';
import { ApprovalSettings } from './approval-settings.ts';
import {
  Count,
  InstantField,
  LocalDateField,
  Serial,
  SiteName,
  Slug,
  TimeOfDayField,
  ZoneField,
} from './fields.ts';
import { LeaveSettings } from './leave-types.ts';
import { NoticeSettings } from './notices.ts';
import { PeopleSettings, ShortText } from './person-fields.ts';
import type { Plain } from './plain.ts';
import { KeptTimes, RetentionInput, RetentionPatch, RetentionSettings } from './retention.ts';
import { administrators, readers, route } from './route.ts';
import { NextRuns, PayrollPeriods } from './settings-today.ts';

/** When logs are downloaded automatically. */
export const DownloadSchedule = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('off') }).meta({ id: 'OffDownloadSchedule' }),
    z
      .strictObject({ kind: z.literal('interval'), everyMinutes: z.number().int().min(1).max(1440) })
      .meta({ id: 'IntervalDownloadSchedule' }),
    z
      .strictObject({
        kind: z.literal('daily'),
        times: z
          .array(TimeOfDayField)
          .min(1)
          .max(2)
          .refine((times) => new Set(times).size === times.length, 'must be two different times'),
      })
      .meta({ id: 'DailyDownloadSchedule' }),
  ])
  .meta({ id: 'DownloadSchedule' });
export type DownloadSchedule = Plain<z.output<typeof DownloadSchedule>>;

/**
 * What happens to a PIN that punches and that nobody claims: its user is created, it waits for somebody to decide, or it is
 * ignored. Its punches are stored in each case.
 */
export const UnknownUserPolicy = z
  .enum(['create', 'hold', 'ignore'])
  .meta({ id: 'UnknownUserPolicy', description: 'Its punches are stored in each case' });
export type UnknownUserPolicy = z.output<typeof UnknownUserPolicy>;

/** The policy of one site or of one terminal. */
const PlacePolicy = z
  .union([
    z.strictObject({ site: SiteName, policy: UnknownUserPolicy }).meta({ id: 'SitePolicy' }),
    z.strictObject({ terminal: Serial, policy: UnknownUserPolicy }).meta({ id: 'TerminalPolicy' }),
  ])
  .meta({ id: 'PlacePolicy' });

/** The schedule of one site. */
const SiteSchedule = z
  .strictObject({
    site: SiteName,
    zone: ZoneField.optional().meta({
      description:
        'Zone of its times. Without one, saving fills in the zone that all of its terminals have of their own, if there is ' +
        "one; otherwise the organisation's counts",
    }),
    schedule: DownloadSchedule,
  })
  .meta({ id: 'SiteDownloadSchedule' });

/** When logs are downloaded, and what happens to a user id that nobody knows. */
const DownloadSettings = z
  .strictObject({
    schedule: DownloadSchedule.meta({
      description:
        "Of every terminal whose site has no schedule of its own; times are those of the organisation's zone",
    }),
    sites: z
      .array(SiteSchedule)
      .max(200)
      .refine(
        (sites) => new Set(sites.map(({ site }) => site)).size === sites.length,
        'must name each site once',
      )
      .optional()
      .meta({
        description: 'Sites whose terminals are read by a schedule of their own, or not at all (`off`)',
      }),
    createMissingUsers: z.boolean().meta({
      description:
        'Create the user if the user id in a downloaded log does not exist. The same as `unknownUsers: create`: of the two ' +
        'the one that a request changes counts, and both are answered',
    }),
    unknownUsers: UnknownUserPolicy.optional().meta({
      description: 'What happens to user ids that nobody knows; without it, the tick says create or hold',
    }),
    unknownUsersAt: z
      .array(PlacePolicy)
      .max(500)
      .optional()
      .meta({
        description:
          'Sites and terminals where something else happens to them, whatever the tick of a download says; one of a ' +
          'terminal counts before that of its site',
      }),
  })
  .meta({ id: 'DownloadSettings' });

/** What a created user gets because of the terminal at which it punched first. */
const NewUserPlace = z
  .strictObject({
    terminal: Serial,
    department: ShortText.optional(),
    site: SiteName.optional().meta({
      description: 'Pending days of the user wait for the terminals of this site',
    }),
  })
  .refine(
    ({ department, site }) => department !== undefined || site !== undefined,
    'must set department or site',
  )
  .meta({ id: 'NewUserPlace' });

/** What happens to a user that is new. */
const NewUserSettings = z
  .strictObject({
    fetchDetails: z
      .boolean()
      .meta({ description: 'Fetch the details of a created user from its terminal at once' }),
    issueDate: z.enum(['first-punch', 'none']),
    dutyRosterId: Slug.nullable(),
    byTerminal: z
      .array(NewUserPlace)
      .max(500)
      .refine(
        (places) => new Set(places.map(({ terminal }) => terminal)).size === places.length,
        'must name each terminal once',
      )
      .optional()
      .meta({
        description:
          'Department and site of a user that is created for a punch, by the terminal of that punch',
      }),
    sendToTerminals: z
      .union([z.enum(['none', 'all']), z.array(Serial).min(1).max(200)])
      .optional()
      .meta({
        description:
          'Terminals to which a user added in the cloud is written: none (the default), every active one, or these',
      }),
  })
  .meta({ id: 'NewUserSettings' });

/** When sheets are generated, and by which plan and rules where a user has none. */
const SheetSettings = z
  .strictObject({
    nightlyAt: TimeOfDayField.nullable().meta({
      description: 'Local time of the nightly generation; null = off',
    }),
    nightlyDays: z
      .number()
      .int()
      .min(1)
      .max(62)
      .meta({ description: 'How many days back the nightly generation goes' }),
    defaultScheduleId: Slug.nullable().meta({
      description: 'Schedule of users without a roster; null = flexi',
    }),
    calendarId: Slug.nullable(),
    waitFor: z
      .enum(['own', 'all'])
      .optional()
      .meta({
        description:
          "For which terminals a day without its punches waits: those of the user's site or that the user has used in " +
          'the last 60 days (`own`, the default), or all',
      }),
    rules: AttendanceRulesPatch.default({}).meta({
      description: 'Rule values that differ from the defaults',
    }),
  })
  .meta({ id: 'SheetSettings' });

/** How long a payroll period is, and where periods begin. */
const PayrollPeriod = z
  .discriminatedUnion('kind', [
    z
      .strictObject({
        kind: z.literal('monthly'),
        startsOnDay: z.number().int().min(1).max(28).meta({ description: 'Day of the month: 1 to 28' }),
      })
      .meta({ id: 'MonthlyPayrollPeriod' }),
    z
      .strictObject({
        kind: z.literal('twice-monthly'),
        startsOnDays: z
          .array(z.number().int().min(1).max(28))
          .length(2)
          .refine(([first = 0, second = 0]) => first < second, 'must be two days of the month in order'),
      })
      .meta({ id: 'TwiceMonthlyPayrollPeriod' }),
    z
      .strictObject({
        kind: z.literal('weeks'),
        weeks: z.number().int().min(1).max(4),
        anchor: LocalDateField.meta({ description: 'The first day of any one of the periods' }),
      })
      .meta({ id: 'WeeksPayrollPeriod' }),
  ])
  .meta({ id: 'PayrollPeriod' });
export type PayrollPeriod = Plain<z.output<typeof PayrollPeriod>>;

/** What is known of the organisation itself. */
const OrganisationSettings = z
  .strictObject({
    name: ShortText.optional().meta({ description: 'For headings of screens, prints and files' }),
    weekStartsOn: z.enum(weekdays).optional().meta({
      description:
        "First day of a week on screens and in reports; default: monday. Weekly overtime goes by its layer's own weekStartsOn",
    }),
    payrollPeriod: PayrollPeriod.optional().meta({ description: 'Default: calendar months' }),
  })
  .meta({ id: 'OrganisationSettings' });

/** The organisation's settings. */
export const SettingsBody = z
  .strictObject({
    zone: ZoneField.meta({ description: 'Zone of schedules, and of terminals that have none of their own' }),
    organisation: OrganisationSettings.optional().meta({
      description: 'Name, week and payroll period; a `PUT` without it leaves them as they are',
    }),
    download: DownloadSettings,
    newUsers: NewUserSettings,
    sheets: SheetSettings,
    people: PeopleSettings.optional().meta({
      description: 'Fields of your own for people; a `PUT` without it leaves them as they are',
    }),
    leave: LeaveSettings.optional().meta({
      description: 'Types of leave; a `PUT` without it leaves them as they are',
    }),
    approvals: ApprovalSettings.optional().meta({
      description:
        'Which entries need the approval of a second person; a `PUT` without it leaves that as it is',
    }),
    notices: NoticeSettings.optional().meta({
      description: 'Who is told of what; a `PUT` without it leaves that as it is',
    }),
    retention: RetentionSettings.optional().meta({
      description: 'How long times are kept; a `PUT` without it leaves that as it is',
    }),
  })
  .meta({ id: 'SettingsBody' });
export type SettingsBody = Plain<z.output<typeof SettingsBody>>;

const Unsubscribed = z.array(z.string());

/** What `PUT` takes: what `GET` gave can be sent back as it is. */
const SettingsInput = z
  .strictObject({
    ...SettingsBody.shape,
    retention: RetentionInput.optional().meta({ description: SettingsBody.shape.retention.description }),
    version: Count.optional().meta({ description: 'As read; not looked at: If-Match says what was read' }),
    savedAt: InstantField.optional().meta({ description: 'As read; not looked at' }),
    next: NextRuns.optional().meta({ description: 'As read; not looked at' }),
    payrollPeriods: PayrollPeriods.optional().meta({ description: 'As read; not looked at' }),
    unsubscribed: Unsubscribed.optional().meta({ description: 'As read; not looked at' }),
    keptTimes: KeptTimes.optional().meta({ description: 'As read; not looked at' }),
  })
  .meta({ id: 'SettingsInput' });

/** Some settings: what is named is set, all others stay. */
export const SettingsPatch = z
  .strictObject({
    zone: SettingsBody.shape.zone.optional(),
    organisation: OrganisationSettings.extend({
      name: OrganisationSettings.shape.name.unwrap().nullable().optional(),
    })
      .meta({ id: 'OrganisationSettingsPatch' })
      .optional()
      .meta({ description: 'What is named is set; a name of null is cleared' }),
    download: DownloadSettings.partial().meta({ id: 'DownloadSettingsPatch' }).optional(),
    people: PeopleSettings.optional(),
    leave: LeaveSettings.optional(),
    approvals: ApprovalSettings.optional().meta({ description: 'Kinds that are named are set' }),
    notices: NoticeSettings.optional().meta({ description: 'A notice that is named is set as a whole' }),
    retention: RetentionPatch.optional(),
    newUsers: NewUserSettings.partial().meta({ id: 'NewUserSettingsPatch' }).optional(),
    sheets: SheetSettings.extend({
      rules: AttendanceRulesPatch.optional().meta({
        description: 'Rule values that are set; the others stay. PUT replaces them all',
      }),
    })
      .partial()
      .meta({ id: 'SheetSettingsPatch' })
      .optional(),
  })
  .meta({ id: 'SettingsPatch' });
export type SettingsPatch = Plain<z.output<typeof SettingsPatch>>;

/** Settings as read: with their version. */
export const Settings = z
  .looseObject({
    ...SettingsBody.shape,
    version: Count,
    savedAt: InstantField.optional(),
    next: NextRuns.optional().meta({ description: 'When the clock starts something next' }),
    payrollPeriods: PayrollPeriods.optional().meta({
      description: 'The payroll period of today, and the one before it',
    }),
    unsubscribed: Unsubscribed.optional().meta({
      description:
        'Recipients of notices who want no more mails, for HR and administrators. Only they themselves can change that, ' +
        'by the link in a mail',
    }),
    keptTimes: KeptTimes.optional().meta({
      description: 'From which day on times are kept; absent where all are, and nothing says otherwise',
    }),
  })
  .meta({ id: 'Settings' });
export type Settings = Plain<z.output<typeof Settings>>;

/** Routes of the settings. */
export const settings = {
  getSettings: route({
    method: 'GET',
    path: '/v1/settings',
    service: 'api',
    principals: readers,
    scopes: ['settings:read'],
    tag: 'settings',
    summary: 'The settings of the organisation',
    answer: { status: 200, body: Settings, etag: true },
  }),
  putSettings: route({
    method: 'PUT',
    path: '/v1/settings',
    service: 'api',
    principals: administrators,
    tag: 'settings',
    summary: 'Replace the settings',
    body: SettingsInput,
    ifMatch: 'The settings',
    answer: { status: 200, body: Settings, etag: true },
    problems: [
      'request.stale',
      'request.no-if-match',
      'roster.unknown',
      'schedule.unknown',
      'calendar.unknown',
      'plan.archived',
      'mail.not-configured',
      'notices.unsubscribed',
      'retention.unconfirmed',
    ],
  }),
  patchSettings: route({
    method: 'PATCH',
    path: '/v1/settings',
    service: 'api',
    principals: administrators,
    tag: 'settings',
    summary: 'Set some of the settings; what is not named stays',
    body: SettingsPatch,
    mayMatch: true,
    answer: { status: 200, body: Settings, etag: true },
    problems: [
      'request.stale',
      'roster.unknown',
      'schedule.unknown',
      'calendar.unknown',
      'plan.archived',
      'mail.not-configured',
      'notices.unsubscribed',
      'retention.unconfirmed',
    ],
  }),
};
