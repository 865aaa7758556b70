import { existsSync, statSync } from 'node:fs'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Command } from 'commander'
import { AppError } from '#kernel/error'
import { applyResultSchema, definitionFilesSchema, type ApplyItem, type DefinitionFile } from '#platform/definition/contract'
import { readConfig } from '../config.js'
import { connect } from './connect.js'

/** export, plan, apply: definitions as files. */
export function addDefinitionCommands(program: Command): void {
  program
    .command('export')
    .argument('<folder>')
    .description('write every published definition as a YAML file')
    .action((folder: string) => exportCommand(folder))
  program
    .command('plan')
    .argument('<folder>')
    .description('show what applying the files would change')
    .action((folder: string) => applyCommand(folder, false, false))
  program
    .command('apply')
    .argument('<folder>')
    .option('--force', 'replace definitions that were changed since the files were exported')
    .description('publish what the files define')
    .action((folder: string, flags: { force?: true }) => applyCommand(folder, true, flags.force === true))
}

async function exportCommand(folder: string): Promise<void> {
  const connection = await connect(readConfig())
  try {
    const { files } = definitionFilesSchema.parse(await connection.request('GET', '/api/v1/definitions/export'))
    for (const file of files) {
      const path = join(folder, file.path)
      await mkdir(dirname(path), { recursive: true })
      await writeFile(path, file.text)
    }
    console.log(`${files.length} definitions written to ${folder} 已导出 ${files.length} 个定义`)
  } finally {
    await connection.close()
  }
}

async function applyCommand(folder: string, publish: boolean, force: boolean): Promise<void> {
  const files = await readFolder(folder)
  const connection = await connect(readConfig())
  try {
    const path = publish ? '/api/v1/definitions/apply' : '/api/v1/definitions/plan'
    const body = publish ? { files, force } : { files }
    const { items } = applyResultSchema.parse(await connection.request('POST', path, body))
    console.log(items.map(itemLine).join('\n'))
  } finally {
    await connection.close()
  }
}

const SIGN: Record<ApplyItem['change'], string> = { create: '+', update: '~', none: '=', conflict: '!' }

function itemLine(item: ApplyItem): string {
  const places = item.differences.slice(0, 6).join(', ')
  return `${SIGN[item.change]} ${item.kind}/${item.key}  ${item.change}${places === '' ? '' : `: ${places}`}`
}

/** Definitions of a folder, one a file, or of one file with several between lines of `---`. */
async function readFolder(folder: string): Promise<DefinitionFile[]> {
  if (!existsSync(folder)) throw new AppError('FILE_NOT_FOUND', { path: folder })
  if (statSync(folder).isFile()) return splitDocuments(folder, await readFile(folder, 'utf8'))
  const names = await readdir(folder, { recursive: true })
  const paths = names.filter((name) => /\.ya?ml$/.test(name)).sort()
  return Promise.all(paths.map(async (name) => ({ path: relative(folder, join(folder, name)), text: await readFile(join(folder, name), 'utf8') })))
}

function splitDocuments(path: string, text: string): DefinitionFile[] {
  return text.split(/^---\s*$/m).filter((part) => part.trim() !== '').map((part, at) => ({ path: `${path}#${at + 1}`, text: part }))
}
