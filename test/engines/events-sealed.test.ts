import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from '#kernel/sql'
import type { JobRun } from '#platform/jobs'
import { startChange, startUndo } from '../../src/identity/actions/change-persons.js'
import { intakeOf } from '../../src/events/actions/intake-of.js'
import { keyState, retireKey, rotateKeys, type RotateInput } from '../../src/privacy/actions/keys.js'
import { headOffice } from '../kit/app.js'
import { openEventHouse, type EventHouse } from '../kit/event-house.js'
import { fillBank } from '../kit/strategy-bank.js'

let house: EventHouse
beforeAll(async () => {
  house = await openEventHouse()
  await fillBank(house.app)
})
afterAll(() => house.close())

let drawn = 0
const event = (type: string, more: Record<string, unknown>) => ({ type, messageId: `m-${(drawn += 1)}`, timestamp: new Date().toISOString(), ...more })
const mobile = (at: number) => `138${String(at).padStart(8, '0')}`
const send = async (...batch: object[]) => (await house.send('/v1/batch', { batch })).taken

describe('keys', () => {
  const EVENTS = 4500
  const REJECTS = 1200
  let saved: unknown = null
  const rotate = (signal = new AbortController().signal, onProgress?: (step: string, rows: number) => void) => {
    const run: JobRun<RotateInput> = {
      id: 'rotate', input: { newKey: true }, actor: headOffice, signal, checkpoint: saved,
      progress: ({ step, done }) => onProgress?.(step, done ?? 0),
      save: async (state) => void (saved = state),
    }
    return rotateKeys(house.app.context, run)
  }
  const usesOf = async (key: string) => Object.fromEntries(((await keyState(house.app.context)).keys.find(({ id }) => id === key)?.uses ?? []).map(({ place, rows }) => [place, rows]))
  const openAll = async () => {
    const { secrets } = house.app.context
    const rows = await house.rows<{ event_id: string; props: string }>(sql`SELECT event_id, props FROM bank_app_event WHERE name = 'pay' ORDER BY event_id`)
    expect(rows).toHaveLength(EVENTS)
    for (const { props } of rows) {
      const read = JSON.parse(props) as { at: number; mobile: string; email?: string; note: string }
      if (secrets.open(read.mobile.slice('sealed:'.length)) !== mobile(read.at) || read.note !== 'a.b sealed 甲') throw new Error(`event ${read.at} is not readable`)
      if (read.email !== undefined && secrets.open(read.email.slice('sealed:'.length)) !== `c${read.at}@example.com`) throw new Error(`mail of ${read.at} is not readable`)
    }
    const rejects = await house.rows<{ id: string; raw_sealed: string }>(sql`SELECT id, raw_sealed FROM event_reject ORDER BY id LIMIT 1 BY id`)
    expect(rejects).toHaveLength(REJECTS)
    expect(new Set(rejects.map(({ raw_sealed }) => (JSON.parse(secrets.open(raw_sealed)) as { messageId: string }).messageId)).size).toBe(REJECTS)
    const traits = await house.rows<{ value: string }>(sql`SELECT value FROM event_profile WHERE key = 'mobile'`)
    expect(traits.map(({ value }) => secrets.open((JSON.parse(value) as string).slice('sealed:'.length)))).toEqual([mobile(7)])
  }

  it('PRV-12: sealed values of events, traits, items and rejects are sealed anew; a killed rotation goes on, and doubles nothing', async () => {
    const pay = (at: number) => event('track', { event: 'pay', userId: 'C10', properties: { at, mobile: mobile(at), note: 'a.b sealed 甲', ...(at % 3 === 0 ? { email: `c${at}@example.com` } : {}) } })
    for (let at = 0; at < EVENTS; at += 500) expect((await send(...Array.from({ length: 500 }, (_, n) => pay(at + n)))).accepted).toBe(500)
    const old = (at: number) => event('track', { event: 'x', userId: 'C10', properties: { at }, timestamp: '2019-01-01T00:00:00Z' })
    for (let at = 0; at < REJECTS; at += 400) expect((await send(...Array.from({ length: 400 }, (_, n) => old(at + n)))).rejected).toHaveLength(400)
    await send(event('identify', { userId: 'C11', traits: { mobile: mobile(7), city: '上海' } }))
    const before = { event_reject: REJECTS, event_profile: 1, bank_app_event: EVENTS }
    expect(await usesOf('k1')).toMatchObject(before)
    const stop = new AbortController()
    await expect(rotate(stop.signal, (step) => (step === 'sealing-bank_app_event' ? stop.abort() : undefined))).rejects.toThrow()
    await openAll()
    expect((await usesOf('k1'))['bank_app_event']).toBeLessThan(EVENTS)
    await expect(retireKey(house.app.context, 'k1', headOffice)).rejects.toMatchObject({ code: 'KEY_IN_USE', path: 'id', params: { key: 'k1', place: expect.stringMatching(/bank_app_event \d+/) as string } })
    const { key } = await rotate()
    expect([key, await usesOf('k1')]).toEqual(['k2', {}])
    expect(await usesOf('k2')).toMatchObject(before)
    await openAll()
    expect((await rotate()).rows).toBe(0)
  })

  it('PRV-13: the old key can go, and everything is still read and sent again once', async () => {
    await retireKey(house.app.context, 'k1', headOffice)
    await openAll()
    await expect(retireKey(house.app.context, 'hash', headOffice)).rejects.toMatchObject({ code: 'KEY_HASHES', path: 'id' })
    const taken = await send(event('track', { event: 'pay-new', userId: 'C10', properties: { mobile: mobile(1) } }))
    expect(taken.accepted).toBe(1)
    expect((await house.rows<{ props: string }>(sql`SELECT props FROM bank_app_event WHERE name = 'pay-new'`))[0]?.props).toContain('"sealed:k2.')
  })
})

