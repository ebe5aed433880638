import type { Args, Remedy } from '../../findings/finding.ts';
import type { Reason } from '../check.ts';

const need = 'a service for the kubelet that can be started and starts again at boot';

/** How to have it start at boot. */
function enable(args: Args): Remedy {
  switch (args['manager']) {
    case 'openrc':
      return {
        what: 'have it start at boot',
        now: ['rc-update add kubelet default'],
        verify: ['rc-update show default'],
        steps: [
          {
            kind: 'command',
            run: [['rc-update', 'add', 'kubelet', 'default']],
            done: [['test', '-e', '/etc/runlevels/default/kubelet']],
          },
        ],
      };
    case 'runit':
      return {
        what: 'have it start at boot',
        now: ['ln -s /etc/sv/kubelet /var/service/'],
        verify: ['sv status kubelet'],
      };
    default:
      return {
        what: 'have it start at boot',
        now: ['systemctl enable kubelet.service'],
        verify: ['systemctl is-enabled kubelet.service'],
        steps: [{ kind: 'service', unit: 'kubelet.service', want: 'enabled' }],
      };
  }
}

const unitNeed =
  'the unit that the kubelet package brings: kubeadm writes the configuration and starts the service';

const reinstall: Remedy = {
  what: 'install the kubelet package of the Kubernetes project again: it brings the unit (from kubeadm, its drop-in)',
  now: [
    'apt-get install --reinstall kubelet kubeadm    # Debian, Ubuntu',
    'dnf reinstall kubelet kubeadm                  # Enterprise Linux, Fedora',
    'zypper install --force kubelet kubeadm         # SUSE',
  ],
  verify: ['systemctl cat kubelet.service'],
};

export const serviceReasons: readonly Reason[] = [
  {
    code: 'service.enabled',
    means: 'The kubelet has a service that starts at boot.',
    words: ({ fragment }) => ({
      says:
        fragment === '' ? 'the kubelet starts at boot' : `the kubelet starts at boot: ${String(fragment)}`,
    }),
  },
  {
    code: 'service.disabled',
    means: 'The service of the kubelet does not start at boot.',
    words: (args) => ({
      says: 'the kubelet is not enabled: after a reboot this node stays away',
      need,
      have: String(args['detail'] ?? args['state'] ?? '') || 'not enabled',
      remedies: [enable(args)],
    }),
  },
  {
    code: 'service.masked',
    means: 'The unit of the kubelet is masked, so that nothing can start it.',
    words: ({ fragment, state }) => ({
      says: 'the unit of the kubelet is masked: kubeadm cannot start it',
      need,
      have: `${String(fragment) || 'kubelet.service'} is ${String(state) || 'masked'}`,
      remedies: [
        {
          what: 'take the mask off',
          now: [
            `systemctl unmask ${String(state).endsWith('-runtime') ? '--runtime ' : ''}kubelet.service`,
            'systemctl enable kubelet.service',
          ],
          verify: ['systemctl is-enabled kubelet.service'],
        },
      ],
    }),
  },
  {
    code: 'service.absent',
    means: 'There is no service for the kubelet.',
    words: (args) => ({
      says:
        args['alsoProgram'] === true
          ? 'there is no service for the kubelet, as there is no kubelet'
          : 'there is no service for the kubelet: kubeadm cannot start it',
      need: unitNeed,
      have:
        args['manager'] === 'systemd'
          ? 'no kubelet.service in the directories of units'
          : `no service kubelet of ${String(args['manager'])}`,
      remedies:
        args['alsoProgram'] === true
          ? [{ what: 'install the kubelet, as KubeletVersion says: its package brings the unit' }]
          : [reinstall],
    }),
  },
  {
    code: 'service.broken',
    means: 'The unit of the kubelet is there, but systemd cannot load it.',
    words: ({ state, fragment }) => ({
      says: 'systemd cannot load the unit of the kubelet',
      need,
      have: `${String(fragment) || 'kubelet.service'}: ${String(state)}`,
      remedies: [
        { what: 'see what is wrong with it', now: ['systemd-analyze verify kubelet.service'] },
        reinstall,
      ],
    }),
  },
  {
    code: 'service.no-drop-in',
    means: 'The unit starts the kubelet without what kubeadm writes for it.',
    words: ({ start }) => ({
      says: 'the unit of the kubelet does not read what kubeadm writes: 10-kubeadm.conf is missing',
      need: 'kubelet.service.d/10-kubeadm.conf, with --kubeconfig, --config and kubeadm-flags.env',
      have: `ExecStart=${String(start)}`,
      remedies: [
        {
          what: 'the package kubeadm brings the drop-in: install it, or write the drop-in that the documentation of kubeadm shows',
          now: [
            'apt-get install --reinstall kubeadm    # Debian, Ubuntu',
            'dnf reinstall kubeadm                  # Enterprise Linux, Fedora',
            'zypper install --force kubeadm         # SUSE',
            'systemctl daemon-reload',
          ],
          verify: ['systemctl cat kubelet.service'],
        },
      ],
    }),
  },
  {
    code: 'service.no-manager',
    means: 'No service manager runs here that kubeadm can start the kubelet with.',
    words: ({ kubeadm, source }) => ({
      says:
        kubeadm === true
          ? 'kubeadm finds no init system here: it neither checks nor starts the kubelet'
          : 'no service manager runs here: kubeadm cannot start the kubelet, and nothing does at boot',
      need: 'systemd or OpenRC',
      have: kubeadm === true ? 'neither systemctl nor openrc in the PATH' : String(source),
      remedies: [
        {
          what: 'start the kubelet by other means, with the files that kubeadm writes below /var/lib/kubelet and /etc/kubernetes, and once kubeadm waits for it; or use a system with systemd',
        },
      ],
    }),
  },
  {
    code: 'service.no-manager-in-container',
    means: 'This is a container without a service manager.',
    words: ({ container, source }) => ({
      says: `no service manager runs in this container (${String(container)}, ${String(source)}): whoever starts it has to start the kubelet`,
    }),
  },
  {
    code: 'service.manager-silent',
    means: 'The unit of the kubelet is there, but systemctl did not answer.',
    words: ({ detail }) => ({
      says: 'systemctl does not answer: kubeadm, which calls it without a deadline, may wait for ever',
      need: 'a systemd that answers',
      have: String(detail),
      remedies: [
        {
          what: 'see what keeps systemd or its bus',
          now: ['systemctl is-system-running', 'journalctl -b -u dbus -u systemd-logind'],
        },
      ],
    }),
  },
  {
    code: 'service.not-told',
    means: 'Whether the kubelet has a service could not be told.',
    words: ({ detail }) => ({
      says: 'whether the kubelet has a service that starts at boot could not be told',
      need,
      have: String(detail),
      remedies: [{ what: 'ask systemd by hand', now: ['systemctl status kubelet.service'] }],
    }),
  },
];
