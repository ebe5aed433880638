import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect } from 'vitest';
import { startFakeCri } from '../fakes/fake-cri.ts';
import { runInMadeRoot } from '../oracle/made-root.ts';
import { realIt } from '../real.ts';

const root = join(import.meta.dirname, '../..');

/** A node that is made ready for Kubernetes, but for nft: what a person sees who has done their homework. */
const prepared = [
  'rm /usr/sbin/nft',
  'umount /sys/fs/cgroup',
  'mount -t cgroup2 cgroup2 /sys/fs/cgroup',
  String.raw`printf 'cpuset cpu io memory hugetlb pids\n' > /controllers`,
  'mount --bind /controllers /sys/fs/cgroup/cgroup.controllers',
  'echo 1 > /on',
  ...['ipv4/ip_forward', 'ipv6/conf/all/forwarding', 'ipv6/conf/default/forwarding'].map(
    (key) => `mount --bind /on /proc/sys/net/${key}`,
  ),
  String.raw`printf 'net.ipv4.ip_forward = 1\nnet.ipv6.conf.all.forwarding = 1\nnet.ipv6.conf.default.forwarding = 1\n' > /etc/sysctl.d/90-kubernetes.conf`,
  "echo '192.0.2.10 made' >> /etc/hosts",
  `cd ${root}`,
];

let folder = '';
let cri: Awaited<ReturnType<typeof startFakeCri>>;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'readme-'));
  cri = await startFakeCri({ socket: join(folder, 'containerd.sock'), cgroupDriver: 'systemd' });
});
afterAll(async () => {
  await cri.close();
  rmSync(folder, { recursive: true });
});

/** What differs from machine to machine and from run to run. */
function timeless(report: string): string {
  return report
    .replace(/^kube-preflight init .*\n(?: {10,}.*\n)*/u, 'kube-preflight init HOST\n')
    .replaceAll(/search path:\n\s+\S+/gu, 'search path: DIRECTORIES')
    .replaceAll(/\d+\.\d\d s/gu, 'TIME');
}

describe('README.md', () => {
  const needs = ['root', 'unshare', 'mount', 'nft', 'iptables', 'ipset'] as const;

  realIt(
    'shows the very output of the command that stands above it, on a node without nft',
    needs,
    async () => {
      const readme = readFileSync(join(root, 'README.md'), 'utf8');
      const block = /```text\n\$ kube-preflight (.*)\n([\s\S]*?)```/u.exec(readme);
      const [, argv = '', shown = ''] = block ?? [];
      const ran = await runInMadeRoot({
        commands: prepared,
        kubelet: 'v1.36.2',
        criSocket: cri.socket,
        config: '',
        argv: [join(root, 'dist/kube-preflight'), ...argv.split(' '), '--color=never'],
        network: 'shared',
      });
      expect(timeless(ran.stdout)).toBe(timeless(shown));
    },
  );
});
