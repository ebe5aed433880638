import type { Origin } from './plan.ts';

/** Where a value was read, for people: `kubeadm.yaml:14:7`, `--proxy-mode`, `default of v1.36`. */
export function describeOrigin(origin: Origin): string {
  switch (origin.kind) {
    case 'flag':
      return origin.flag;
    case 'file':
      return `${origin.file}:${origin.line}:${origin.column}`;
    case 'cluster':
      return origin.object;
    case 'host':
      return origin.what;
    case 'default':
      break;
  }
  return origin.planned === true ? `planned default from ${origin.release}` : `default of ${origin.release}`;
}
