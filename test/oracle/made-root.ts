import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { text } from 'node:stream/consumers';

export interface MadeRun {
  /** Lines of shell, run before the program. */
  readonly commands: readonly string[];
  /** What `kubelet --version` answers. */
  readonly kubelet: string;
  /** A socket of this machine, shown as containerd's. */
  readonly criSocket: string;
  readonly config: string;
  readonly argv: readonly string[];
  /** `shared`: the network of this machine, of which nothing is changed. Default: one of its own. */
  readonly network?: 'own' | 'shared';
}

export interface MadeResult {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

const node = process.execPath;
const namespaces = ['--mount', '--uts', '--pid', '--fork', '--kill-child'];

/** As the recorded host had it: an address, and both forwarding switches on. */
const ownNetwork = [
  'ip link set lo up',
  'ip addr add 10.98.0.2/32 dev lo',
  'echo 1 > /proc/sys/net/ipv4/ip_forward',
  'echo 1 > /proc/sys/net/ipv6/conf/default/forwarding',
];

/**
 * cgroup v1 as kubeadm tells it: a tmpfs on /sys/fs/cgroup with a directory for the memory controller. What
 * the recorded host had besides: ethtool, two forwarding switches on, and a systemctl without a systemd.
 */
const script = readFileSync(new URL('made-root.sh', import.meta.url), 'utf8');

/** Runs the program in the state that the commands make; nothing of this machine is changed. */
export async function runInMadeRoot({
  network = 'own',
  commands,
  kubelet,
  criSocket,
  config,
  argv,
}: MadeRun): Promise<MadeResult> {
  const [program = '', ...rest] = argv;
  // Not spawnSync: the container runtime that it asks answers from this process.
  const isOwn = network === 'own';
  const kinds = [...namespaces, ...(isOwn ? ['--net'] : [])];
  const child = spawn('unshare', [...kinds, 'sh', '-c', script, 'sh', program, ...rest], {
    timeout: 30_000,
    env: {
      PATH: '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
      KUBELET: kubelet,
      CRI: dirname(criSocket),
      STATE: commands.join('\n'),
      NETWORK: isOwn ? ownNetwork.join('\n') : '',
      NODE: node,
    },
  });
  child.stdin.end(config);
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close') as Promise<[number | null]>,
  ]);
  return { status, stdout, stderr };
}
