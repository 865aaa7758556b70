import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { AppError, Mistakes } from '#kernel/error'
import type { Actor } from '#platform/access/contract'
import { createJobs, jobMigrations, type JobKind, type JobRun, type Jobs } from '#platform/jobs'
import type { Ledger } from '#platform/ledger'
import { openTestLedger, quietLog } from '../kit/ledger.js'

const actor: Actor = {
  id: 'p1',
  name: '张三',
  kind: 'person',
  roles: ['ADMIN'],
  permissions: ['job.read'],
  scope: { orgPaths: ['/'], masking: 'masked', minCell: 0 },
}

/** A promise and what settles it. */
function gate<T = void>(): { opened: Promise<T>; open: (value: T) => void } {
  let open: (value: T) => void = () => undefined
  const opened = new Promise<T>((done) => (open = done))
  return { opened, open }
}

function kind(
  name: string,
  run: (run: JobRun<unknown>) => Promise<unknown>,
  more: Partial<JobKind<unknown, unknown>> = {},
): JobKind<unknown, unknown> {
  return { kind: name, titleZh: '任务', titleEn: 'Job', afterCrash: 'fail', run, ...more }
}

const untilAborted = (run: JobRun<unknown>): Promise<never> =>
  new Promise((_done, refuse) =>
    run.signal.addEventListener('abort', () => refuse(run.signal.reason as Error)),
  )

