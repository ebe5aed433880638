import type { V1Container, V1PodSpec, V1Volume } from '@kubernetes/client-node';

/** Rules of the Pod Security Standards (kubernetes.io/docs/concepts/security/pod-security-standards, release 1.36). */
export interface PodSecurity {
  /** What the level baseline forbids. */
  readonly baseline: readonly string[];
  /** What the level restricted forbids beyond that. */
  readonly restricted: readonly string[];
}

const baselineCapabilities = new Set(
  (
    'AUDIT_WRITE CHOWN DAC_OVERRIDE FOWNER FSETID KILL MKNOD NET_BIND_SERVICE SETFCAP SETGID SETPCAP SETUID ' +
    'SYS_CHROOT'
  ).split(' '),
);
const selinuxTypes = new Set([
  '',
  'container_t',
  'container_init_t',
  'container_kvm_t',
  'container_engine_t',
]);
const restrictedVolumes = new Set(
  'configMap csi downwardAPI emptyDir ephemeral image persistentVolumeClaim projected secret'.split(' '),
);

export function podSecurityOf(pod: V1PodSpec): PodSecurity {
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  return {
    baseline: [
      ...(['hostNetwork', 'hostPID', 'hostIPC'] as const).filter((name) => pod[name] === true),
      ...volumesOf(pod)
        .filter(({ hostPath }) => hostPath !== undefined)
        .map(({ name }) => `hostPath volume ${name}`),
      ...containers.flatMap((one) => baselineOf(pod, one).map((what) => `${one.name}: ${what}`)),
    ],
    restricted: [
      ...volumesOf(pod).flatMap(({ name, ...kinds }) =>
        Object.keys(kinds)
          .filter((kind) => kind !== 'hostPath' && !restrictedVolumes.has(kind))
          .map((kind) => `${kind} volume ${name}`),
      ),
      ...containers.flatMap((one) => restrictedOf(pod, one).map((what) => `${one.name}: ${what}`)),
    ],
  };
}

function baselineOf(pod: V1PodSpec, { securityContext = {}, ports = [] }: V1Container): readonly string[] {
  const seLinux = securityContext.seLinuxOptions ?? pod.securityContext?.seLinuxOptions ?? {};
  const appArmor = securityContext.appArmorProfile ?? pod.securityContext?.appArmorProfile;
  const added = (securityContext.capabilities?.add ?? []).filter((name) => !baselineCapabilities.has(name));
  return [
    ...(securityContext.privileged === true ? ['privileged'] : []),
    ...(added.length > 0 ? [`capabilities ${added.join(' ')}`] : []),
    ...ports
      .filter(({ hostPort }) => hostPort !== undefined)
      .map(({ hostPort }) => `host port ${String(hostPort)}`),
    ...(selinuxTypes.has(seLinux.type ?? '') ? [] : [`SELinux type ${seLinux.type ?? ''}`]),
    ...(seLinux.user === undefined && seLinux.role === undefined ? [] : ['SELinux user or role']),
    ...(appArmor?.type === 'Unconfined' ? ['AppArmor unconfined'] : []),
    ...(securityContext.procMount === undefined ? [] : ['procMount']),
    ...(seccompOf(pod, securityContext) === 'Unconfined' ? ['seccomp unconfined'] : []),
  ];
}

function restrictedOf(pod: V1PodSpec, { securityContext = {} }: V1Container): readonly string[] {
  const { capabilities, allowPrivilegeEscalation } = securityContext;
  const asUser = securityContext.runAsUser ?? pod.securityContext?.runAsUser;
  const nonRoot = securityContext.runAsNonRoot ?? pod.securityContext?.runAsNonRoot;
  const added = (capabilities?.add ?? []).filter((name) => name !== 'NET_BIND_SERVICE');
  return [
    ...(allowPrivilegeEscalation === false ? [] : ['privilege escalation']),
    ...(nonRoot === true && asUser !== 0 ? [] : ['root']),
    ...(['RuntimeDefault', 'Localhost'].includes(seccompOf(pod, securityContext) ?? '')
      ? []
      : ['seccomp not set']),
    ...(capabilities?.drop?.includes('ALL') === true ? [] : ['capabilities not dropped']),
    ...added.filter((name) => baselineCapabilities.has(name)).map((name) => `capability ${name}`),
  ];
}

function seccompOf(
  pod: V1PodSpec,
  securityContext: NonNullable<V1Container['securityContext']>,
): string | undefined {
  return (securityContext.seccompProfile ?? pod.securityContext?.seccompProfile)?.type;
}

function volumesOf(pod: V1PodSpec): readonly V1Volume[] {
  return pod.volumes ?? [];
}
