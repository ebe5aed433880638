import type { Facts } from '../probes/facts.ts';
import type { Fold } from './fold.ts';
import type { Subject } from './log-kind.ts';

/** The mode whose proof tells of a subject's kernel side. */
export const modeOf = {
  iptables: 'iptables',
  ip6tables: 'iptables',
  nft: 'nftables',
  ipset: 'ipvs',
  ipvs: 'ipvs',
  conntrack: 'nftables',
} as const satisfies Readonly<Record<Subject, string>>;

/** Joins a line that hides its cause with what this host is now. Other lines stay as they are. */
export function settle(fold: Fold, facts: Facts): Fold {
  const { kind, subject, component } = fold;
  if (kind !== 'hidden' || subject === undefined) return fold;
  // A kube-proxy in its image brings its own tools: of the host only the kernel counts.
  const told =
    component === 'kube-proxy'
      ? kernelSide(subject, facts)
      : (toolSide(subject, facts) ?? kernelSide(subject, facts));
  if (told === undefined) return fold;
  const isKubelets = component === 'kubelet' || fold.id.startsWith('kubelet.');
  // The kubelet does without: only the hint is missing then.
  const needsAction = told.kind !== 'hidden' && !(isKubelets && told.kind === 'absent');
  const todo =
    fold.todo.length === 0 && needsAction ? ['kube-preflight init: it tells what mends it'] : fold.todo;
  return { ...fold, kind: told.kind, here: told.here, needsAction: fold.needsAction || needsAction, todo };
}

interface Told {
  readonly kind: 'absent' | 'faulty' | 'kernel-lacks' | 'hidden';
  readonly here: string;
}

function toolSide(subject: Subject, { tools }: Facts): Told | undefined {
  const name = subject === 'ipvs' || subject === 'conntrack' ? undefined : subject;
  const fact = name !== undefined && tools?.known ? tools.value.byName[name] : undefined;
  if (fact?.state === 'absent') return { kind: 'absent', here: `there is no ${fact.name} on this host` };
  if (fact?.state !== 'faulty') return undefined;
  return {
    kind: 'faulty',
    here: `${fact.path ?? fact.name}: ${fact.detail ?? fact.fault ?? 'does not work'}`,
  };
}

function kernelSide(subject: Subject, { netfilter }: Facts): Told | undefined {
  if (!netfilter?.known) return undefined;
  const proofs = netfilter.value.proofs.filter(({ mode }) => mode === modeOf[subject]);
  const features = proofs.flatMap(({ proof }) => (proof.known ? proof.value.features : []));
  const missing = features.filter(({ state }) => state === 'missing').map(({ feature }) => feature);
  if (missing.length > 0) {
    return {
      kind: 'kernel-lacks',
      here: `this kernel lacks ${[...new Set(missing)].slice(0, 6).join(', ')}`,
    };
  }
  const isShown = features.length > 0 && features.every(({ state }) => state === 'works');
  if (!isShown) return undefined;
  return {
    kind: 'hidden',
    here: 'now the kernel can and the tool works here: the line is of another time or of another image',
  };
}
