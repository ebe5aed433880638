import parseSemver from 'semver/functions/parse.js';

/** The release this program knows best: what `stable` and an unset version stand for. */
export const defaultRelease = 'v1.36.2';

/** The default mode of kube-proxy becomes nftables in this minor release, by plan (KEP-5343). */
export const nftablesDefaultMinor = 40;

export interface Release {
  /** `v1.36.2` */
  readonly text: string;
  /** The minor release; a release candidate counts as its release. */
  readonly minor: number;
  /** The word that stood for it (`stable-1`), when it was no version. */
  readonly label?: string;
}

const shape = /^v?([0-9]+)\.([0-9]+)(?:\.([0-9]+))?([-+].*)?$/;
/** Labels that kubeadm resolves through dl.k8s.io; the minor release may be part of it. */
const labels =
  /^(?:ci(?:-cross)?\/|release\/)?(?:stable|latest|k8s-stable\d?|k8s-beta)(?:-1(?:\.([0-9]{1,4}))?)?$/;

/** A version as kubeadm takes it, also without its patch number or its `v`; undefined if it is none. */
export function parseRelease(written: string): Release | undefined {
  const text = written.trim();
  const label = labels.exec(text);
  if (label !== null) {
    const minor = label[1];
    const isDefault = minor === undefined || Number(minor) === minorOf(defaultRelease);
    const resolved = isDefault ? defaultRelease : `v1.${Number(minor)}.0`;
    return { text: resolved, minor: minorOf(resolved), label: text };
  }
  const parts = shape.exec(text);
  if (parts === null) return undefined;
  const version = parseSemver(`${parts[1]}.${parts[2]}.${parts[3] ?? '0'}${parts[4] ?? ''}`);
  if (version === null || version.major !== 1) return undefined;
  return { text: `v${version.version}`, minor: version.minor };
}

/** The minor release of a version as the Plan holds it. */
export function minorOf(release: string): number {
  return Number(/^v1\.(\d+)\./.exec(release)?.[1] ?? 0);
}

/** `v1.36` of `v1.36.2`. */
export function shortRelease(release: string): string {
  return `v1.${minorOf(release)}`;
}
