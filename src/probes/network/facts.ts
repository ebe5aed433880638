import type { InterfaceAddress } from '../../host/host.ts';

export interface RouteFact {
  /** `10.0.0.0/8`. */
  readonly destination: string;
  readonly device: string;
  /** '' where the destination lies on the wire of the device. */
  readonly gateway: string;
}

export interface NetworkFacts {
  /** Of every interface that is up, loopback and link-local ones too. */
  readonly addresses: readonly InterfaceAddress[];
  /** Of the main table: unicast routes other than default ones and those of loopback and link-local. */
  readonly routes: readonly RouteFact[];
  /** More routes than are read. */
  readonly truncated: boolean;
  /** Routes could not be read: `/proc/net/route: EACCES`. */
  readonly unread: readonly string[];
}
