declare module 'postject' {
  export function inject(
    filename: string,
    resourceName: string,
    resourceData: Uint8Array,
    options?: { readonly sentinelFuse?: string },
  ): Promise<void>;
}
