import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { packageRoot } from '#platform/files'

const FOLDER = join('examples', 'templates')

/** The template packs that ship with the product, by file name, as they stand in their files. */
export async function readTemplatePacks(): Promise<{ file: string; pack: unknown }[]> {
  const folder = join(packageRoot(), FOLDER)
  const files = (await readdir(folder)).filter((name) => name.endsWith('.yaml')).sort()
  return Promise.all(files.map(async (file) => ({ file, pack: parse(await readFile(join(folder, file), 'utf8'), { maxAliasCount: 2000 }) as unknown })))
}
