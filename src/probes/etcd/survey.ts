/** Which etcd is to be asked, and as whom; all empty: none. */
export interface EtcdSurvey {
  readonly endpoints: readonly string[];
  readonly caFile: string;
  readonly certFile: string;
  readonly keyFile: string;
}
