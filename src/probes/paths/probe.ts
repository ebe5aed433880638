import type { Host } from '../../host/host.ts';
import { known } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { PathFact } from './facts.ts';

const shownNames = 5;

/** What stands at the paths that kubeadm writes to, or wants to find. */
export const pathsProbe: Probe<'paths'> = {
  name: 'paths',
  deadlineMs: 2500,
  async run(host, survey) {
    const facts = await Promise.all(survey.paths.map((path) => look(host, path)));
    return known({ byPath: Object.fromEntries(facts.map((fact) => [fact.path, fact])) });
  },
};

async function look(host: Host, path: string): Promise<PathFact> {
  const status = await host.status(path);
  if (!status.ok) {
    if (status.code !== 'ENOENT' && status.code !== 'ENOTDIR')
      return { path, kind: 'unknown', code: status.code };
    const link = await host.linkStatus(path);
    return { path, kind: link.ok ? 'dangling' : 'absent' };
  }
  if (status.kind === 'file') return { path, kind: 'file' };
  if (status.kind !== 'directory') return { path, kind: 'other' };
  const list = await host.readDir(path);
  if (!list.ok) return { path, kind: 'directory', code: list.code };
  return { path, kind: 'directory', names: list.names.slice(0, shownNames) };
}
