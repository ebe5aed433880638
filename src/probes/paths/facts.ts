export interface PathFact {
  readonly path: string;
  /** What stat(2) shows, which follows links; `dangling`: a link to nothing. */
  readonly kind: 'absent' | 'file' | 'directory' | 'other' | 'dangling' | 'unknown';
  /** errno name, of what could not be told. */
  readonly code?: string;
  /** Of a directory: what is in it, at most a few names. */
  readonly names?: readonly string[];
}

export interface PathsFacts {
  readonly byPath: Readonly<Record<string, PathFact>>;
}
