import type { Args, Remedy } from '../../findings/finding.ts';

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
        };
  return [bring, ...otherMode(args)];
}

/** Ways out of a tool that is here and does not serve. */
export function mendRemedies(args: Args, mend: string, now?: string, reinstall = true): readonly Remedy[] {
  const path = text(args, 'path');
  const command = now?.replaceAll('PATH', path);
  const first: Remedy = {
    what: mend,
    ...(command === undefined ? {} : { now: [command] }),
    verify: verify(args),
  };
  const again = text(args, 'reinstall');
  const second: readonly Remedy[] =
    again === '' || !reinstall ? [] : [{ what: 'install its package again', now: [again] }];
  return [first, ...second, ...otherMode(args)];
}

function otherMode(args: Args): readonly Remedy[] {
  const otherWay = text(args, 'otherWay');
  return otherWay === '' ? [] : [{ what: otherWay, verify: ['kube-preflight modes'] }];
}
