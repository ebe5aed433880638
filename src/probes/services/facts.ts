/** What starts services here. `none`: no manager that is known runs. */
export type ServiceManager = 'systemd' | 'openrc' | 'runit' | 'none';

/** How far the answers of the running manager go. */
type ManagerAnswer =
  | 'answered'
  /** It did not answer by the deadline: what is known of units is what their files say. */
  | 'timed-out'
  | 'failed'
  /** Its files say all there is to know, or it does not run. */
  | 'not-asked';

export interface UnitFact {
  /** `kubelet.service`; of OpenRC and runit: `kubelet`. */
  readonly name: string;
  /** In systemd's words: `loaded`, `not-found`, `masked`, `bad-setting`, `error`. */
  readonly load: string;
  /** `active`, `activating`, `inactive`, `failed`, …; '' when it could not be told. */
  readonly active: string;
  /** In the words of `systemctl is-enabled`: `enabled`, `disabled`, `static`, …; '' when there is no unit. */
  readonly fileState: string;
  /** The unit's own file; '' when there is none. */
  readonly fragment: string;
  /** What was asked or read. */
  readonly source: string;
}

/** What the unit of the kubelet runs. */
export interface UnitCommand {
  /** Files that were read: the unit, and its drop-ins in their order. */
  readonly files: readonly string[];
  /** The last value of ExecStart=; '' when none is set. */
  readonly start: string;
  /** Values of Environment= and EnvironmentFile=. */
  readonly environment: readonly string[];
  /** Files that could not be read: `/etc/…/10-kubeadm.conf: EACCES`. */
  readonly unread: readonly string[];
}

export interface ServicesFacts {
  readonly manager: ServiceManager;
  /** How that was told: `/run/systemd/system`, or what PID 1 is. */
  readonly managerSource: string;
  readonly answer: ManagerAnswer;
  /** One line: what the manager said, when it did not answer as asked. */
  readonly answerDetail: string;
  /**
   * What kubeadm takes the manager to be: by programs in the PATH, not by what runs
   * (cmd/kubeadm/app/util/initsystem, GetInitSystem).
   */
  readonly kubeadmSees: 'systemd' | 'openrc' | 'none';
  /** By name without `.service`. */
  readonly units: Readonly<Record<string, UnitFact>>;
  readonly kubelet: UnitCommand;
}
