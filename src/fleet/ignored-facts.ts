/**
 * What of the facts tells nothing of how a node was made: who it is, the moment and its load, what another
 * fact tells already, where something was read. Paths as `factLeaves` makes them.
 */
const ignored: readonly RegExp[] = [
  // Who it is.
  /^os\.(?:hostName|source|prettyName|idLike)$/u,
  /^names$/u,
  /^network\.(?:addresses|routes)/u,
  /^certificates$/u,
  // The moment: load, what happens to run, times.
  /^conntrackDrops$/u,
  /^memory\.availableKiB$/u,
  /^rules\.(?:nft\.value\.chains|saved|ipsets|virtualServers|links|lock)/u,
  /^ports\.nodePorts/u,
  /^securityModule\.(?:denials|logs)/u,
  /^netfilter\.(?:conntrack\.value\.count|loadedByProof)/u,
  /^(?:images|etcd|cluster|custom)$/u,
  /^firewall\.(?:chains|sources)/u,
  // Where it was read, and how.
  /\.(?:source|sources|managerSource|commands|argv|run|detail|seenAt|searched|modulesLoaded|deadlineMs|ms)$/u,
  /\.(?:stdout|stderr|excerpt|line|lines)$/u,
  /^timeSync\.untold$/u,
];

/** Of a probe, or of a path in its facts. */
export function isIgnored(path: string): boolean {
  return ignored.some((pattern) => pattern.test(path));
}
