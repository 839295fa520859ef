/** Installs, removes and queries the bridge's scheduled tasks on Windows, and its source in the event log. @module */

import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, win32 } from 'node:path';
import { type ServiceControl, ServiceError, type ServiceState } from './systemd.ts';
import { accounts, bridgeTask, taskFolder, taskXml, updateTask } from './task.ts';

/** Name of the bridge in the event log (Application). */
export const eventSource = 'Rollcall bridge';

/** The programs of Windows that this room starts. */
export interface Windows {
  /** Runs one of its folder of programs to its end. */
  run(program: string, args: readonly string[]): { status: number | null; text: string };
}

/** Where a program of Windows lies: a name alone would also be looked for in the folder where somebody stands. */
export function systemProgram(name: string, { SystemRoot = 'C:\\Windows' } = process.env): string {
  const folder = win32.join(SystemRoot, 'System32');
  return name === 'powershell.exe'
    ? win32.join(folder, 'WindowsPowerShell', 'v1.0', name)
    : win32.join(folder, name);
}

/** The Windows of this machine. */
export const thisWindows: Windows = {
  run(program, args) {
    const { status, stdout, stderr, error } = spawnSync(systemProgram(program), args, {
      encoding: 'utf8',
      windowsHide: true,
    });
    if (error) throw new ServiceError(`${program} cannot be run: ${error.message}`);
    return { status, text: stdout.trim() || stderr.trim() };
  },
};

const powershell = ['-NoProfile', '-NonInteractive', '-ExecutionPolicy', 'Bypass', '-Command'];

function ask(windows: Windows, script: string) {
  return windows.run('powershell.exe', [...powershell, script]);
}

function order(windows: Windows, program: string, ...args: string[]): void {
  const { status, text } = windows.run(program, args);
  if (status !== 0) throw new ServiceError(`${program} ${args.join(' ')}: ${text}`);
}

const nameOf = (task: string): string => `${taskFolder}${task}`;

/** Whether whoever runs this may install services. */
export function isAdministrator(windows: Windows = thisWindows): boolean {
  const script =
    '([Security.Principal.WindowsPrincipal][Security.Principal.WindowsIdentity]::GetCurrent())' +
    '.IsInRole([Security.Principal.WindowsBuiltInRole]::Administrator)';
  return ask(windows, script).text === 'True';
}

/** The state of a task by its number, which is the same in every language; 0 when there is none. */
function stateNumber(windows: Windows, task: string): number {
  const script = `[int](Get-ScheduledTask -TaskPath '${taskFolder}' -TaskName '${task}' -ErrorAction Stop).State`;
  const { status, text } = ask(windows, script);
  return status === 0 ? Number(text) : 0;
}

const disabled = 1;
const running = 4;

