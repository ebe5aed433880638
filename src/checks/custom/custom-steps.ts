import type { Args } from '../../findings/finding.ts';
import type { Step } from '../../findings/step.ts';

/** Arguments that a step can be made of; their names are of no other argument. */
export function packageFix(tool: string, install: string): Args {
  return { fixTool: tool, fixInstall: install };
}

export function moduleFix(module: string): Args {
  return { fixModule: module };
}

export function sysctlFix(key: string, value: string, name: string): Args {
  return { fixSysctl: key, fixValue: value, fixName: name };
}

/** Where a setting of one's own is kept, apart from those of Kubernetes. */
export function sysctlFile(key: string): string {
  return `/etc/sysctl.d/90-${key.replaceAll('/', '-')}.conf`;
}

export function moduleFile(module: string): string {
  return `/etc/modules-load.d/${module}.conf`;
}

/** What `kube-preflight fix` does of it; none: it is left to a person. */
export function stepsOf(args: Args): readonly Step[] {
  const { fixTool, fixInstall, fixModule, fixSysctl, fixValue, fixName } = args;
  if (typeof fixTool === 'string' && typeof fixInstall === 'string')
    return [{ kind: 'package', install: fixInstall, done: [['command', '-v', fixTool]] }];
  if (typeof fixModule === 'string')
    return [{ kind: 'module', module: fixModule, file: moduleFile(fixModule) }];
  if (typeof fixSysctl !== 'string' || typeof fixValue !== 'string') return [];
  const keep = { file: sysctlFile(fixSysctl), line: `${String(fixName)} = ${fixValue}` };
  return [{ kind: 'sysctl', key: fixSysctl, value: fixValue, keep }];
}
