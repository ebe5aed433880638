import { readFileSync } from 'node:fs';
import { constants } from 'node:os';
import type { V1Container, V1PodSpec, V1VolumeMount } from '@kubernetes/client-node';

export interface OciInput {
  readonly pod: V1PodSpec;
  readonly container: V1Container;
  /** The image, unpacked. */
  readonly image: string;
  /** What the image starts, and what it finds programs by. */
  readonly entrypoint: readonly string[];
  /** Directories of this machine by name of a volume. */
  readonly volumes: Readonly<Record<string, string>>;
}

/** As containerd has it for each container (pkg/cri, containerd 2). */
const masked = [
  '/proc/acpi',
  '/proc/asound',
  '/proc/kcore',
  '/proc/keys',
  '/proc/latency_stats',
  '/proc/timer_list',
  '/proc/timer_stats',
  '/proc/sched_debug',
  '/sys/firmware',
  '/proc/scsi',
];
const readOnly = ['/proc/bus', '/proc/fs', '/proc/irq', '/proc/sys', '/proc/sysrq-trigger'];

/** What the kubelet and a container runtime make of a container of a pod, for runc. */
export function ociSpecOf({ pod, container, image, entrypoint, volumes }: OciInput): unknown {
  const context = container.securityContext ?? {};
  const capabilities = (context.capabilities?.add ?? []).map((name) => `CAP_${name}`);
  const sets = ['bounding', 'effective', 'permitted'].map((set) => [set, capabilities]);
  return {
    ociVersion: '1.0.2',
    process: {
      user: { uid: context.runAsUser, gid: context.runAsGroup },
      args: [...(container.command ?? entrypoint), ...(container.args ?? [])],
      env: ['PATH=/usr/bin', ...(container.env ?? []).map(({ name, value = '' }) => `${name}=${value}`)],
      cwd: '/',
      noNewPrivileges: context.allowPrivilegeEscalation === false,
      capabilities: Object.fromEntries(sets),
    },
    root: { path: image, readonly: context.readOnlyRootFilesystem },
    mounts: [
      { destination: '/proc', type: 'proc', source: 'proc', options: ['nosuid', 'noexec', 'nodev'] },
      { destination: '/dev', type: 'tmpfs', source: 'tmpfs', options: ['nosuid', 'mode=755'] },
      { destination: '/sys', type: 'sysfs', source: 'sysfs', options: ['nosuid', 'noexec', 'nodev', 'ro'] },
      ...(container.volumeMounts ?? []).map((mount) => mountOf(mount, volumes)),
    ],
    linux: {
      namespaces: namespacesOf(pod).map((type) => ({ type })),
      maskedPaths: masked,
      readonlyPaths: readOnly,
      resources: { memory: { limit: bytesOf(container.resources?.limits?.['memory'] ?? '') } },
      seccomp: seccompOf(capabilities),
    },
  };
}

function mountOf(
  { name, mountPath, readOnly: isReadOnly, recursiveReadOnly }: V1VolumeMount,
  volumes: OciInput['volumes'],
) {
  const source = volumes[name];
  if (source === undefined) throw new Error(`no volume ${name}`);
  const mode = isReadOnly !== true ? 'rw' : recursiveReadOnly === 'IfPossible' ? 'rro' : 'ro';
  return { destination: mountPath, type: 'bind', source, options: ['rbind', 'rprivate', mode] };
}

function namespacesOf({ hostNetwork, hostPID, hostIPC }: V1PodSpec): readonly string[] {
  return [
    'mount',
    ...(hostNetwork === true ? [] : ['network', 'uts']),
    ...(hostPID === true ? [] : ['pid']),
    ...(hostIPC === true ? [] : ['ipc']),
  ];
}

/** `384Mi`. */
function bytesOf(quantity: string): number {
  const mebibytes = /^(?<count>\d+)Mi$/u.exec(quantity)?.groups?.['count'];
  if (mebibytes === undefined) throw new Error(`${quantity} is not in Mi`);
  return Number(mebibytes) * 2 ** 20;
}

interface Profile {
  readonly syscalls: readonly {
    readonly names: readonly string[];
    readonly action: string;
    readonly args?: readonly unknown[] | null;
    readonly includes?: { readonly caps?: readonly string[]; readonly arches?: readonly string[] };
    readonly excludes?: { readonly caps?: readonly string[] };
  }[];
}

/** The default profile of podman and CRI-O on this machine, and containerd's rule for calls that want CAP_SYS_ADMIN. */
export const seccompProfile = '/usr/share/containers/seccomp.json';
const ofAdmin = new Set(
  'fsconfig fsmount fsopen fspick mount mount_setattr move_mount open_tree setns umount umount2 unshare'.split(
    ' ',
  ),
);

function seccompOf(capabilities: readonly string[]): unknown {
  const profile: Profile = JSON.parse(readFileSync(seccompProfile, 'utf8'));
  const isAdmin = capabilities.includes('CAP_SYS_ADMIN');
  const chosen = profile.syscalls.filter(
    ({ action, includes, excludes }) =>
      action === 'SCMP_ACT_ALLOW' &&
      (includes?.caps ?? []).every((name) => capabilities.includes(name)) &&
      (includes?.arches ?? ['amd64']).includes('amd64') &&
      !(excludes?.caps ?? []).some((name) => capabilities.includes(name)),
  );
  return {
    defaultAction: 'SCMP_ACT_ERRNO',
    architectures: ['SCMP_ARCH_X86_64'],
    syscalls: [
      ...chosen.map(({ names, action, args }) => ({
        names: names.filter((name) => name !== 'clone3' && (isAdmin || !ofAdmin.has(name))),
        action,
        ...(args === undefined || args === null || args.length === 0 ? {} : { args }),
      })),
      // So that the C library takes clone(2); EPERM would be the end of it.
      { names: ['clone3'], action: 'SCMP_ACT_ERRNO', errnoRet: constants.errno.ENOSYS },
    ],
  };
}
