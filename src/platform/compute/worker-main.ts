import { parentPort } from 'node:worker_threads'
import { AppError } from '#kernel/error'
import type { AnswerMessage, TaskMessage } from './worker-message.js'

// Entry of a worker thread: one task at a time, the pool waits for each answer.
parentPort?.on('message', (task: TaskMessage) => {
  void answer(task).then((message) => parentPort?.postMessage(message))
})

async function answer(task: TaskMessage): Promise<AnswerMessage> {
  try {
    const door = (await import(task.module)) as Record<string, unknown>
    const work = door[task.name]
    if (typeof work !== 'function') {
      return { kind: 'fault', reason: `${task.module} exports no function ${task.name}` }
    }
    return { kind: 'result', result: await (work as (...args: readonly unknown[]) => unknown)(...task.args) }
  } catch (cause) {
    if (cause instanceof AppError) {
      return { kind: 'app-error', code: cause.code, params: cause.params, path: cause.path }
    }
    return { kind: 'fault', reason: cause instanceof Error ? cause.message : String(cause) }
  }
}
