/** What a name server said when it was asked for the node's name. */
export interface NameServerFact {
  readonly address: string;
  /** `answered`: it spoke, whether or not it knows the name. */
  readonly state: 'answered' | 'silent' | 'refused' | 'failed';
  /** The code of c-ares where it did not answer: `ESERVFAIL`, `ECONNREFUSED`. */
  readonly code: string;
}

export interface NamesFacts {
  /** The name that was looked up. */
  readonly name: string;
  /** `unanswered`: no server said whether there is such a name. */
  readonly outcome: 'found' | 'absent' | 'unanswered';
  /** Where it was found: it is an address itself, a file, or DNS. */
  readonly source: 'itself' | 'hosts' | 'dns' | 'nowhere';
  readonly addresses: readonly string[];
  /** Those that were asked; none when a file answered. */
  readonly servers: readonly NameServerFact[];
  /** Complete names that were asked for in DNS. */
  readonly asked: readonly string[];
  /** How long was waited at most for a server. */
  readonly deadlineMs: number;
}
