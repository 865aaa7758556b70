import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parseAllDocuments } from 'yaml'
import { packageRoot } from '#platform/files'
import type { Product } from './product.js'

const FILE = join('examples', 'tracking-plan.yaml')

/** Publishes the starter tracking plan, whose events the demo bank's app sends: rules then know them and what they carry by name. */
export async function publishEventPlan(product: Product): Promise<void> {
  const documents = parseAllDocuments(await readFile(join(packageRoot(), FILE), 'utf8')).map((document) => document.toJS() as { readonly kind: string; readonly key: string })
  const files = documents.map((document) => ({ path: `${document.kind}/${document.key}.yaml`, text: JSON.stringify({ ...document, version: null }) }))
  await product.request('POST', '/api/v1/definitions/apply', { files, force: false })
}
