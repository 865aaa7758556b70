import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseAllDocuments } from 'yaml'
import type { Product } from './product.js'

const FILE = join('examples', 'tracking-plan.yaml')

/** Publishes the starter tracking plan, whose events the demo bank's app sends: rules then know them and what they carry by name. */
export async function publishEventPlan(product: Product): Promise<void> {
  const documents = parseAllDocuments(await readFile(join(root(), FILE), 'utf8')).map((document) => document.toJS() as { readonly kind: string; readonly key: string })
  const files = documents.map((document) => ({ path: `${document.kind}/${document.key}.yaml`, text: JSON.stringify({ ...document, version: null }) }))
  await product.request('POST', '/api/v1/definitions/apply', { files, force: false })
}

function root(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}
