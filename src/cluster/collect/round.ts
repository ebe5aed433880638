import type { Missed } from './collection.ts';
import type { NodeLook } from './node-look.ts';
import type { PodLook } from './pod-look.ts';

/**
 * What came of reading the log of a pod. `gone`: the pod was deleted, and another may come. `unasked`: there was no
 * time left.
 */
export type Read =
  | { readonly kind: 'settled' }
  | { readonly kind: 'missed'; readonly missed: Missed }
  | { readonly kind: 'gone' | 'unasked' };

interface Seat {
  readonly node: NodeLook;
  state: 'waiting' | 'reading' | 'settled';
  /** Since when it has no pod, by performance.now(). */
  podlessSince: number;
  /** It had a pod, which was deleted. */
  lostPod: boolean;
}

export interface Lost {
  readonly node: NodeLook;
  readonly missed: Missed;
}

/** Which nodes are waited for, by what is known of their pods. */
export class Round {
  readonly #seats: ReadonlyMap<string, Seat>;
  readonly #read: (node: NodeLook, pod: PodLook) => Promise<Read>;
  readonly #settled: (settled: number, nodes: number) => void;
  readonly #finished = new AbortController();
  /** By node, then by uid. */
  readonly #pods = new Map<string, Map<string, PodLook>>();
  /** Pods whose log is gone. */
  readonly #dead = new Set<string>();
  readonly #reading = new Set<Promise<void>>();
  readonly #lost: Lost[] = [];
  #error: unknown;
  #settledCount = 0;
  #seen = false;

  constructor(
    nodes: readonly NodeLook[],
    read: (node: NodeLook, pod: PodLook) => Promise<Read>,
    settled: (settled: number, nodes: number) => void,
  ) {
    const now = performance.now();
    this.#seats = new Map(
      nodes.map((node) => [node.name, { node, state: 'waiting', podlessSince: now, lostPod: false }]),
    );
    this.#read = read;
    this.#settled = settled;
    this.#tell();
  }

  /** Comes when every node is settled, or a receiver failed. */
  get finished(): AbortSignal {
    return this.#finished.signal;
  }

  get lost(): readonly Lost[] {
    return this.#lost;
  }

  /** All pods there are now; those that are not among them are gone. */
  replace(pods: readonly PodLook[]): void {
    this.#pods.clear();
    for (const pod of pods) this.#add(pod);
    for (const seat of this.#seats.values()) this.#consider(seat);
  }

  change(type: 'ADDED' | 'MODIFIED' | 'DELETED', pod: PodLook): void {
    if (type === 'DELETED') this.#pods.get(pod.node)?.delete(pod.uid);
    else this.#add(pod);
    const seat = this.#seats.get(pod.node);
    if (seat !== undefined) this.#consider(seat);
  }

  /** Nodes that have had no pod for so long are not waited for. */
  dropPodless(graceMs: number): void {
    const now = performance.now();
    for (const seat of this.#seats.values()) {
      if (seat.state !== 'waiting' || this.#podOf(seat) !== undefined) continue;
      if (now - seat.podlessSince >= graceMs) this.#miss(seat, podless(seat));
    }
  }

  /** Comes when what is being read has come to its end. */
  async end(): Promise<void> {
    await Promise.all(this.#reading);
    if (this.#error !== undefined) throw this.#error;
  }

  /** Settles those that are still waited for. */
  dropAll(why: string): void {
    for (const seat of this.#seats.values()) {
      if (seat.state !== 'waiting') continue;
      const pod = this.#podOf(seat);
      const missed =
        pod === undefined
          ? podless(seat)
          : unreachable(`${pod.why === '' ? 'its log was not read' : pod.why}; ${why}`);
      this.#miss(seat, missed);
    }
  }

  get hasSeenPods(): boolean {
    return this.#seen;
  }

  get waiting(): number {
    return [...this.#seats.values()].filter(({ state }) => state === 'waiting').length;
  }

  /** The newest pod of the node whose line is whole, or else the newest. */
  #podOf({ node }: Seat): PodLook | undefined {
    const all = this.#pods.get(node.name)?.values() ?? [];
    const pods = [...all].filter((pod) => !pod.isLeaving && !this.#dead.has(pod.uid));
    return newest(pods.filter(({ state }) => state === 'ended')) ?? newest(pods);
  }

  #add(pod: PodLook): void {
    this.#seen = true;
    const ofNode = this.#pods.get(pod.node) ?? new Map<string, PodLook>();
    this.#pods.set(pod.node, ofNode.set(pod.uid, pod));
  }

  #consider(seat: Seat): void {
    if (seat.state !== 'waiting' || this.#finished.signal.aborted) return;
    const pod = this.#podOf(seat);
    if (pod?.state === 'ended') this.#start(seat, pod);
    else if (seat.node.unheard !== '') this.#miss(seat, unreachable(seat.node.unheard));
    else if (pod?.state === 'stuck') this.#miss(seat, { status: 'failed', why: pod.why });
    if (pod !== undefined) {
      seat.lostPod = true;
      seat.podlessSince = performance.now();
    }
  }

  #start(seat: Seat, pod: PodLook): void {
    seat.state = 'reading';
    const reading = this.#readOne(seat, pod).catch((error: unknown) => {
      this.#error ??= error;
      this.#finished.abort();
    });
    this.#reading.add(reading);
    void reading.then(() => this.#reading.delete(reading));
  }

  async #readOne(seat: Seat, pod: PodLook): Promise<void> {
    const read = await this.#read(seat.node, pod);
    if (read.kind === 'missed') this.#miss(seat, read.missed);
    else if (read.kind === 'settled') this.#settle(seat);
    else if (read.kind === 'unasked') seat.state = 'waiting';
    else {
      this.#dead.add(pod.uid);
      seat.state = 'waiting';
      seat.podlessSince = performance.now();
      this.#consider(seat);
    }
  }

  #miss(seat: Seat, missed: Missed): void {
    this.#lost.push({ node: seat.node, missed });
    this.#settle(seat);
  }

  #settle(seat: Seat): void {
    seat.state = 'settled';
    this.#settledCount += 1;
    this.#tell();
  }

  #tell(): void {
    this.#settled(this.#settledCount, this.#seats.size);
    if (this.#settledCount === this.#seats.size) this.#finished.abort();
  }
}

function unreachable(why: string): Missed {
  return { status: 'unreachable', why };
}

function podless({ lostPod }: Seat): Missed {
  return unreachable(
    lostPod ? 'its pod was deleted, and no other came' : 'no pod of kube-preflight is on it',
  );
}

function newest(pods: readonly PodLook[]): PodLook | undefined {
  return pods.toSorted((a, b) => b.createdMs - a.createdMs)[0];
}