describe('numbers', () => {
  const ports = { orgPaths: () => house.app.access.orgs(), mask: (_kind: string, text: string) => text }
  const stored = async (name: string) => (await house.rows<{ cust_id: string; cust_no: number; shard_key: string }>(sql`SELECT cust_id, cust_no, shard_key FROM bank_app_event WHERE name = ${name}`))[0]
  const merge = async () => {
    const { changeId, jobId } = await startChange(house.app.context, { kind: 'merge', custIds: ['C12', 'C13'], note: 'test' }, headOffice)
    await house.app.context.jobs.wait(jobId)
    return changeId
  }
  const undo = async (changeId: string) => house.app.context.jobs.wait((await startUndo(house.app.context, ports, changeId, { note: 'test' }, headOffice)).jobId)

  it('IDN-21: a merge and its undo count for the next event at once, though intake had the number in memory', async () => {
    const own = 13
    await send(event('track', { event: 'before', userId: 'C13' }))
    expect(await stored('before')).toEqual({ cust_id: 'C13', cust_no: own, shard_key: 'C13' })
    const intake = await intakeOf(house.app.context)
    expect(intake.lookup.isFresh('C13', Date.now())).toBe(true)
    const id = await merge()
    expect(intake.lookup.isFresh('C13', Date.now())).toBe(false)
    await send(event('track', { event: 'merged', userId: 'C13' }))
    expect(await stored('merged')).toEqual({ cust_id: 'C13', cust_no: 12, shard_key: 'C12' })
    await undo(id)
    await send(event('track', { event: 'after', userId: 'C13' }))
    expect(await stored('after')).toEqual({ cust_id: 'C13', cust_no: own, shard_key: 'C13' })
    // The undo took what came meanwhile back with it.
    expect((await house.rows<{ cust_no: number }>(sql`SELECT cust_no FROM bank_app_event WHERE name = 'merged' AND (cust_id, cust_no) NOT IN (SELECT cust_id, cust_no FROM identity_state WHERE role = 'hidden' AND run_id = (SELECT max(run_id) FROM identity_state WHERE role = 'ready'))`)).map((row) => row.cust_no)).toEqual([own])
  })

  it('IDN-21: events taken before a merge and stored after it have the number of then', async () => {
    await send(event('track', { event: 'warm', userId: 'C13' }))
    const intake = await intakeOf(house.app.context)
    // Finished with the number of before; the merge is in force before the group is written.
    const line = (name: string) => `13\tC13\tC13\t\\N\tw-${name}\tw-${name}\t2026-01-02\t2026-01-02 00:00:00.000\t\\N\t${name}\t\\N\t\\N\t\\N\t{}\t\\N\t\\N\t\\N\t\\N\t\\N\t${house.keyId}\n`
    const forgotten = intake.lookup.forgotten
    const id = await merge()
    expect(intake.lookup.forgotten).toBeGreaterThan(forgotten)
    await intake.writer.write({ entries: [], ids: ['w-late'], lines: Buffer.from(line('w')), rejects: [], forgotten })
    expect(await stored('w')).toEqual({ cust_id: 'C13', cust_no: 12, shard_key: 'C12' })
    await undo(id)
  })
})
