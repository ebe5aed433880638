import type { Action, Planned, ProxyMode, Role } from '../plan.ts';

/** What is required: one of these, by the key that the file gives it. */
export type Demand =
  | {
      readonly kind: 'tool';
      readonly tool: string;
      /** '' = any version. */
      readonly minimum: string;
      /** How the tool is asked for its version. */
      readonly versionArgument: string;
      /** What brings it, by the ID of systems or their ancestors, or by `any`. */
      readonly packages?: Readonly<Record<string, string>>;
    }
  | {
      readonly kind: 'sysctl';
      /** The path below /proc/sys. */
      readonly key: string;
      /** Values that will do; [] = any. */
      readonly values: readonly string[];
      readonly minimum?: number;
      readonly maximum?: number;
    }
  | {
      readonly kind: 'module';
      readonly module: string;
      /** `available`: built in, or on disk and not blacklisted. */
      readonly state: 'loaded' | 'available';
    }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly type: FileType;
      /** Permission bits that it may have at most, as a number. */
      readonly maxMode?: number;
      readonly owner?: number;
      /** Text that stands in it; '' = whatever it holds. */
      readonly contains: string;
    }
  | {
      readonly kind: 'port';
      readonly port: number;
      readonly protocol: 'tcp' | 'udp';
      readonly state: 'free' | 'in-use';
    };

export type DemandKind = Demand['kind'];
export type FileType = 'file' | 'directory' | 'socket' | 'absent';

/** A requirement of an organisation's own, from a requirements file. */
export interface Requirement {
  /** What follows `Custom-` in the name of its check. */
  readonly name: Planned<string>;
  readonly demand: Demand;
  readonly severity: 'fail' | 'warn';
  readonly neededBy: readonly string[];
  readonly why: string;
  /** An address or a ticket; '' if none is named. */
  readonly source: string;
  /** [] = whatever is planned. */
  readonly actions: readonly Action[];
  readonly roles: readonly Role[];
  readonly modes: readonly (ProxyMode | 'none')[];
  /** Patterns of host names; [] = every host. */
  readonly hosts: readonly string[];
  readonly mend: {
    readonly what: string;
    readonly now: readonly string[];
    readonly persistent: readonly string[];
    readonly verify: readonly string[];
  };
}
