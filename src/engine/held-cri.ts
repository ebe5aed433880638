import { knownRuntimes, socketPath } from '../catalog/runtimes.ts';
import type { Asked } from '../probes/asked.ts';
import type { CriEndpoint, CriFacts, ImagesFacts } from '../probes/cri/facts.ts';
import type { CriSurvey } from '../probes/cri/survey.ts';
import { type Fact, known, unknown } from '../probes/fact.ts';
import type { Held } from './facts-for.ts';

type Wish = Asked['cri'];

/** The runtime of this survey, where it is the one that was asked then. */
export function heldCri(value: CriFacts, asked: Wish, wish: Wish): Fact<CriFacts> {
  const endpoint = endpointFor(value, asked, wish);
  if (endpoint === undefined) {
    const meant = wish.socket || wish.kubeletEndpoint || 'the one that a new node would find';
    return unknown(
      'not-collected',
      `the facts were collected of the runtime at ${value.endpoint.endpoint}, and not of ${meant}`,
    );
  }
  const { detected: _detected, ...facts } = value;
  // Others are looked for where none is set, and where the one that is set does not answer.
  const isSet = endpoint.chosenBy !== 'found' && endpoint.chosenBy !== 'several';
  const others = isSet && value.socket.state === 'listens' ? [] : value.others;
  return known({ ...facts, endpoint, others });
}

/** How the survey would have chosen the endpoint that was asked; undefined: it would have chosen another. */
function endpointFor(value: CriFacts, asked: Wish, wish: Wish): CriEndpoint | undefined {
  const { endpoint } = value;
  const named = wish.socket || wish.kubeletEndpoint;
  if (named !== '') {
    const path = socketPath(named) ?? '';
    if (path === '' || shortened(path) !== shortened(endpoint.path)) return undefined;
    return { chosenBy: wish.socket === '' ? 'kubelet' : 'cri-socket', endpoint: named, path };
  }
  const wasNamed = asked.socket !== '' || asked.kubeletEndpoint !== '';
  if (wish.isSetUp) return asked.isSetUp && !wasNamed ? endpoint : undefined;
  if (!wasNamed && endpoint.chosenBy !== 'node') return endpoint;
  return detectedAs(value);
}

/** As kubeadm finds it on a node that is not set up. */
function detectedAs({ endpoint, detected }: CriFacts): CriEndpoint | undefined {
  if (detected === undefined) return undefined;
  const [first, second] = detected;
  const path = first ?? knownRuntimes[0]?.socket ?? '';
  if (shortened(path) !== shortened(endpoint.path)) return undefined;
  const found = second === undefined ? 'found' : 'several';
  return { chosenBy: first === undefined ? 'fallback' : found, endpoint: `unix://${path}`, path };
}

function shortened(path: string): string {
  return path.replace(/^\/var\/run\//u, '/run/');
}

/** Of images that were not asked for nothing is known; a runtime that was not asked has told of none. */
export function heldImages(value: ImagesFacts, held: Held, wish: CriSurvey): Fact<ImagesFacts> {
  const { cri } = held.facts;
  const same = cri?.known === true ? heldCri(cri.value, held.asked.cri, wish) : cri;
  if (same?.known === false) return same;
  const byName = new Map(value.images.map((one) => [one.image, one]));
  const detail = 'it was not asked for when the facts were collected';
  const images = wish.images.map(
    (image) => byName.get(image) ?? { image, state: 'unknown' as const, detail, ms: 0 },
  );
  return known({ pulling: false, images });
}
