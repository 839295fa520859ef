/** What Windows is asked to do; no machine with Windows takes part. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ServiceError } from './systemd.ts';
import { accounts, taskXml, windowsArgument } from './task.ts';
import {
  installTasks,
  systemProgram,
  taskState,
  uninstallTasks,
  type Windows,
  windowsControl,
  windowsObstacle,
} from './windows.ts';

const program = 'C:\\Program Files\\Rollcall\\rollcall-bridge.exe';
const configFile = 'C:\\ProgramData\\Rollcall\\bridge.yaml';
const service = { command: [program], configFile, updates: false };

/** Notes what is asked. @param states - number of each task that there is */
function aWindows(states: Record<string, number> = {}, administrator = true) {
  const asked: string[] = [];
  const tasks: Record<string, string> = {};
  const windows: Windows = {
    run(name, args) {
      const line = [name, ...args].join(' ');
      const file = args[args.indexOf('/XML') + 1];
      if (args.includes('/XML') && file !== undefined) {
        const bytes = readFileSync(file);
        expect(bytes.subarray(0, 2)).toEqual(Buffer.from([0xff, 0xfe]));
        tasks[String(args[2])] = bytes.toString('utf16le').slice(1);
        asked.push(line.replace(file, 'FILE'));
        return { status: 0, text: '' };
      }
      if (line.includes('WindowsPrincipal')) return { status: 0, text: administrator ? 'True' : 'False' };
      const task = /-TaskName '(\w+)'/.exec(line)?.[1];
      if (task !== undefined) {
        return task in states ? { status: 0, text: String(states[task]) } : { status: 1, text: 'not found' };
      }
      asked.push(line);
      return { status: 0, text: '' };
    },
  };
  return { windows, asked, tasks, schtasks: () => asked.filter((line) => line.startsWith('schtasks')) };
}

describe('a task', () => {
  const xml = taskXml({
    description: 'a & b',
    command: [program, 'run', '--config', 'C:\\Data <1>\\bridge.yaml'],
    account: accounts.localService,
    everyMinutes: 1,
  });
  const value = (name: string) => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1];

  test('starts with the machine and again within a minute, once, without a limit, without rights', () => {
    expect(xml).toContain('<BootTrigger>');
    expect(value('Interval')).toBe('PT1M');
    expect(value('MultipleInstancesPolicy')).toBe('IgnoreNew');
    expect(value('ExecutionTimeLimit')).toBe('PT0S');
    expect(value('StopIfGoingOnBatteries')).toBe('false');
    expect(value('UserId')).toBe('S-1-5-19');
    expect(value('RunLevel')).toBe('LeastPrivilege');
  });

  test('names the program and what it is started with, so that it comes out as it went in', () => {
    expect(value('Command')).toBe(program);
    expect(value('Arguments')).toBe('run --config &quot;C:\\Data &lt;1&gt;\\bridge.yaml&quot;');
    expect(value('Description')).toBe('a &amp; b');
  });

  test('closes each of its elements', () => {
    const open: string[] = [];
    for (const [, close, name = '', self] of xml.matchAll(/<(\/?)([A-Za-z]+)[^>]*?(\/?)>/g)) {
      if (close === '/') expect(open.pop()).toBe(name);
      else if (self !== '/') open.push(name);
    }
    expect(open).toEqual([]);
  });
});

test.each([
  ['--config', '--config'],
  ['C:\\a\\b.yaml', 'C:\\a\\b.yaml'],
  ['C:\\with blank\\', '"C:\\with blank\\\\"'],
  ['say "so"', '"say \\"so\\""'],
  ['back\\" slash', '"back\\\\\\" slash"'],
  ['', '""'],
])('the argument %j is written %s', (argument, written) => {
  expect(windowsArgument(argument)).toBe(written);
});

test('installing closes the folder, makes the task and starts it', () => {
  const { windows, asked, tasks, schtasks } = aWindows();
  installTasks(service, windows);
  expect(asked[0]).toBe(
    'icacls.exe C:\\ProgramData\\Rollcall /inheritance:r /grant:r *S-1-5-18:(OI)(CI)F *S-1-5-32-544:(OI)(CI)F *S-1-5-19:(OI)(CI)M',
  );
  expect(asked[1]).toContain("New-EventLog -LogName Application -Source 'Rollcall bridge'");
  expect(schtasks()).toEqual([
    'schtasks.exe /Create /TN \\Rollcall\\Bridge /XML FILE /F',
    'schtasks.exe /Run /TN \\Rollcall\\Bridge',
  ]);
  expect(tasks['\\Rollcall\\Bridge']).toContain(
    `<Arguments>run --config ${configFile} --log-file C:\\ProgramData\\Rollcall\\bridge.log</Arguments>`,
  );
});

