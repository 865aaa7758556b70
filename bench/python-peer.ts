import { spawn, type ChildProcess } from 'node:child_process'
import { createInterface } from 'node:readline'

/** The system's Python, which has the peers. */
export const PYTHON = process.env['QUNCE_BENCH_PYTHON'] ?? '/usr/bin/python3'

export interface Answer {
  readonly ms: number
  readonly cpu?: number
  readonly error?: string
  readonly [name: string]: unknown
}

export interface Peer {
  ask(question: object): Promise<Answer>
  close(): void
}

/** A Python program that answers one line of JSON with one; `data` is the folder of the bench data. */
export function startPeer(script: string, data: string): Peer {
  const env = { ...process.env, PERF_DATA: data, OPENBLAS_CORETYPE: process.env['OPENBLAS_CORETYPE'] ?? 'SkylakeX' }
  const child: ChildProcess = spawn(PYTHON, [script], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]()
  return {
    async ask(question) {
      child.stdin?.write(`${JSON.stringify(question)}\n`)
      const line = await lines.next()
      if (line.done === true) throw new Error('the peer ended')
      const answer = JSON.parse(line.value) as Answer
      if (answer.error !== undefined) throw new Error(`peer: ${answer.error}`)
      return answer
    },
    close: () => child.stdin?.end(),
  }
}
