/** Writes the scheduled tasks that keep a bridge running on Windows, as the Task Scheduler reads them. @module */

import { xmlText } from './xml-text.ts';

/** Folder of the Task Scheduler that has the tasks of a bridge. */
export const taskFolder = '\\Rollcall\\';
/** The task that is the bridge. */
export const bridgeTask = 'Bridge';
/** The task that looks for releases. */
export const updateTask = 'Update';

/** Accounts of Windows by their security identifiers, which are the same in every language. */
export const accounts = {
  system: 'S-1-5-18',
  localService: 'S-1-5-19',
  administrators: 'S-1-5-32-544',
} as const;

/** What a task is made for. */
export interface TaskOptions {
  description: string;
  /** The program and what it is started with. */
  command: readonly string[];
  /** Security identifier of the account. */
  account: string;
  /** How often it is started, unless it runs; in minutes. */
  everyMinutes: number;
}

/** Quotes an argument as programs of Windows take their command line apart (CommandLineToArgvW). */
export function windowsArgument(text: string): string {
  if (/^[\w@%+=:,./\\-]+$/.test(text)) return text;
  return `"${text.replace(/(\\*)"/g, '$1$1\\"').replace(/(\\+)$/, '$1$1')}"`;
}

/**
 * A task that starts with the machine and is started again within minutes, however it has ended: the Task Scheduler's own
 * restart on failure does not count a program that ends with an error as one that has failed. It has no time limit.
 */
export function taskXml({ description, command, account, everyMinutes }: TaskOptions): string {
  const [program = '', ...args] = command;
  return `<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>${xmlText(description)}</Description>
  </RegistrationInfo>
  <Triggers>
    <BootTrigger>
      <Enabled>true</Enabled>
    </BootTrigger>
    <TimeTrigger>
      <Repetition>
        <Interval>PT${everyMinutes}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2020-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">
      <UserId>${account}</UserId>
      <RunLevel>${account === accounts.system ? 'HighestAvailable' : 'LeastPrivilege'}</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT0S</ExecutionTimeLimit>
    <Priority>5</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>${xmlText(program)}</Command>
      <Arguments>${xmlText(args.map(windowsArgument).join(' '))}</Arguments>
    </Exec>
  </Actions>
</Task>
`;
}
