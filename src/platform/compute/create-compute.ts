import { availableParallelism } from 'node:os'
import type { Worker } from 'node:worker_threads'
import { AppError, catalogue, type ErrorCode } from '#kernel/error'
import type { Compute, ComputeTask } from './compute.js'
import { startThread } from './start-thread.js'
import type { AnswerMessage, TaskMessage } from './worker-message.js'

/** This folder's own functions for threads: what runs models a bank brings. */
const OWN_DOOR = '#platform/compute'

interface Task {
  readonly message: TaskMessage
  readonly onProgress: ((share: number) => void) | undefined
  readonly signal: AbortSignal | undefined
  done(result: never): void
  refuse(cause: unknown): void
}

/** Worker threads for pure kernels; default one fewer than the cores, at least one. Threads start when first needed. */
export function createCompute(options: { readonly size?: number } = {}): Compute {
  const size = Math.max(1, options.size ?? availableParallelism() - 1)
  const idle: Worker[] = []
  const waiting: Task[] = []
  const busy = new Set<Worker>()
  let closed = false

  const next = (): void => {
    while (waiting.length > 0 && busy.size < size) {
      const task = waiting.shift()
      if (task === undefined) return
      const worker = idle.pop() ?? startWorker((dead) => remove(idle, dead))
      busy.add(worker)
      void carry(worker, task).then((reusable) => {
        busy.delete(worker)
        if (reusable && !closed) idle.push(worker)
        else void worker.terminate()
        next()
      })
    }
  }
  return {
    run: <Result>(asked: ComputeTask, signal?: AbortSignal) =>
      new Promise<Result>((done, refuse) => {
        if (!asked.module.startsWith('#kernel/') && asked.module !== OWN_DOOR) {
          throw new TypeError(`not a kernel door: ${asked.module}`)
        }
        if (closed || signal?.aborted === true) throw new AppError('CANCELLED')
        const task: Task = { message: messageOf(asked), onProgress: asked.onProgress, signal, done, refuse }
        signal?.addEventListener('abort', () => dropWaiting(waiting, task), { once: true })
        waiting.push(task)
        next()
      }),
    async close() {
      closed = true
      for (const task of waiting.splice(0)) task.refuse(new AppError('CANCELLED'))
      await Promise.all([...idle.splice(0), ...busy].map((worker) => worker.terminate()))
    },
  }
}

/** What of a task can be sent to a thread. */
function messageOf({ module, name, args, machine }: ComputeTask): TaskMessage {
  return { module, name, args, ...(machine === true ? { threads: availableParallelism() } : {}) }
}

/** Runs one task; true when the worker can take another. An abort ends the thread: pure code cannot be interrupted. */
function carry(worker: Worker, task: Task): Promise<boolean> {
  return new Promise((settled) => {
    const end = (reusable: boolean, settle: () => void): void => {
      worker.off('message', onMessage).off('error', onError).off('exit', onExit)
      task.signal?.removeEventListener('abort', onAbort)
      worker.unref()
      settle()
      settled(reusable)
    }
    const onMessage = (answer: AnswerMessage): void => {
      if (answer.kind === 'progress') task.onProgress?.(answer.share)
      else end(true, () => settle(task, answer))
    }
    const onError = (cause: unknown): void =>
      end(false, () => task.refuse(new AppError('COMPUTE_FAILED', { reason: String(cause) })))
    const onExit = (): void => end(false, () => task.refuse(new AppError('CANCELLED')))
    const onAbort = (): void => end(false, () => task.refuse(new AppError('CANCELLED')))
    worker.on('message', onMessage).on('error', onError).on('exit', onExit)
    task.signal?.addEventListener('abort', onAbort, { once: true })
    worker.ref()
    try {
      worker.postMessage(task.message)
    } catch (cause) {
      onError(cause)
    }
  })
}

function settle(task: Task, answer: Exclude<AnswerMessage, { kind: 'progress' }>): void {
  switch (answer.kind) {
    case 'result':
      task.done(answer.result as never)
      break
    case 'app-error': {
      const code = answer.code in catalogue ? (answer.code as ErrorCode) : 'INTERNAL'
      task.refuse(new AppError(code, answer.params, answer.path))
      break
    }
    case 'fault':
      task.refuse(new AppError('COMPUTE_FAILED', { reason: answer.reason }))
  }
}

function dropWaiting(waiting: Task[], task: Task): void {
  if (remove(waiting, task)) task.refuse(new AppError('CANCELLED'))
}

function remove<Item>(items: Item[], item: Item): boolean {
  const at = items.indexOf(item)
  if (at >= 0) items.splice(at, 1)
  return at >= 0
}

/** From source the thread loads TypeScript through tsx and the `source` doors; from dist it needs neither. */
function startWorker(onExit: (worker: Worker) => void): Worker {
  const worker = startThread('worker-main')
  // A fault during a task is reported by that task; a thread that dies idle is replaced.
  worker.on('error', () => undefined)
  worker.once('exit', () => onExit(worker))
  return worker
}
