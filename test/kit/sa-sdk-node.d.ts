/** What the tests use of the Sensors SDK for Node, which says nothing of its types. */
declare module 'sa-sdk-node' {
  export default class SensorsAnalytics {
    submitTo(options: { url: string; gzip?: boolean }): { subscribe(next: () => void, error: (cause: unknown) => void): void }
    track(id: string, event: string, props: object): void
    trackSignup(id: string, original: string, props: object): void
    profileSet(id: string, props: object): void
    profileSetOnce(id: string, props: object): void
    profileIncrement(id: string, props: object): void
    profileAppend(id: string, props: object): void
    profileUnset(id: string, keys: string[]): void
    itemSet(type: string, id: string, props: object): void
    itemDelete(type: string, id: string): void
  }
}
