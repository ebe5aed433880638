import type { Family } from '../../config/plan.ts';
import type { Fact } from '../fact.ts';
import type { Variant } from '../probe.ts';

export type NftFamily = 'ip' | 'ip6' | 'inet' | 'arp' | 'bridge' | 'netdev';

export interface NftChain {
  readonly family: NftFamily;
  readonly table: string;
  readonly name: string;
  /** Base chains only: `prerouting`, `input`, `forward`, `output`, `postrouting`, … */
  readonly hook?: string;
  readonly priority?: number;
  readonly policy?: 'accept' | 'drop';
}

/** All of nf_tables in this network namespace: the tables of iptables-nft are among them. */
export interface NftFacts {
  /** `ip kube-proxy`, in the order of nft. */
  readonly tables: readonly string[];
  readonly chains: readonly NftChain[];
}

export interface SavedChain {
  readonly table: string;
  readonly name: string;
  /** Built-in chains only. */
  readonly policy?: string;
}

/** What the -save of one variant and family shows. */
export interface SavedRules {
  readonly chains: readonly SavedChain[];
  /** Lines that begin with `-`, in all tables: what the oldest image wrapper counts. */
  readonly rules: number;
  readonly rulesByTable: Readonly<Record<string, number>>;
  /** Tables that hold native nft rules: "incompatible, use 'nft' tool". */
  readonly incompatible: readonly string[];
}

export interface SavedFact {
  readonly variant: Variant;
  readonly family: Family;
  /** As it was run; '' when nothing was: there was nothing to read. */
  readonly command: string;
  readonly saved: Fact<SavedRules>;
}

export interface LockHolder {
  readonly pid: number;
  /** /proc/PID/comm; '' when it is gone or hidden. */
  readonly name: string;
}

export interface LockFact {
  readonly path: string;
  /** `absent` is normal: it is made on first use. `other`: a directory or a device, which breaks every iptables. */
  readonly kind: 'absent' | 'file' | 'other';
  readonly holders: readonly LockHolder[];
}

/** The rules that stand on this node now. Read without registering any legacy table. */
export interface RulesFacts {
  readonly nft: Fact<NftFacts>;
  /** nft's side only where iptables rules matter or were asked for; legacy's only for registered tables. */
  readonly saved: readonly SavedFact[];
  /** /proc/net/ip{,6}_tables_names: the legacy tables that are registered. */
  readonly legacyTables: Readonly<Record<Family, Fact<readonly string[]>>>;
  /** Names of sets. */
  readonly ipsets: Fact<readonly string[]>;
  /** Virtual servers in /proc/net/ip_vs; 0 where IPVS is not loaded. */
  readonly virtualServers: Fact<number>;
  /** Names of network links. */
  readonly links: Fact<readonly string[]>;
  readonly lock: LockFact;
}
