import type { Host } from '../../host/host.ts';
import { known, unknown } from '../fact.ts';
import type { Probe } from '../probe.ts';
import type { CgroupMount, UnifiedRoot } from './facts.ts';
import { cgroupArguments, parseCgroupMounts, parseSubsystems } from './parse.ts';

const usualPoint = '/sys/fs/cgroup';

/** How cgroups are mounted, and which controllers they have. Nothing is made to find out. */
export const cgroupsProbe: Probe<'cgroups'> = {
  name: 'cgroups',
  deadlineMs: 2500,
  async run(host) {
    const [table, groups, commandLine, memory] = await Promise.all([
      host.readText('/proc/mounts', { maxBytes: 4 * 1024 * 1024 }),
      host.readText('/proc/cgroups'),
      host.readText('/proc/cmdline'),
      host.status(`${usualPoint}/memory`),
    ]);
    if (!table.ok) return unknown('failed', `/proc/mounts cannot be read: ${table.code}`);
    const mounts = parseCgroupMounts(table.text);
    const unified = await readUnified(host, mounts);
    return known({
      mounts,
      memoryDirectory: memory.ok && memory.kind === 'directory',
      ...(groups.ok ? { subsystems: parseSubsystems(groups.text) } : {}),
      ...(unified === undefined ? {} : { unified }),
      kernelArguments: commandLine.ok ? cgroupArguments(commandLine.text) : [],
    });
  },
};

/** The mount of v2: the one on /sys/fs/cgroup, else the first. */
async function readUnified(host: Host, mounts: readonly CgroupMount[]): Promise<UnifiedRoot | undefined> {
  const all = mounts.filter(({ type }) => type === 'cgroup2');
  const mount = all.find(({ point }) => point === usualPoint) ?? all[0];
  if (mount === undefined) return undefined;
  const { point, options } = mount;
  const [controllers, freezer] = await Promise.all([
    host.readText(`${point}/cgroup.controllers`),
    findFreezer(host, point),
  ]);
  return {
    point,
    ...(controllers.ok ? { controllers: controllers.text.split(/\s+/u).filter((one) => one !== '') } : {}),
    ...(freezer === undefined ? {} : { freezer }),
    readOnly: options.includes('ro'),
  };
}

/** The interface files of a cgroup; what is left in its directory are the cgroups below it. */
const interfaceFile = /^(?:cgroup|cpu|cpuset|memory|io|pids|hugetlb|rdma|misc|irq|dmem|perf_event|debug)\./u;

/**
 * Every cgroup but the root of all has `cgroup.freeze` from Linux 5.2 on. One that exists is looked at;
 * system-validators makes one (`freezer-test…`) to see. Inside a container the root that is seen has it.
 */
async function findFreezer(host: Host, point: string): Promise<boolean | undefined> {
  const own = await host.status(`${point}/cgroup.freeze`);
  if (own.ok) return true;
  const listed = await host.readDir(point);
  const candidates = listed.ok ? listed.names.filter((name) => !interfaceFile.test(name)).slice(0, 4) : [];
  const seen = await Promise.all(candidates.map((name) => freezes(host, `${point}/${name}`)));
  return seen.find((one) => one !== undefined);
}

async function freezes(host: Host, cgroup: string): Promise<boolean | undefined> {
  const file = await host.status(`${cgroup}/cgroup.freeze`);
  if (file.ok) return true;
  const events = await host.status(`${cgroup}/cgroup.events`);
  return events.ok && file.code === 'ENOENT' ? false : undefined;
}
