export interface KernelFacts {
  /** `uname -r`. */
  readonly release: string;
  /** Logical CPUs this process may use. */
  readonly cpus: number;
}
