import type { Args, Remedy } from '../../findings/finding.ts';
import type { Step } from '../../findings/step.ts';

const text = (args: Args, key: string): string => {
  const value = args[key];
  return value === undefined || typeof value === 'object' ? '' : String(value);
};

const versionCommands: Readonly<Record<string, string>> = { nft: 'nft --version', ipset: 'ipset --version' };

function verify(args: Args): readonly string[] {
  const tool = text(args, 'tool');
  return [versionCommands[tool] ?? (tool.startsWith('ip') ? `${tool} --version` : `command -v ${tool}`)];
}

/** Ways out of a tool that is not here: its package, or a mode that does without. */
export function installRemedies(args: Args): readonly Remedy[] {
  const install = text(args, 'install');
  const note = text(args, 'note');
  const bring: Remedy =
    install === ''
      ? { what: note === '' ? `install ${text(args, 'tool')}` : note, verify: verify(args) }
      : {
          what: note === '' ? 'install its package' : `install its package. ${note}`,
          now: [install],
          verify: verify(args),
          // What lies there and may not be executed is not replaced by an installed package.
          ...(text(args, 'path') === '' ? { steps: [packageStep(args, install)] } : {}),
        };
  return [bring, ...otherMode(args)];
}

/** Ways out of a tool that is here and does not serve. */
export function mendRemedies(
  args: Args,
  mend: string,
  now?: string,
  reinstall: boolean | 'mends' = true,
): readonly Remedy[] {
  const path = text(args, 'path');
  const command = now?.replaceAll('PATH', path);
  const first: Remedy = {
    what: mend,
    ...(command === undefined ? {} : { now: [command] }),
    ...(command === chmod(path) ? { steps: [chmodStep(path)] } : {}),
    verify: verify(args),
  };
  const again = text(args, 'reinstall');
  const second: readonly Remedy[] =
    again === '' || !reinstall
      ? []
      : [
          {
            what: 'install its package again',
            now: [again],
            ...(reinstall === 'mends' ? { steps: [againStep(args, again)] } : {}),
          },
        ];
  return [first, ...second, ...otherMode(args)];
}

/** It and the others of its package that are told with it. */
function packageStep(args: Args, install: string): Step {
  const also = Array.isArray(args['also']) ? args['also'] : [];
  return {
    kind: 'package',
    install,
    done: [text(args, 'tool'), ...also].map((name) => ['command', '-v', name]),
  };
}

function againStep(args: Args, install: string): Step {
  return { kind: 'package', install, done: [[text(args, 'tool'), '--version']] };
}

const chmod = (path: string): string => `chmod 0755 ${path}`;

function chmodStep(path: string): Step {
  return { kind: 'command', run: [['chmod', '0755', path]], done: [['test', '-x', path]] };
}

function otherMode(args: Args): readonly Remedy[] {
  const otherWay = text(args, 'otherWay');
  return otherWay === '' ? [] : [{ what: otherWay, verify: ['kube-preflight modes'] }];
}
