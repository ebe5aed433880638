import type { Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';
import { startRemedies } from './runtime-remedies.ts';

const howToPull = 'run this again with --pull-images to pull them now, or kubeadm config images pull';

export const imagePullReasons: readonly Reason[] = [
  {
    code: 'images.present',
    means: 'All images that kubeadm wants are in the store of the runtime.',
    words: ({ count }) => ({ says: `all ${String(count)} images are there` }),
  },
  {
    code: 'images.pulled',
    means: 'The images that were missing have been pulled.',
    words: ({ count, pulled }) => ({
      says: `${String(pulled)} of ${String(count)} images pulled, the others were there`,
    }),
  },
  {
    code: 'images.missing',
    means: 'Some images are not there yet; kubeadm will pull them.',
    words: ({ count, images }) => ({
      says: `${missingCount(images)} of ${String(count)} images are not there yet: kubeadm will pull them in its preflight`,
      have: Array.isArray(images) ? `missing: ${images.join(', ')}` : '',
      remedies: [{ what: howToPull }],
    }),
  },
  {
    code: 'images.not-pulled',
    means: 'kubeadm pulls images in its preflight; this run does not, unless it is told to.',
    words: () => ({
      says: 'images are not pulled here, though kubeadm does so in its preflight',
      remedies: [{ what: howToPull }],
    }),
  },
  {
    code: 'images.never',
    means: 'imagePullPolicy is Never: kubeadm pulls nothing.',
    words: () => ({ says: 'imagePullPolicy is Never: kubeadm pulls nothing' }),
  },
  {
    code: 'images.dry-run',
    means: 'A dry run pulls nothing.',
    words: () => ({ says: 'a dry run pulls no images' }),
  },
  {
    code: 'images.pull-failed',
    means: 'An image could not be pulled.',
    words: ({ images, detail }) => ({
      says: `${missingCount(images)} ${missingCount(images) === '1' ? 'image' : 'images'} could not be pulled`,
      need: 'the images of the control plane, in the store of the runtime',
      have: `${Array.isArray(images) ? images.join(', ') : ''}: ${String(detail)}`,
      remedies: [pullRemedy(String(detail))],
    }),
  },
  {
    code: 'images.no-runtime',
    means: 'kubeadm before 1.35 ends here, with an error of no check, where no runtime answers.',
    words: (args) => ({
      says: `kubeadm of this release ends here without a name to ignore: no container runtime answers at ${String(args['endpoint'])}`,
      need: 'a container runtime to pull images with',
      have: `no answer at ${String(args['endpoint'])}`,
      remedies: startRemedies(args),
    }),
  },
  {
    code: 'images.not-reached',
    means: 'No runtime answers: kubeadm has ended before it comes to images.',
    words: ({ endpoint }) => ({ says: `not reached: no container runtime answers at ${String(endpoint)}` }),
  },
  {
    code: 'images.not-told',
    means: 'The runtime could not be asked for its images.',
    words: ({ cause }) => ({ says: 'could not tell which images are there', have: String(cause) }),
  },
];

function missingCount(images: unknown): string {
  return Array.isArray(images) ? String(images.length) : 'some';
}

/** By what the runtime said; it is the runtime that fetches, with its own proxies, certificates and mirrors. */
const causes: readonly { readonly pattern: RegExp; readonly remedy: Remedy }[] = [
  {
    pattern: /x509|certificate|tls:/iu,
    remedy: {
      what: "the registry's certificate is not trusted: add its authority to the system's, and restart the runtime",
    },
  },
  {
    pattern: /\b40[13]\b|unauthorized|denied|forbidden|authenticat/iu,
    remedy: {
      what: 'the registry wants credentials, or refuses: look at imageRepository and at the login of the runtime',
    },
  },
  {
    pattern: /not found|manifest unknown|\b404\b/iu,
    remedy: {
      what: 'the registry has no such image: look at imageRepository, kubernetesVersion and the list of kubeadm',
      now: ['kubeadm config images list'],
    },
  },
  {
    pattern: /no space|disk quota/iu,
    remedy: {
      what: 'make room where the runtime keeps images',
      now: ['df -h /var/lib/containerd /var/lib/containers'],
    },
  },
  {
    pattern: /no such host|dial|timed? ?out|timeout|refused|unreachable|deadline|proxy|eof/iu,
    remedy: {
      what: 'the runtime, not this shell, needs the way to the registry: DNS, firewall, or a proxy in its unit (Environment=HTTPS_PROXY=…)',
      now: ['systemctl edit containerd', 'systemctl restart containerd'],
    },
  },
];

function pullRemedy(detail: string): Remedy {
  const found = causes.find(({ pattern }) => pattern.test(detail));
  return (
    found?.remedy ?? {
      what: 'pull it by hand and read what the runtime says',
      now: ['kubeadm config images pull'],
    }
  );
}
