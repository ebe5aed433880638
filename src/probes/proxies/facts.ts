/** A variable of some environment. */
export interface ProxyVariable {
  /** As it is written there: `HTTPS_PROXY` or `https_proxy`. */
  readonly variable: string;
  /** Of a proxy without its user and password. */
  readonly value: string;
  /** `environment`, or the file it was read from. */
  readonly source: string;
}

/** What decides for a program in Go whether https goes over a proxy. */
export interface ProxySettings {
  /** Absent: there is none, or Go cannot read it, and then connects without one. */
  readonly https?: ProxyVariable;
  readonly noProxy?: ProxyVariable;
}

export interface UnitProxies extends ProxySettings {
  /** `containerd.service`. */
  readonly unit: string;
}

export interface ProxiesFacts {
  /** Of the person who runs this. sudo leaves proxies out unless told to keep them. */
  readonly environment: ProxySettings;
  /** Units that are installed and have a proxy. */
  readonly units: readonly UnitProxies[];
  /** Files that would have to be read, and could not be: `/etc/systemd/…: EACCES`. */
  readonly unread: readonly string[];
}
