/** What a check is about, for somebody who meets it for the first time. */
export interface CheckGuide {
  /** What is looked at. */
  readonly what: string;
  /** Why it matters: what goes wrong without it. */
  readonly why: string;
  /** Who needs it. */
  readonly who: readonly string[];
  /** How to look by hand. */
  readonly look: readonly string[];
  /** Since when, and until when, in releases of Kubernetes; absent: as long as this program goes back. */
  readonly since?: string;
  readonly until?: string;
}
