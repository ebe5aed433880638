/** k8s.io/apimachinery validation.IsQualifiedName, for a name without prefix: what kubeadm holds it against. */
export function isQualifiedName(name: string): boolean {
  return name.length <= 63 && /^(?:[A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/u.test(name);
}

/** RFC 1123 subdomain: what the API server takes for the name of a Node. */
export function isNodeName(name: string): boolean {
  const label = '[a-z0-9](?:[-a-z0-9]*[a-z0-9])?';
  return name.length <= 253 && new RegExp(`^${label}(?:\\.${label})*$`, 'u').test(name);
}

/** The kubelet gives its host name to the label kubernetes.io/hostname; a label's value ends here. */
export const longestLabel = 63;

/** Names that images give to every machine. */
export function isAnybodysName(name: string): boolean {
  return /^localhost(?:\.localdomain|6|6\.localdomain6)?$/u.test(name);
}
