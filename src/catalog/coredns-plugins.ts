/**
 * The plugins that kubeadm's Corefile migration knows from CoreDNS 1.8.0 to at least 1.11.3, with the
 * options that it is known to know; a pattern stands for the lines of `hosts`.
 * (github.com/coredns/corefile-migration, migration/versions.go and plugins.go)
 */
export const migratedPlugins: Readonly<Record<string, readonly (string | RegExp)[]>> = {
  errors: ['consolidate'],
  log: ['class'],
  health: ['lameduck'],
  ready: [],
  autopath: [],
  kubernetes: [
    'tls',
    'kubeconfig',
    'namespaces',
    'labels',
    'pods',
    'endpoint_pod_names',
    'ttl',
    'noendpoints',
    'fallthrough',
    'ignore',
    'endpoint',
  ],
  k8s_external: ['apex', 'ttl'],
  prometheus: [],
  forward: [
    'except',
    'force_tcp',
    'prefer_udp',
    'expire',
    'max_fails',
    'tls',
    'tls_servername',
    'policy',
    'health_check',
    'max_concurrent',
  ],
  // `disable` stands in the Corefile that kubeadm itself writes since 1.30.
  cache: ['success', 'denial', 'prefetch', 'disable'],
  loop: [],
  reload: [],
  loadbalance: [],
  hosts: ['ttl', 'no_reverse', 'reload', 'fallthrough', /^[0-9a-f.:]+$/iu],
  rewrite: ['type', 'class', 'name', 'edns0', 'ttl'],
  transfer: ['to'],
};
