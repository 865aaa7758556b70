import { createHmac } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSecrets, type KeySet } from './index.js'

const key = (byte: number): string => Buffer.alloc(32, byte).toString('base64')
const keys: KeySet = { seal: { k1: key(1) }, hash: key(9) }

describe('secrets', () => {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'qunce-keys-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  it('opens what it sealed, and seals the same text differently each time', async () => {
    const secrets = await openSecrets({ keyDir: folder, keys })
    for (const clear of ['', '13800138000', '张三 🏦', 'x'.repeat(10_000)]) {
      const sealed = secrets.seal(clear)
      expect(sealed).toMatch(/^k1\.[\w-]+$/)
      expect(secrets.open(sealed)).toBe(clear)
      expect(secrets.seal(clear)).not.toBe(sealed)
    }
  })

  it('refuses a damaged value, an unknown key and another key of the same id', async () => {
    const secrets = await openSecrets({ keyDir: folder, keys })
    const sealed = secrets.seal('13800138000')
    const flipped = `${sealed.slice(0, -3)}${sealed.at(-3) === 'A' ? 'B' : 'A'}${sealed.slice(-2)}`
    const other = await openSecrets({ keyDir: folder, keys: { ...keys, seal: { k1: key(2) } } })
    for (const open of [
      () => secrets.open(flipped),
      () => secrets.open(sealed.replace('k1', 'k7')),
      () => secrets.open('nonsense'),
      () => secrets.open('k1.AAAA'),
      () => other.open(sealed),
    ]) {
      expect(open).toThrow(expect.objectContaining({ code: 'SEAL_BROKEN' }) as Error)
    }
  })

  it('seals with the newest key and opens with all', async () => {
    const old = await openSecrets({ keyDir: folder, keys })
    const rotated = await openSecrets({ keyDir: folder, keys: { ...keys, seal: { k1: key(1), k2: key(2) } } })
    expect(rotated.seal('a')).toMatch(/^k2\./)
    expect(rotated.open(old.seal('a'))).toBe('a')
  })

  it('hashes as HMAC-SHA-256 of domain, NUL and value, also from the pad keys', async () => {
    const secrets = await openSecrets({ keyDir: folder, keys })
    const expected = createHmac('sha256', Buffer.alloc(32, 9))
      .update('mobile\0' + '13800138000')
      .digest('hex')
    expect(secrets.hash('mobile', '13800138000')).toBe(expected)
    expect(secrets.hash('email', '13800138000')).not.toBe(expected)
    expect(Buffer.from(secrets.hashPads().inner, 'hex')).toEqual(
      Buffer.from([...Array<number>(32).fill(9 ^ 0x36), ...Array<number>(32).fill(0x36)]),
    )
  })

  it('makes a private key file once and keeps using it', async () => {
    const keyDir = join(folder, 'made')
    const first = await openSecrets({ keyDir })
    const file = join(keyDir, 'keys.json')
    expect((await stat(file)).mode & 0o777).toBe(0o600)
    const again = await openSecrets({ keyDir })
    expect(again.open(first.seal('a'))).toBe('a')
    expect(again.fingerprint()).toEqual(first.fingerprint())
    expect(first.fingerprint().fromFile).toBe(true)
    const text = await readFile(file, 'utf8')
    expect(JSON.stringify(first.fingerprint())).not.toContain((JSON.parse(text) as KeySet).hash)
  })

  it('refuses a key file that is not one', async () => {
    const keyDir = join(folder, 'bad')
    await openSecrets({ keyDir })
    await writeFile(join(keyDir, 'keys.json'), '{"seal":{"k1":"short"},"hash":"x"}')
    await expect(openSecrets({ keyDir })).rejects.toMatchObject({ code: 'KEY_FILE_INVALID' })
  })
})