describe('jobs', () => {
  let ledger: Ledger
  let jobs: Jobs
  const slow = gate<JobRun<unknown>>()
  const order: string[] = []
  let holding = gate()

  beforeAll(async () => {
    ledger = await openTestLedger(jobMigrations)
    jobs = createJobs({ ledger, log: quietLog, concurrency: 3 })
    jobs.register(kind('echo', async (run) => ({ got: run.input })))
    jobs.register(kind('nothing', async () => undefined))
    jobs.register(
      kind('refuse', async () => {
        throw new AppError('NOT_FOUND', { what: 'x' })
      }),
    )
    jobs.register(
      kind('mistakes', async () => {
        throw new Mistakes([{ code: 'FIELD_INVALID', path: 'a[0]', params: { reason: 'r' } }])
      }),
    )
    jobs.register(
      kind('crash', async () => {
        throw new TypeError('secret detail')
      }),
    )
    jobs.register(
      kind('slow', async (run) => {
        slow.open(run)
        return untilAborted(run)
      }),
    )
    jobs.register(
      kind(
        'turns',
        async (run) => {
          order.push(`start ${String(run.input)}`)
          if (run.input === 'first') await holding.opened
          order.push(`end ${String(run.input)}`)
        },
        { exclusive: () => 'one at a time' },
      ),
    )
    jobs.register(
      kind('progress', async (run) => {
        for (let n = 1; n <= 1000; n++) run.progress({ step: 'reading', done: n, total: 1000, unit: 'rows' })
      }),
    )
    await jobs.open()
  })
  afterAll(async () => {
    await jobs.close()
    await ledger.close()
  })

  it('runs a job and gives its result', async () => {
    const id = await jobs.start('echo', { n: 1, list: ['甲'] }, actor, { subject: 's' })
    expect(await jobs.wait(id)).toEqual({ got: { n: 1, list: ['甲'] } })
    expect(await jobs.get(id)).toMatchObject({
      status: 'done',
      subject: 's',
      attempt: 1,
      actorName: '张三',
      title: { zh: '任务', en: 'Job' },
      error: null,
    })
    expect(await jobs.wait(await jobs.start('nothing', null, actor))).toBeUndefined()
  })

  it('begins within 100 ms', async () => {
    const from = performance.now()
    await jobs.wait(await jobs.start('echo', 1, actor))
    expect(performance.now() - from).toBeLessThan(100)
  })

  it('gives the same run for the same idempotency key', async () => {
    const idempotencyKey = randomUUID()
    const one = await jobs.start('echo', 1, actor, { idempotencyKey })
    expect(await jobs.start('echo', 1, actor, { idempotencyKey })).toBe(one)
    expect(await jobs.start('echo', 1, actor, { idempotencyKey: randomUUID() })).not.toBe(one)
  })

  it('stores errors with sentences and hides faults', async () => {
    await expect(jobs.wait(await jobs.start('refuse', 0, actor))).rejects.toMatchObject({
      code: 'NOT_FOUND',
      params: { what: 'x' },
    })
    await expect(jobs.wait(await jobs.start('mistakes', 0, actor))).rejects.toMatchObject({
      mistakes: [{ code: 'FIELD_INVALID', path: 'a[0]', params: { reason: 'r' } }],
    })
    const id = await jobs.start('crash', 0, actor)
    await expect(jobs.wait(id)).rejects.toMatchObject({ code: 'INTERNAL' })
    expect(JSON.stringify(await jobs.get(id))).not.toContain('secret detail')
    await expect(jobs.start('unknown', 0, actor)).rejects.toMatchObject({ code: 'JOB_KIND_UNKNOWN' })
  })

  it('cancels what runs and what waits', async () => {
    const id = await jobs.start('slow', 0, actor)
    await slow.opened
    await jobs.cancel(id, actor)
    await expect(jobs.wait(id)).rejects.toMatchObject({ code: 'CANCELLED' })
    expect((await jobs.get(id)).status).toBe('cancelled')
    await expect(jobs.cancel(id, actor)).rejects.toMatchObject({ code: 'JOB_ENDED' })
    await expect(jobs.cancel('no-such-run', actor)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('never overlaps runs of one exclusive key and keeps their order', async () => {
    holding = gate()
    const first = await jobs.start('turns', 'first', actor)
    const second = await jobs.start('turns', 'second', actor)
    const third = await jobs.start('turns', 'third', actor)
    await jobs.wait(await jobs.start('echo', 0, actor))
    expect((await jobs.get(second)).status).toBe('queued')
    await jobs.cancel(third, actor)
    holding.open()
    await jobs.wait(first)
    await jobs.wait(second)
    expect(order).toEqual(['start first', 'end first', 'start second', 'end second'])
  })

  it('throttles progress and keeps the last', async () => {
    const id = await jobs.start('progress', 0, actor)
    await jobs.wait(id)
    expect(await jobs.get(id)).toMatchObject({ step: 'reading', done: 1000, total: 1000, unit: 'rows' })
  })

  it('retries a failed run as a new run, and only that', async () => {
    const failed = await jobs.start('refuse', 7, actor)
    await jobs.wait(failed).catch(() => undefined)
    const again = await jobs.retry(failed, actor)
    expect(again).not.toBe(failed)
    await jobs.wait(again).catch(() => undefined)
    expect(await jobs.get(again)).toMatchObject({ retriedFrom: failed, status: 'failed' })
    const done = await jobs.start('echo', 1, actor)
    await jobs.wait(done)
    await expect(jobs.retry(done, actor)).rejects.toMatchObject({ code: 'JOB_NOT_ENDED' })
  })

  it('lists newest first by pages', async () => {
    const other = { ...actor, id: 'p2' }
    const ids: string[] = []
    for (let n = 0; n < 5; n++) ids.push(await jobs.start('echo', n, other))
    const one = await jobs.list({ limit: 3, actorId: 'p2' })
    const two = await jobs.list({ limit: 3, actorId: 'p2', cursor: one.nextCursor ?? '' })
    expect([...one.items, ...two.items].map((item) => item.id)).toEqual(ids.toReversed())
    expect(two.nextCursor).toBeNull()
  })
})

describe('jobs after a crash', () => {
  /** A server that starts `kinds`, lets them run until told, and is then abandoned without a word, as by kill -9. */
  async function crashDuring(
    ledger: Ledger,
    name: string,
    afterCrash: 'resume' | 'fail',
  ): Promise<{ id: string; dead: Jobs }> {
    const saved = gate()
    const dead = createJobs({ ledger, log: quietLog })
    dead.register(
      kind(
        name,
        async (run) => {
          await run.save({ at: 3 })
          saved.open()
          return untilAborted(run)
        },
        { afterCrash, exclusive: () => name },
      ),
    )
    await dead.open()
    const id = await dead.start(name, 'in', actor)
    await saved.opened
    return { id, dead }
  }

  it('resumes with the checkpoint', async () => {
    const ledger = await openTestLedger(jobMigrations)
    const { id, dead } = await crashDuring(ledger, 'resumes', 'resume')
    const next = createJobs({ ledger, log: quietLog })
    next.register(kind('resumes', async (run) => run.checkpoint, { afterCrash: 'resume' }))
    await next.open()
    expect(await next.wait(id)).toEqual({ at: 3 })
    expect((await next.get(id)).attempt).toBe(2)
    await next.close()
    await dead.close()
    expect((await next.get(id)).status).toBe('done')
    await ledger.close()
  })

  it('fails at once what cannot resume, with a retry', async () => {
    const ledger = await openTestLedger(jobMigrations)
    const { id, dead } = await crashDuring(ledger, 'fails', 'fail')
    const next = createJobs({ ledger, log: quietLog })
    next.register(kind('fails', async () => 'second time'))
    await next.open()
    await expect(next.wait(id)).rejects.toMatchObject({ code: 'JOB_INTERRUPTED' })
    expect(await next.wait(await next.retry(id, actor))).toBe('second time')
    await next.close()
    await dead.close()
    await ledger.close()
  })

  it('an orderly stop puts a resumable run back and fails the others', async () => {
    const ledger = await openTestLedger(jobMigrations)
    const kept = await crashDuring(ledger, 'kept', 'resume')
    await kept.dead.close()
    expect((await kept.dead.get(kept.id)).status).toBe('queued')
    await kept.dead.cancel(kept.id, actor)
    const lost = await crashDuring(ledger, 'lost', 'fail')
    await lost.dead.close()
    expect((await lost.dead.get(lost.id)).error?.code).toBe('JOB_INTERRUPTED')
    await ledger.close()
  })
})
