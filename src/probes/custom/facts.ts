import type { FileStatus } from '../../host/host.ts';
import type { ModuleFact } from '../netfilter/facts.ts';

/** What a tool said of its version; without one, why. */
export interface VersionAnswer {
  readonly command: string;
  readonly version?: string;
  readonly detail: string;
}

export interface SysctlLook {
  /** Blanks made one; absent: it could not be read. */
  readonly value?: string;
  /** errno name; ENOENT = there is no such key. */
  readonly code?: string;
}

export interface FileLook {
  readonly kind: FileStatus['kind'] | 'absent' | 'unknown';
  /** errno name of what could not be told. */
  readonly code?: string;
  readonly mode?: number;
  readonly owner?: number;
  /** For each text that was looked for, whether it stands there; a text that is not here could not be told. */
  readonly holds: Readonly<Record<string, boolean>>;
}

/** What an organisation's own requirements ask for, beyond what other probes look at. */
export interface CustomFacts {
  readonly versions: Readonly<Record<string, VersionAnswer>>;
  readonly sysctls: Readonly<Record<string, SysctlLook>>;
  readonly modules: Readonly<Record<string, ModuleFact>>;
  readonly files: Readonly<Record<string, FileLook>>;
}
