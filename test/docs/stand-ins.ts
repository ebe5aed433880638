/** What runs in place of a program that a page shows and a test cannot run. */
export interface StandIn {
  /** Why the program itself is not run. */
  readonly why: string;
  /** Lines of sh. */
  readonly script: string;
}

const needsCluster = 'there is no cluster';
const needsNetwork = 'there is no network in the namespace of a page';
const changesKernel = 'the kernel is that of this machine';

/** Takes only the words that the program knows. */
function knows(words: string): string {
  return `case " ${words} " in *" $1 "*) ;; *) echo "$(basename "$0") does not know $1" >&2; exit 64 ;; esac`;
}

const filesExist = [
  'while [ $# -gt 0 ]; do',
  '  if [ "$1" = -f ] && [ "$2" != - ] && [ ! -e "$2" ]; then echo "no file $2" >&2; exit 66; fi',
  '  if [ "$1" = -k ] && [ ! -e "$2/kustomization.yaml" ]; then echo "no kustomization in $2" >&2; exit 66; fi',
  '  shift',
  'done',
].join('\n');

const packages: StandIn = {
  why: needsNetwork,
  script: knows('install update upgrade makecache list info search provides -y -q -qq --refresh'),
};

const kubeadm = `${knows('init join upgrade reset config token version')}
case " $* " in *" --config kubeadm.yaml "*) exec test -e kubeadm.yaml ;; esac`;

const kubectl = `${knows('apply get delete describe logs exec cp debug create rollout wait label drain cordon uncordon edit patch -n')}
case " $* " in *" -f - "*) cat > /dev/null ;; *" logs "*kube-preflight*) cat facts.json ;; *" logs "*) cat /var/log/kube-proxy.log ;; esac
${filesExist}`;

/** ssh HOST COMMAND…: as on that host, which is this one. */
const ssh = `while [ $# -gt 0 ]; do
  case $1 in -[bcDEeFIiJLlmOopQRSWw]) shift 2 ;; -*) shift ;; *) break ;; esac
done
shift
[ $# -eq 0 ] || exec sh -c "$*"`;

const npm = `case $1 in
  start | cit | ci | test) exit 0 ;;
  run) shift; [ "$1" != -s ] || shift; jq -e --arg name "$1" '.scripts | has($name)' package.json > /dev/null ;;
  *) echo "npm does not know $1" >&2; exit 64 ;;
esac`;

/** The programs that the pages name and that are not run, each with the reason. kube-preflight is never among them. */
export const standIns: Readonly<Record<string, StandIn>> = {
  dnf: packages,
  'apt-get': packages,
  apt: packages,
  zypper: packages,
  kubeadm: { why: 'it would make a cluster', script: kubeadm },
  kubectl: { why: needsCluster, script: kubectl },
  ssh: { why: 'there are no other hosts; what it would run there is run here', script: ssh },
  scp: { why: 'there are no other hosts', script: 'exit 0' },
  rsync: { why: 'there are no other hosts', script: 'exit 0' },
  'ansible-playbook': {
    why: 'test/ansible/ runs the collection',
    script: 'mkdir -p kube-preflight/nodes && kube-preflight facts -o kube-preflight/nodes/node-1.json',
  },
  'ansible-galaxy': { why: 'test/ansible/ runs the collection', script: 'exit 0' },
  ansible: { why: 'test/ansible/ runs the collection', script: 'exit 0' },
  helm: { why: needsCluster, script: 'exit 0' },
  docker: { why: 'there is no daemon', script: knows('run build exec cp create push pull login rm') },
  podman: { why: 'there is no registry', script: knows('run build exec cp create push pull login rm') },
  sudo: { why: 'a page is run by root', script: 'exec "$@"' },
  systemctl: {
    why: 'the services are those of this machine',
    script: knows(
      'enable disable start stop restart reload status is-active is-enabled daemon-reload show cat',
    ),
  },
  journalctl: { why: 'the journal is that of this machine', script: 'cat /var/log/kubelet.journal' },
  modprobe: { why: changesKernel, script: 'exit 0' },
  'firewall-cmd': { why: 'firewalld is not installed', script: 'exit 0' },
  reboot: { why: changesKernel, script: 'exit 0' },
  curl: { why: needsNetwork, script: 'exit 0' },
  git: { why: needsNetwork, script: knows('clone add commit diff status') },
  npm: { why: 'it would install and build; test/e2e runs what it builds', script: npm },
  npx: { why: 'the tests would run themselves', script: knows('vitest') },
  less: { why: 'there is nobody to read', script: 'cat "$@"' },
  man: { why: 'there is nobody to read; test/e2e/man.test.ts shows the pages', script: 'cat > /dev/null' },
};