test('installing again stops what runs, and takes away what is no longer wanted', () => {
  const { windows, schtasks } = aWindows({ Bridge: 4, Update: 3 });
  installTasks(service, windows);
  expect(schtasks()).toEqual([
    'schtasks.exe /Change /TN \\Rollcall\\Bridge /DISABLE',
    'schtasks.exe /End /TN \\Rollcall\\Bridge',
    'schtasks.exe /Delete /TN \\Rollcall\\Bridge /F',
    'schtasks.exe /Create /TN \\Rollcall\\Bridge /XML FILE /F',
    'schtasks.exe /Change /TN \\Rollcall\\Update /DISABLE',
    'schtasks.exe /End /TN \\Rollcall\\Update',
    'schtasks.exe /Delete /TN \\Rollcall\\Update /F',
    'schtasks.exe /Run /TN \\Rollcall\\Bridge',
  ]);
});

test('releases are looked for by a task of its own, every hour', () => {
  const { windows, tasks } = aWindows();
  installTasks({ ...service, updates: true }, windows);
  const update = tasks['\\Rollcall\\Update'];
  expect(update).toContain(`<Arguments>update --scheduled --config ${configFile}</Arguments>`);
  expect(update).toContain('<UserId>S-1-5-18</UserId>');
  expect(update).toContain('<Interval>PT60M</Interval>');
});

test('whoever is no administrator is told so, and nothing is done', () => {
  const { windows, asked } = aWindows({}, false);
  expect(() => installTasks(service, windows)).toThrow(/as administrator/);
  expect(asked).toEqual([]);
});

test('what Windows refuses is reported in its own words', () => {
  const { windows } = aWindows();
  const refusing: Windows = {
    run: (name, args) =>
      name === 'schtasks.exe' ? { status: 1, text: 'Access is denied.' } : windows.run(name, args),
  };
  expect(() => installTasks(service, refusing)).toThrow(ServiceError);
  expect(() => installTasks(service, refusing)).toThrow(/Access is denied/);
});

test('uninstalling takes everything away, and says when there was nothing', () => {
  expect(uninstallTasks(aWindows().windows)).toBe(false);
  const { windows, asked, schtasks } = aWindows({ Bridge: 3 });
  expect(uninstallTasks(windows)).toBe(true);
  expect(schtasks().at(-1)).toBe('schtasks.exe /Delete /TN \\Rollcall\\Bridge /F');
  expect(asked.at(-1)).toContain('Remove-EventLog');
});

test.each([
  [{}, { installed: false, active: 'inactive', enabled: 'enabled' }],
  [{ Bridge: 4 }, { installed: true, active: 'active', enabled: 'enabled' }],
  [{ Bridge: 3 }, { installed: true, active: 'inactive', enabled: 'enabled' }],
  [{ Bridge: 1 }, { installed: true, active: 'inactive', enabled: 'disabled' }],
])('tasks %j are the state %j', (states, state) => {
  expect(taskState(aWindows(states).windows)).toEqual(state);
});

test('while an update is made, the schedule does not start the bridge', () => {
  const { windows, asked } = aWindows({ Bridge: 4 });
  const control = windowsControl(windows);
  control.stop();
  control.start();
  expect(control.isRunning()).toBe(true);
  expect(asked).toEqual([
    'schtasks.exe /Change /TN \\Rollcall\\Bridge /DISABLE',
    'schtasks.exe /End /TN \\Rollcall\\Bridge',
    'schtasks.exe /Change /TN \\Rollcall\\Bridge /ENABLE',
    'schtasks.exe /Run /TN \\Rollcall\\Bridge',
  ]);
});

test('programs of Windows are started from its own folder', () => {
  expect(systemProgram('schtasks.exe', { SystemRoot: 'D:\\Windows' })).toBe(
    'D:\\Windows\\System32\\schtasks.exe',
  );
  expect(systemProgram('powershell.exe', {})).toBe(
    'C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\powershell.exe',
  );
});

test.each([
  [program, 'C:\\ProgramData\\Rollcall\\state', undefined],
  ['c:\\program files\\rollcall\\b.exe', 'c:\\programdata\\rollcall\\state', undefined],
  [
    'C:\\Users\\me\\rollcall-bridge.exe',
    'C:\\ProgramData\\Rollcall\\state',
    /Anybody may change C:\\Users\\me/,
  ],
  ['C:\\Program Files\\..\\Users\\b.exe', 'C:\\ProgramData\\Rollcall\\state', /Anybody may change/],
  [program, 'C:\\ProgramData\\Rollcall-else', /The state has to be in the folder/],
])('the program %s with the state in %s', (path, stateDir, problem) => {
  const obstacle = windowsObstacle([path], { configFile, stateDir }, { ProgramFiles: 'C:\\Program Files' });
  if (problem === undefined) expect(obstacle).toBeUndefined();
  else expect(obstacle).toMatch(problem);
});
