/** Answer of a route that starts a job; light, since the top bar is on every screen. */
export const started = {
  parse: (value: unknown): { readonly jobId: string } => {
    if (typeof value === 'object' && value !== null && 'jobId' in value && typeof value.jobId === 'string') return { jobId: value.jobId }
    throw new TypeError('no job')
  },
}
