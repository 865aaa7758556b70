import { open, rename } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { permissions, type Actor } from './contract.js'
import { newToken } from './opaque-token.js'

/** The token file of the local command line, `<data>/cli-token`: who can read it is who runs the server, or root. */
export const CLI_TOKEN_FILE = 'cli-token'

/** Writes a new token (0600) and returns it; the one of an earlier start stops working. */
export async function writeCliToken(dataDir: string): Promise<string> {
  const token = `qcli_${newToken()}`
  const path = join(dataDir, CLI_TOKEN_FILE)
  const handle = await open(`${path}.new`, 'w', 0o600)
  try {
    await handle.chmod(0o600)
    await handle.writeFile(`${token}\n`)
  } finally {
    await handle.close()
  }
  await rename(`${path}.new`, path)
  return token
}

/** The local command line: may do everything but see customers in clear. */
export function cliActor(): Actor {
  const { username } = userInfo()
  return {
    id: `cli:${username}`,
    name: username,
    kind: 'cli',
    roles: ['ADMIN'],
    permissions: permissions.filter((permission) => permission !== 'customer.unmask'),
    scope: { orgPaths: ['/'], masking: 'masked', minCell: 0 },
  }
}
