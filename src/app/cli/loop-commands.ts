import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import type { Command } from 'commander'
import { readConfig, type Config } from '../config.js'
import { connect } from './connect.js'
import { readLoopFile } from './loop-file.js'
import { printLoop } from './print-loop.js'
import { runJob } from './run-job.js'
import { runLoop } from './run-loop.js'

interface LoopFlags {
  readonly data: string[]
  readonly json?: true
  readonly force?: true
  readonly temporary?: true
}

/** loop and import. */
export function addLoopCommands(program: Command): void {
  program
    .command('loop')
    .argument('<file>', 'a loop file (YAML)')
    .description('run a whole loop: load, tag, segment, list or campaign, evaluation')
    .option('--data <file>', 'the data file, or source=file; may be repeated', (value: string, all: string[]) => [...all, value], [])
    .option('--json', 'print one JSON object')
    .option('--force', 'replace definitions that were changed since')
    .option('--temporary', 'use a data directory that is removed afterwards')
    .action(async (file: string, flags: LoopFlags) => loopCommand(file, flags))
  program
    .command('import')
    .argument('<source>', 'key of a published source')
    .argument('<file>', 'the file')
    .option('--date <date>', 'business date, YYYY-MM-DD')
    .description('load a file through a source')
    .action(async (source: string, file: string, flags: { date?: string }) => importCommand(source, file, flags.date))
}

const sayTo = (quiet: boolean) => (text: string) => {
  if (!quiet) process.stderr.write(`  ${text}\n`)
}

async function loopCommand(file: string, flags: LoopFlags): Promise<void> {
  const loop = await readLoopFile(file)
  await withConnection(flags.temporary === true, async (connection) => {
    const options = { data: flags.data, force: flags.force === true, file, say: sayTo(flags.json === true) }
    const result = await runLoop(connection, loop, options)
    console.log(flags.json === true ? JSON.stringify(result, null, 2) : printLoop(result))
  })
}

async function importCommand(source: string, file: string, date: string | undefined): Promise<void> {
  await withConnection(false, async (connection) => {
    const body = { source, file: { path: resolve(file) }, ...(date === undefined ? {} : { businessDate: date }) }
    const result = await runJob(connection, '/api/v1/data/loads', body, sayTo(false))
    console.log(`${basename(file)}: ${JSON.stringify(result, null, 2)}`)
  })
}

type Connected = Awaited<ReturnType<typeof connect>>

async function withConnection(temporary: boolean, work: (connection: Connected) => Promise<void>): Promise<void> {
  const folder = temporary ? await mkdtemp(join(tmpdir(), 'qunce-loop-')) : null
  const config: Config = folder === null ? readConfig() : { ...readConfig(), dataDir: folder }
  try {
    const connection = await connect(config)
    try {
      await work(connection)
    } finally {
      await connection.close()
    }
  } finally {
    if (folder !== null) await rm(folder, { recursive: true, force: true })
  }
}
