import type { ImageFact } from './facts.ts';

/** A step of pulling, for a display of progress. */
export interface PullStep {
  readonly image: string;
  /** From 1. */
  readonly index: number;
  readonly count: number;
  readonly state: 'pulling' | ImageFact['state'];
}

/** What is to be asked of the container runtime. */
export interface CriSurvey {
  /** nodeRegistration.criSocket or `--cri-socket`; '' when nobody set it. */
  readonly socket: string;
  /** The endpoint that the plan's kubelet is told by itself; '' when nobody set it. */
  readonly kubeletEndpoint: string;
  /** The node is set up: what its files say counts. */
  readonly isSetUp: boolean;
  /** Say, too, which known sockets a new node would find. */
  readonly alsoDetect?: true;
  /** The images that kubeadm pulls in this phase. */
  readonly images: readonly string[];
  /** `none`: only look which are there. */
  readonly pull: 'none' | 'missing' | 'all';
  /** Told of each step of a pull. */
  readonly onPull: (step: PullStep) => void;
}
