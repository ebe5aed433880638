import type { FixStep } from '../findings/fix.ts';
import type { Step } from '../findings/step.ts';
import { allEndWell, shellWord, shellWords } from '../findings/shell-word.ts';
import { aptGet, packagesOf, unattended } from './unattended.ts';

/** A step in the words of a shell. */
export interface Shell extends Pick<FixStep, 'id' | 'what' | 'commands' | 'verify'> {
  /** Functions that the commands call. */
  readonly functions: readonly string[];
}

/** A file that ends without a line feed must not have the line glued to its last one. */
const addLine = `add_line() { # FILE LINE
  mkdir -p "\${1%/*}"
  [ ! -s "$1" ] || [ -z "$(tail -c 1 "$1")" ] || echo >>"$1"
  printf '%s\\n' "$2" >>"$1"
}`;

/** Control characters and what turns the direction of writing: never in a script that somebody is to read. */
const unprintable = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** undefined: nothing to be run unattended can be made of it, and it is left to a person. */
export function shellOf(step: Step): Shell | undefined {
  if (stringsIn(step).some((text) => unprintable.test(text))) return undefined;
  switch (step.kind) {
    case 'package':
      return packageShell(step);
    case 'module':
      return moduleShell(step);
    case 'sysctl':
      return sysctlShell(step);
    case 'service':
      return serviceShell(step);
    default:
      return commandShell(step);
  }
}

function stringsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsIn) : [];
}

function packageShell({ install, done }: Extract<Step, { kind: 'package' }>): Shell | undefined {
  const run = unattended(install);
  if (run === undefined || done.length === 0) return undefined;
  const names = packagesOf(install);
  const isThere = allEndWell(done);
  return {
    id: `package ${names}`,
    what: `install ${names}`,
    commands: [{ when: 'now', done: isThere, run }],
    verify: isThere,
    functions: run.startsWith('apt_get ') ? [aptGet] : [],
  };
}

/** A built-in module shows no directory, and modprobe ends well for it: there is nothing to verify by. */
function moduleShell({ module, file }: Extract<Step, { kind: 'module' }>): Shell | undefined {
  if (!/^[\w-]+$/u.test(module)) return undefined;
  return {
    id: `module ${module}`,
    what: `load ${module}, now and at every boot`,
    commands: [
      {
        when: 'now',
        done: `[ -d /sys/module/${module.replaceAll('-', '_')} ]`,
        run: `modprobe ${module}`,
      },
      {
        when: 'persistent',
        done: `grep -qsxF ${module} /etc/modules-load.d/*.conf`,
        run: `add_line ${shellWord(file)} ${module}`,
      },
    ],
    verify: '',
    functions: [addLine],
  };
}

function sysctlShell({ key, value, keep }: Extract<Step, { kind: 'sysctl' }>): Shell | undefined {
  if (key.startsWith('/') || key.split('/').includes('..')) return undefined;
  const name = key.includes('.') ? key : key.replaceAll('/', '.');
  const file = shellWord(`/proc/sys/${key}`);
  // The kernel parts several numbers by tabs.
  const read = value.includes(' ') ? `tr '\\t' ' ' <${file}` : `cat ${file}`;
  const isSet = `[ "$(${read})" = ${shellWord(value)} ]`;
  const kept =
    keep === undefined
      ? []
      : [
          {
            when: 'persistent' as const,
            done: `grep -qsxF ${shellWord(keep.line)} ${shellWord(keep.file)}`,
            run: `add_line ${shellWord(keep.file)} ${shellWord(keep.line)}`,
          },
        ];
  return {
    id: `sysctl ${name}`,
    what: `set ${name} to ${value}${keep === undefined ? ', as a file says for each boot' : ', now and at boot'}`,
    commands: [{ when: 'now', done: isSet, run: `echo ${shellWord(value)} >${file}` }, ...kept],
    verify: isSet,
    functions: keep === undefined ? [] : [addLine],
  };
}

function serviceShell({ unit, want }: Extract<Step, { kind: 'service' }>): Shell {
  const word = shellWord(unit);
  const enabled = `systemctl is-enabled --quiet ${word}`;
  const both = `${enabled} && systemctl is-active --quiet ${word}`;
  return {
    id: `service ${unit}`,
    what: want === 'running' ? `start ${unit}, now and at every boot` : `have ${unit} start at every boot`,
    commands:
      want === 'running'
        ? [{ when: 'now', done: both, run: `systemctl enable --now ${word}` }]
        : [{ when: 'persistent', done: enabled, run: `systemctl enable ${word}` }],
    verify: want === 'running' ? both : enabled,
    functions: [],
  };
}

function commandShell({ run, done }: Extract<Step, { kind: 'command' }>): Shell | undefined {
  if (run.length === 0 || done.length === 0) return undefined;
  const line = run.map(shellWords).join(' && ');
  const isDone = allEndWell(done);
  return {
    id: `command ${line}`,
    what: `run ${line}`,
    commands: [{ when: 'now', done: isDone, run: line }],
    verify: isDone,
    functions: [],
  };
}
