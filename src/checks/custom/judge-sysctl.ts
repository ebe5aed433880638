import { knownSysctls } from '../../catalog/known-names.ts';
import type { Demand } from '../../config/own-files/requirement.ts';
import { shellWord } from '../../findings/shell-word.ts';
import type { Facts } from '../../probes/facts.ts';
import { sysctlFile, sysctlFix } from './custom-steps.ts';
import { type JudgedDemand, judgedFor, notTold } from './judged-demand.ts';
import { meantName } from './meant-name.ts';

type SysctlDemand = Extract<Demand, { kind: 'sysctl' }>;

export function judgeSysctl(demand: SysctlDemand, { custom }: Facts): JudgedDemand {
  const { key } = demand;
  // A name with dots in it, such as an interface's, is written with slashes (sysctl(8)).
  const name = key.includes('.') ? key : key.replaceAll('/', '.');
  const wanted = demand.values[0] ?? String(demand.minimum ?? demand.maximum ?? '');
  const setting = `${name}=${wanted}`;
  const mends = {
    now: wanted === '' ? [] : [`sysctl -w ${shellWord(setting)}`],
    persistent: wanted === '' ? [] : [`echo ${shellWord(`${name} = ${wanted}`)} > ${sysctlFile(key)}`],
    verify: [`sysctl ${name}`],
  };
  const fix = wanted === '' ? {} : { fix: sysctlFix(key, wanted, name) };
  const judged = judgedFor({ what: name, need: `${name} is ${wish(demand)}`, ...mends });
  if (custom?.known !== true) return notTold(judged, custom);
  const look = custom.value.sysctls[key];
  if (look === undefined) return notTold(judged, undefined);
  const path = `/proc/sys/${key}`;
  if (look.value === undefined) {
    const evidence = [{ source: path, excerpt: look.code ?? '' }];
    if (look.code !== 'ENOENT')
      return judged({
        outcome: 'not-told',
        state: 'cannot be read',
        have: `${path}: ${look.code ?? ''}`,
        evidence,
      });
    return judged({
      outcome: 'missing',
      state: 'does not exist',
      have: `${path} does not exist: the kernel or a module that brings it is missing`,
      evidence,
      ...meantName(name, knownSysctls()),
      now: [],
      persistent: [],
    });
  }
  return judged({
    ...fix,
    outcome: suits(demand, look.value) ? 'met' : 'unsuitable',
    state: `is ${look.value === '' ? 'empty' : look.value}`,
    evidence: [{ source: path, excerpt: look.value }],
  });
}

function wish({ values, minimum, maximum }: SysctlDemand): string {
  if (values.length > 0) return values.join(' or ');
  if (minimum !== undefined && maximum !== undefined) return `from ${minimum} to ${maximum}`;
  if (minimum !== undefined) return `at least ${minimum}`;
  return maximum === undefined ? 'there' : `at most ${maximum}`;
}

function suits({ values, minimum, maximum }: SysctlDemand, value: string): boolean {
  if (values.length > 0) return values.includes(value);
  if (minimum === undefined && maximum === undefined) return true;
  if (!/^-?\d+$/u.test(value)) return false;
  const number = BigInt(value);
  return (
    (minimum === undefined || number >= BigInt(minimum)) &&
    (maximum === undefined || number <= BigInt(maximum))
  );
}
