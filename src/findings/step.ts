/** A program and its arguments: no shell reads them, so that no value can be taken for another command. */
export type Argv = readonly string[];

/**
 * What a machine can do for a remedy without asking, as data: `kube-preflight fix` makes its script from it.
 * A remedy gets steps only where one thing is to be done, it deletes nothing, and running it twice does no
 * more than once. All else (a choice, a reboot, a rule of others) stays words and commands for a person.
 */
export type Step =
  | {
      readonly kind: 'package';
      /** The command as a person would type it: `apt-get install nftables`. */
      readonly install: string;
      /** All of them end with 0 where it is installed: `command -v nft`. */
      readonly done: readonly Argv[];
    }
  | {
      readonly kind: 'module';
      readonly module: string;
      /** The file that has it loaded at every boot: `/etc/modules-load.d/br_netfilter.conf`. */
      readonly file: string;
    }
  | {
      readonly kind: 'sysctl';
      /** As below /proc/sys: `net/ipv4/ip_forward`. */
      readonly key: string;
      readonly value: string;
      /** `net.ipv4.ip_forward = 1`, and the file it is added to; absent: a file holds it already. */
      readonly keep?: { readonly file: string; readonly line: string };
    }
  | {
      readonly kind: 'service';
      /** `containerd.service`. */
      readonly unit: string;
      /** `enabled`: at the next boot; `running`: now and then. */
      readonly want: 'enabled' | 'running';
    }
  | {
      readonly kind: 'command';
      readonly run: readonly Argv[];
      /** All of them end with 0 where nothing is left to do. */
      readonly done: readonly Argv[];
    };

export type StepKind = Step['kind'];
