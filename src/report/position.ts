import type { ToldFinding } from '../findings/finding.ts';

/** A place in a file of configuration; lines and columns count from 1. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Where in a file the finding was read, if in one: `kubeadm.yaml:14:7`. */
export function positionOf({ evidence }: ToldFinding): Position | undefined {
  for (const { source } of evidence) {
    const [, file, line, column] = /^(.+):(\d{1,9}):(\d{1,9})$/u.exec(source) ?? [];
    if (file !== undefined && file.trim() !== '') return { file, line: Number(line), column: Number(column) };
  }
  return undefined;
}
