import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import type { Binaries } from './binaries.js'

/**
 * How a PostgreSQL program is started. PostgreSQL refuses root, so root hands over to an account, or calls itself
 * somebody else inside a user namespace (files stay root's).
 */
export type RunAs =
  | { readonly kind: 'self' }
  | { readonly kind: 'account'; readonly name: string; readonly uid: number; readonly gid: number }
  | { readonly kind: 'namespace' }

const INNER_ID = '1000'

/** Starts a program of PostgreSQL (or any absolute path) under `runAs` with a bare environment. */
export function spawnAs(
  runAs: RunAs,
  binaries: Binaries,
  command: readonly string[],
  options: Pick<SpawnOptions, 'stdio' | 'detached'>,
): ChildProcess {
  const env: NodeJS.ProcessEnv = { PATH: '/usr/bin:/bin', TZ: 'UTC', LC_ALL: 'C' }
  if (binaries.libraryPath !== null) env['LD_LIBRARY_PATH'] = binaries.libraryPath
  const [program = '', ...args] = command
  const base = { ...options, env, cwd: '/' }
  switch (runAs.kind) {
    case 'self':
      return spawn(program, args, base)
    case 'account':
      return spawn(program, args, { ...base, uid: runAs.uid, gid: runAs.gid })
    case 'namespace':
      return spawn(
        'unshare',
        ['-U', `--map-user=${INNER_ID}`, `--map-group=${INNER_ID}`, '--', program, ...args],
        base,
      )
  }
}

/** Runs a short program to its end and gives its exit code and what it printed. */
export async function runProgram(
  runAs: RunAs,
  binaries: Binaries,
  command: readonly string[],
): Promise<{ code: number; output: string }> {
  return new Promise((done) => {
    let output = ''
    let child: ChildProcess
    try {
      child = spawnAs(runAs, binaries, command, { stdio: ['ignore', 'pipe', 'pipe'] })
    } catch (cause) {
      done({ code: -1, output: String(cause) })
      return
    }
    const collect = (chunk: Buffer): void => {
      output = (output + chunk.toString()).slice(-4000)
    }
    child.stdout?.on('data', collect)
    child.stderr?.on('data', collect)
    child.on('error', (cause) => done({ code: -1, output: String(cause) }))
    child.on('close', (code) => done({ code: code ?? -1, output }))
  })
}
