import { placeOf, valueAt, type ConfigDocument, type Documents } from './config-document.ts';
import { apiVersionOf, kubeadmGroup, kubeadmKinds, type Kind } from './groups.ts';
import { describeOrigin } from './origin.ts';
import type { Action } from './plan.ts';
import { addConcern, addError, addNotice, fileOrigin, type Place, type Problems } from './problems.ts';
import { minorOf, shortRelease } from './releases.ts';
import { safeText } from './excerpt.ts';

const used: Readonly<Record<Action, readonly Kind[]>> = {
  init: ['InitConfiguration', 'ClusterConfiguration', 'KubeProxyConfiguration', 'KubeletConfiguration'],
  join: ['JoinConfiguration'],
  upgrade: ['UpgradeConfiguration'],
  reset: ['ResetConfiguration'],
};

const versionPlace = (document: ConfigDocument): Place => ({
  source: document.source,
  offset: document.versionOffset,
  field: 'apiVersion',
});

/** The documents that this action reads; the others are told. */
export function documentsFor(action: Action, documents: Documents, problems: Problems): Documents {
  const chosen = new Map<Kind, ConfigDocument>();
  for (const [kind, document] of documents) {
    if (used[action].includes(kind)) chosen.set(kind, document);
    else ignored(action, document, problems);
  }
  return chosen;
}

function ignored(action: Action, document: ConfigDocument, problems: Problems): void {
  const { kind } = document;
  const mode = kind === 'KubeProxyConfiguration' ? valueAt(document, 'mode') : undefined;
  const args = {
    reason: 'action',
    action,
    kind,
    apiVersion: `${document.group}/${safeText(document.version, 20)}`,
  };
  if (mode?.kind === 'scalar' && mode.written !== '') {
    const belongs =
      'the ConfigMap kube-system/kube-proxy of the cluster; say --proxy-mode to judge for a mode';
    addNotice(problems, placeOf(document, mode, 'mode'), 'config.mode-without-effect', {
      ...args,
      mode: safeText(mode.written, 30),
      field: 'mode',
      belongs,
    });
    return;
  }
  const place = { source: document.source, offset: document.kindOffset, field: 'kind' };
  addNotice(problems, place, 'config.ignored-document', args);
}

const demands: Readonly<
  Record<Action, { readonly code: string; readonly kind: Kind; readonly says: string }>
> = {
  init: {
    code: 'config.no-init-or-cluster',
    kind: 'ClusterConfiguration',
    says: 'kubeadm init wants an InitConfiguration or a ClusterConfiguration, and there is neither',
  },
  join: {
    code: 'config.no-join',
    kind: 'JoinConfiguration',
    says: 'kubeadm join wants a JoinConfiguration, and there is none',
  },
  upgrade: {
    code: 'config.no-upgrade',
    kind: 'UpgradeConfiguration',
    says: 'kubeadm upgrade wants an UpgradeConfiguration, and there is none',
  },
  reset: {
    code: 'config.no-reset',
    kind: 'ResetConfiguration',
    says: 'kubeadm reset wants a ResetConfiguration, and there is none',
  },
};

/** kubeadm refuses a file without a document of its own for the action. */
export function demandDocument(
  action: Action,
  documents: Documents,
  files: readonly string[],
  problems: Problems,
): void {
  const hasOne = used[action].some(
    (kind) => kubeadmKinds.some((each) => each === kind) && documents.has(kind),
  );
  if (hasOne) return;
  const { code, kind, says } = demands[action];
  const suggestion = `a document with apiVersion: ${apiVersionOf(kind)} and kind: ${kind}; it may hold nothing else`;
  problems.errors.push({ code, message: says, file: files.join(', '), suggestion });
}

/** Versions of kubeadm's documents against the target release, and against each other. */
export function judgeVersions(documents: Documents, release: string, problems: Problems): void {
  const own = [...documents.values()].filter((document) => document.group === kubeadmGroup);
  for (const document of own) judgeVersion(document, release, problems);
  const [first] = own;
  const other = own.find((document) => document.version !== first?.version);
  if (first === undefined || other === undefined) return;
  const where = describeOrigin(fileOrigin(versionPlace(first)));
  const message = `${other.kind} is written in ${other.version}, ${first.kind} in ${first.version} (${where})`;
  const words = { code: 'config.mixed-versions', message, suggestion: `${kubeadmGroup}/v1beta4 in both` };
  const args = {
    version: other.version,
    kind: other.kind,
    otherVersion: first.version,
    otherKind: first.kind,
    where,
  };
  addConcern(problems, versionPlace(other), words, args);
}

function judgeVersion(document: ConfigDocument, release: string, problems: Problems): void {
  const minor = minorOf(release);
  const { version, kind } = document;
  const args = { version, kind, release: shortRelease(release) };
  if (version === 'v1beta3' && minor >= 37) {
    addError(problems, versionPlace(document), {
      code: 'config.refused-version',
      message: `kubeadm 1.37 and later do not read v1beta3, and ${shortRelease(release)} is planned`,
      found: `${kubeadmGroup}/v1beta3`,
      allowed: [`${kubeadmGroup}/v1beta4`],
      suggestion: 'kubeadm config migrate of 1.31 to 1.36',
    });
  } else if (version === 'v1beta3' && minor >= 31) {
    addNotice(problems, versionPlace(document), 'config.deprecated-version', { ...args, removed: 'v1.37' });
  } else if (version === 'v1beta4' && minor < 31) {
    addNotice(problems, versionPlace(document), 'config.experimental-version', args);
  }
}
