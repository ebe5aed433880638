import type { Asked } from '../probes/asked.ts';
import type { Facts } from '../probes/facts.ts';

/** What tells one machine from another. Empty where it could not be read. */
export interface NodeIdentity {
  readonly hostName: string;
  /** /etc/machine-id. */
  readonly machineId: string;
  /** /sys/class/dmi/id/product_uuid; only root may read it. */
  readonly productUuid: string;
  /** Hardware addresses of physical links, lower case. */
  readonly macs: readonly string[];
  /** `SHA256:…` fingerprints of /etc/ssh/ssh_host_*_key.pub. */
  readonly sshHostKeys: readonly string[];
  /** Addresses that others may know the host by: no loopback, no link-local ones. */
  readonly addresses: readonly string[];
}

/** What `kube-preflight facts` writes: all that the checks could ask of one host, to be judged elsewhere, any time. */
export interface FactsDocument {
  readonly schema: 'kube-preflight/facts/v1';
  readonly tool: { readonly name: string; readonly version: string };
  /** The host's own clock, ISO 8601 in UTC with milliseconds. */
  readonly collectedAt: string;
  readonly identity: NodeIdentity;
  /** What the facts answer. Another question is answered with `not-collected`. */
  readonly asked: Asked;
  readonly facts: Facts;
  /** Milliseconds of each probe. */
  readonly timings: Readonly<Record<string, number>>;
  /** What was cut to keep the document small: `facts.rules: 18,000 names of chains`; empty: nothing. */
  readonly truncated: readonly string[];
  /** `sha256:` of the document as JSON without this field: a torn or edited copy is noticed. */
  readonly hash: string;
}