function createTask(windows: Windows, task: string, xml: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'rollcall-task-'));
  try {
    const file = join(folder, 'task.xml');
    // The Task Scheduler reads UTF-16 with its mark.
    writeFileSync(file, `\ufeff${xml}`, 'utf16le');
    order(windows, 'schtasks.exe', '/Create', '/TN', nameOf(task), '/XML', file, '/F');
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function removeTask(windows: Windows, task: string): boolean {
  if (stateNumber(windows, task) === 0) return false;
  order(windows, 'schtasks.exe', '/Change', '/TN', nameOf(task), '/DISABLE');
  // It may not be running.
  windows.run('schtasks.exe', ['/End', '/TN', nameOf(task)]);
  order(windows, 'schtasks.exe', '/Delete', '/TN', nameOf(task), '/F');
  return true;
}

/** What {@link installTasks} goes by. */
export interface WindowsService {
  /** The command that starts this program. */
  command: readonly string[];
  /** Absolute path of the configuration; its folder is closed to everybody but administrators and the bridge. */
  configFile: string;
  /** Whether releases are looked for. */
  updates: boolean;
}

/** The log of the bridge, beside its configuration. */
export const windowsLogFile = (configFile: string): string =>
  win32.join(win32.dirname(configFile), 'bridge.log');

/** Whether the bridge is a task here. */
export const hasTask = (windows: Windows = thisWindows): boolean => stateNumber(windows, bridgeTask) > 0;

/** Installs what looks for releases, or replaces it. @throws ServiceError as {@link installTasks} */
export function installUpdateTask(
  { command, configFile }: Pick<WindowsService, 'command' | 'configFile'>,
  windows: Windows = thisWindows,
): void {
  createTask(
    windows,
    updateTask,
    taskXml({
      description: 'Rollcall bridge: takes signed releases',
      command: [...command, 'update', '--scheduled', '--config', configFile],
      account: accounts.system,
      everyMinutes: 60,
    }),
  );
}

/**
 * Installs the bridge and starts it, now and with the machine. Installing again replaces the tasks.
 * @throws ServiceError without the necessary rights, or when Windows refuses
 */
export function installTasks(
  { command, configFile, updates }: WindowsService,
  windows: Windows = thisWindows,
): void {
  if (!isAdministrator(windows)) {
    throw new ServiceError('Run this in a terminal that was opened "as administrator".');
  }
  const folder = win32.dirname(configFile);
  const all = (account: string, right: string) => `*${account}:(OI)(CI)${right}`;
  order(
    windows,
    'icacls.exe',
    folder,
    '/inheritance:r',
    '/grant:r',
    all(accounts.system, 'F'),
    all(accounts.administrators, 'F'),
    all(accounts.localService, 'M'),
  );
  const source = `if (-not [Diagnostics.EventLog]::SourceExists('${eventSource}')) { New-EventLog -LogName Application -Source '${eventSource}' }`;
  const registered = ask(windows, source);
  if (registered.status !== 0) throw new ServiceError(`The event log: ${registered.text}`);
  removeTask(windows, bridgeTask);
  createTask(
    windows,
    bridgeTask,
    taskXml({
      description: 'Rollcall bridge: carries the punches of attendance terminals to the cloud',
      command: [...command, 'run', '--config', configFile, '--log-file', windowsLogFile(configFile)],
      account: accounts.localService,
      everyMinutes: 1,
    }),
  );
  if (updates) installUpdateTask({ command, configFile }, windows);
  else removeTask(windows, updateTask);
  order(windows, 'schtasks.exe', '/Run', '/TN', nameOf(bridgeTask));
}

/**
 * Stops the bridge and removes its tasks and its source in the event log. State and configuration stay.
 * @returns false when it was not installed
 * @throws ServiceError as {@link installTasks}
 */
export function uninstallTasks(windows: Windows = thisWindows): boolean {
  removeTask(windows, updateTask);
  const was = removeTask(windows, bridgeTask);
  if (was) ask(windows, `Remove-EventLog -Source '${eventSource}' -ErrorAction SilentlyContinue`);
  return was;
}

/** The state of the bridge's task. */
export function taskState(windows: Windows = thisWindows): ServiceState {
  const state = stateNumber(windows, bridgeTask);
  return {
    installed: state > 0,
    active: state === running ? 'active' : 'inactive',
    enabled: state === disabled ? 'disabled' : 'enabled',
  };
}

/** Stops and starts the bridge's task; while it is stopped, its schedule does not start it either. */
export function windowsControl(windows: Windows = thisWindows): ServiceControl {
  const change = (...args: string[]) => order(windows, 'schtasks.exe', ...args);
  return {
    stop() {
      change('/Change', '/TN', nameOf(bridgeTask), '/DISABLE');
      windows.run('schtasks.exe', ['/End', '/TN', nameOf(bridgeTask)]);
    },
    start() {
      change('/Change', '/TN', nameOf(bridgeTask), '/ENABLE');
      change('/Run', '/TN', nameOf(bridgeTask));
    },
    isRunning: () => stateNumber(windows, bridgeTask) === running,
  };
}

/** Writes an error into the event log of Windows, without waiting; where that is refused, the file of the log has it. */
export function writeEvent(text: string): void {
  // As a variable, because no text can break out of that.
  const script = `[Diagnostics.EventLog]::WriteEntry('${eventSource}', $env:ROLLCALL_EVENT, 'Error', 1)`;
  const env = { ...process.env, ROLLCALL_EVENT: text.slice(0, 8000) };
  const program = systemProgram('powershell.exe');
  const child = spawn(program, [...powershell, script], { env, windowsHide: true, stdio: 'ignore' });
  child.on('error', () => undefined);
  child.unref();
}

/**
 * Why a bridge cannot be a service of Windows as it is, and what to do; `undefined` when it can. The program must lie where
 * only administrators write, and the state in the folder that {@link installTasks} closes to others.
 */
export function windowsObstacle(
  command: readonly string[],
  { configFile, stateDir }: { configFile: string; stateDir: string },
  env: NodeJS.ProcessEnv = process.env,
): string | undefined {
  const programs = env.ProgramFiles ?? 'C:\\Program Files';
  const isIn = (folder: string, path: string) =>
    win32
      .normalize(path)
      .toLowerCase()
      .startsWith(`${win32.normalize(folder).toLowerCase()}\\`);
  const outside = command.find((part) => !isIn(programs, part));
  if (outside !== undefined) {
    return `Anybody may change ${outside}. Copy the executable to ${win32.join(programs, 'Rollcall')}, and run that.`;
  }
  const folder = win32.dirname(configFile);
  if (isIn(folder, stateDir)) return undefined;
  return `The state has to be in the folder of the configuration, ${folder}. Write "stateDir: state", and move what is in ${stateDir} there.`;
}
