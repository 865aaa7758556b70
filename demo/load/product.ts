/** A running product, seen from outside: its address and a token of its command line. */
export interface Product {
  request(method: 'GET' | 'POST', path: string, body?: unknown): Promise<unknown>
}

const WAIT_MS = 200

/** Talks to a product over HTTP. @throws Error with the product's problem */
export function productAt(url: string, token: string): Product {
  return {
    async request(method, path, body) {
      const answer = await fetch(`${url}${path}`, {
        method,
        headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      })
      const text = await answer.text()
      if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${text.slice(0, 800)}`)
      return text === '' ? null : (JSON.parse(text) as unknown)
    },
  }
}

/** Waits until the product answers. @throws Error after the given seconds */
export async function waitForProduct(url: string, seconds: number): Promise<void> {
  const until = Date.now() + seconds * 1000
  for (;;) {
    const answer = await fetch(`${url}/healthz`, { signal: AbortSignal.timeout(3000) }).catch(() => null)
    if (answer?.ok === true) return
    if (Date.now() > until) throw new Error(`${url} does not answer`)
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
}

interface Job {
  readonly status: 'queued' | 'running' | 'done' | 'failed' | 'cancelled'
  readonly error: { readonly code: string; readonly message: { readonly en: string } } | null
  readonly result: unknown
}

/** Starts a job and waits for its result. */
export async function runJob(product: Product, path: string, body: unknown): Promise<unknown> {
  const { jobId } = (await product.request('POST', path, body)) as { jobId: string }
  for (;;) {
    const job = (await product.request('GET', `/api/v1/jobs/${jobId}`)) as Job
    if (job.status === 'done') return unwrapped(job.result)
    if (job.status === 'failed' || job.status === 'cancelled') throw new Error(`${path}: ${job.error === null ? job.status : `${job.error.code} ${job.error.message.en}`}`)
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS))
  }
}

/** Results are kept wrapped, so that null is a result too. */
function unwrapped(result: unknown): unknown {
  return typeof result === 'object' && result !== null && 'value' in result ? result.value : result
}
