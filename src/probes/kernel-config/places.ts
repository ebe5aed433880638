export interface ConfigPlace {
  readonly path: string;
  /** One of those that kubeadm looks at, in its order. */
  readonly kubeadms: boolean;
  /** The path does not name the kernel: the file counts only if its first lines name the running one. */
  readonly anyKernel: boolean;
}

const kubeadms = (path: string, anyKernel = false): ConfigPlace => ({ path, kubeadms: true, anyKernel });
const further = (path: string, anyKernel = false): ConfigPlace => ({ path, kubeadms: false, anyKernel });

/**
 * Where the configuration of a kernel lies: first the places of k8s.io/system-validators
 * (validators/kernel_validator.go), then those of others. `modprobe configs` is not tried: it would
 * change the host.
 */
export function configPlaces(release: string): readonly ConfigPlace[] {
  // Alpine names it after the flavour: 6.12.8-0-lts → config-lts.
  const flavour = /-([a-z]+)$/u.exec(release)?.[1];
  return [
    kubeadms('/proc/config.gz'),
    kubeadms(`/boot/config-${release}`),
    kubeadms(`/usr/src/linux-${release}/.config`),
    kubeadms('/usr/src/linux/.config', true),
    kubeadms(`/usr/lib/modules/${release}/config`),
    kubeadms(`/usr/lib/ostree-boot/config-${release}`),
    kubeadms(`/usr/lib/kernel/config-${release}`),
    kubeadms(`/usr/src/linux-headers-${release}/.config`),
    kubeadms(`/lib/modules/${release}/build/.config`),
    further(`/lib/modules/${release}/config`),
    ...['gz', 'zst', 'xz'].flatMap((packing) => [
      further(`/boot/config-${release}.${packing}`),
      further(`/lib/modules/${release}/config.${packing}`),
    ]),
    ...(flavour === undefined ? [] : [further(`/boot/config-${flavour}`, true)]),
  ];
}
