import type { ExecResult, Host } from '../../host/host.ts';
import type { UnitFact } from './facts.ts';

/** kubeadm's own calls have none; a systemd that needs longer is not well. */
const deadlineMs = 1500;
const properties = 'Names,LoadState,ActiveState,UnitFileState,FragmentPath';

type Shown =
  | { readonly answer: 'answered'; readonly units: readonly UnitFact[] }
  | { readonly answer: 'timed-out' | 'failed'; readonly detail: string };

/** Asks the running systemd for all units in one call. */
export async function showUnits(host: Host, systemctl: string, names: readonly string[]): Promise<Shown> {
  const result = await host.exec({
    argv: [systemctl, '--no-pager', '--no-ask-password', 'show', '-p', properties, ...names],
    deadlineMs,
    maxOutput: 64 * 1024,
  });
  if (result.outcome === 'timed-out') {
    return { answer: 'timed-out', detail: `systemctl show gave no answer in ${deadlineMs} ms` };
  }
  const units = result.exitCode === 0 ? parseShown(result.stdout, names) : [];
  // In a chroot it says that it ignores the command, and exits with 0.
  return units.length > 0 ? { answer: 'answered', units } : { answer: 'failed', detail: detailOf(result) };
}

function detailOf({ errno, signal, exitCode, stderr, stdout }: ExecResult): string {
  const said = (stderr.trim() || stdout.trim()).split('\n', 1)[0] ?? '';
  const end = errno ?? signal ?? `exit status ${exitCode ?? '?'}`;
  return `systemctl show: ${said === '' ? end : said.slice(0, 200)}`;
}

/** Blocks of `Key=value`, parted by empty lines; a unit goes by each of its `Names=`. */
export function parseShown(stdout: string, names: readonly string[]): readonly UnitFact[] {
  const units = stdout.split(/\n\s*\n/u).map((block) => {
    const pairs = block.split('\n').map((line): [string, string] => {
      const equals = line.indexOf('=');
      return [line.slice(0, Math.max(equals, 0)), line.slice(equals + 1)];
    });
    return new Map(pairs);
  });
  return names.flatMap((name) => {
    const unit = units.find((one) => (one.get('Names') ?? '').split(' ').includes(name));
    const load = unit?.get('LoadState') ?? '';
    if (unit === undefined || load === '') return [];
    return {
      name,
      load,
      active: unit.get('ActiveState') ?? '',
      fileState: unit.get('UnitFileState') ?? '',
      fragment: unit.get('FragmentPath') ?? '',
      source: `systemctl show ${name}`,
    };
  });
}
