import { parentPort } from 'node:worker_threads'
import { AppError } from '#kernel/error'
import { kernelBytes } from './kernel-bytes.js'
import { threadedMachine } from './threads.js'
import type { AnswerMessage, TaskMessage } from './worker-message.js'

// Entry of a worker thread: one task at a time, the pool waits for each answer.
parentPort?.on('message', (task: TaskMessage) => {
  void answer(task).then((message) => parentPort?.postMessage(message))
})

type Work = (...args: readonly unknown[]) => unknown

const TELL_MS = 100

/** Does the work, on a machine of its own where it takes one: its memory and threads end with the task. */
async function carry(work: Work, { args, threads }: TaskMessage): Promise<unknown> {
  if (threads === undefined) return work(...args)
  const machine = threadedMachine(kernelBytes(), threads)
  let told = 0
  const tick = (share: number): void => {
    const now = performance.now()
    if (now - told < TELL_MS) return
    told = now
    parentPort?.postMessage({ kind: 'progress', share } satisfies AnswerMessage)
  }
  try {
    return await work({ machine, tick }, ...args)
  } finally {
    await machine.close()
  }
}

async function answer(task: TaskMessage): Promise<AnswerMessage> {
  try {
    const door = (await import(task.module)) as Record<string, unknown>
    const work = door[task.name]
    if (typeof work !== 'function') {
      return { kind: 'fault', reason: `${task.module} exports no function ${task.name}` }
    }
    return { kind: 'result', result: await carry(work as Work, task) }
  } catch (cause) {
    if (cause instanceof AppError) {
      return { kind: 'app-error', code: cause.code, params: cause.params, path: cause.path }
    }
    return { kind: 'fault', reason: cause instanceof Error ? cause.message : String(cause) }
  }
}
