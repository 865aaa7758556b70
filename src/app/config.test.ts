import { describe, expect, it } from 'vitest'
import { environmentName, printableConfig, readConfig } from './config.js'

describe('configuration', () => {
  it('names settings QUNCE_*, reads numbers and flags, and keeps defaults', () => {
    const config = readConfig({ QUNCE_PORT: '8080', QUNCE_BEHIND_TLS_PROXY: 'true', QUNCE_DATA_DIR: '/tmp/x' })
    expect(config).toMatchObject({ port: 8080, behindTlsProxy: true, dataDir: '/tmp/x', timeZone: 'Asia/Shanghai', currency: 'CNY', host: '127.0.0.1' })
    expect(environmentName('warehouseUrl')).toBe('QUNCE_WAREHOUSE_URL')
  })

  it.each([
    ['QUNCE_PORT', 'http'],
    ['QUNCE_PORT', '5061'],
    ['QUNCE_TIME_ZONE', 'Mars/Olympus'],
    ['QUNCE_CURRENCY', 'RMB?'],
    ['QUNCE_CONFIG', '/no/such/file.yaml'],
  ])('says which setting is wrong: %s=%s', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(name)
  })

  it('never prints a secret', () => {
    const config = readConfig({ QUNCE_LEDGER_URL: 'postgres://user:secret@host/db', QUNCE_DATA_DIR: '/tmp/x' })
    const printed = JSON.stringify(printableConfig(config))
    expect(printed).toContain('(set)')
    expect(printed).not.toContain('secret@')
  })
})
