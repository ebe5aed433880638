/** A port that something of the node will listen on. */
export interface PortQuestion {
  readonly port: number;
  readonly protocol: 'tcp' | 'udp';
  /** '' = all addresses. */
  readonly address: string;
}

export interface PortHolder {
  /** The address it is bound to: `127.0.0.1`, `::`. */
  readonly address: string;
  /** 0 and '' when the process cannot be told: another user's, or another PID namespace's. */
  readonly pid: number;
  readonly name: string;
}

/**
 * `free`: nothing in the way. `denied`: this user may not listen there. `no-address`: the address is not
 * on this host. `unknown`: it could not be told (`code`).
 */
export interface PortFact extends PortQuestion {
  readonly state: 'free' | 'in-use' | 'denied' | 'no-address' | 'unknown';
  /** errno name. */
  readonly code?: string;
  readonly holders: readonly PortHolder[];
  /** `listen`: tried; `table`: read from /proc/net alone (a read-only run, or UDP). */
  readonly by: 'listen' | 'table';
}

/** A TCP listener, whoever it is. */
export interface PortListener {
  readonly port: number;
  readonly holders: readonly PortHolder[];
}

export interface PortsFacts {
  readonly ports: readonly PortFact[];
  /** TCP listeners in the NodePort range, at most a few; absent: they were not looked for, or could not be. */
  readonly nodePorts?: readonly PortListener[];
  /** First and last port that clients get by themselves (net.ipv4.ip_local_port_range). */
  readonly localRange?: readonly [number, number];
}
