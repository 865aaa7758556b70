import { phraseOfValue, type ValueDocument } from '#kernel/rule'
import type { Context } from '#platform/context'
import type { Definition } from '#platform/definition'
import { loadSegmentGround } from '#segments'
import type { Model, UpliftBody, VersionItem } from '../contract.js'
import { differencesOf } from '../domain/compare-figures.js'
import { getVersion, listVersions } from '../store/version-store.js'
import { sentencesOf, typeOfValue } from './plan-model.js'
import { scoreRuns } from './read-scores.js'

/** Every model with its champion, its newest version and its newest scores. */
export async function listModels(context: Context) {
  const [heads, versions] = await Promise.all([context.definitions.list<Model | UpliftBody>('model'), listVersions(context.ledger)])
  return Promise.all(heads.map((head) => itemOf(context, head, versions.filter((version) => version.model === head.key))))
}

async function itemOf(context: Context, head: Definition<Model | UpliftBody>, versions: readonly VersionItem[]) {
  const { key, name, body, version, hasDraft } = head
  return {
    key, name, version, hasDraft,
    task: body.task,
    horizonDays: body.horizonDays,
    features: body.features.length,
    champion: versions.find(({ status }) => status === 'champion') ?? null,
    newest: versions[0] ?? null,
    scored: (await scoreRuns(context, key, false))[0] ?? null,
  }
}

/** One model with its versions, its runs of scores and who uses it. @throws AppError NOT_FOUND */
export async function showModel(context: Context, key: string) {
  const head = await context.definitions.get<Model | UpliftBody>('model', key)
  const versions = await listVersions(context.ledger, key)
  const [published, shadows] = await Promise.all([scoreRuns(context, key, false), scoreRuns(context, key, true)])
  return {
    ...(await itemOf(context, head, versions)),
    description: head.body.description ?? null,
    owner: head.body.owner ?? null,
    words: await partsInWords(context, head.body),
    labelKind: 'label' in head.body ? head.body.label.kind : null,
    versions,
    runs: [...published, ...shadows],
    usedBy: await context.definitions.usedBy('model', key),
  }
}

async function partsInWords(context: Context, body: object) {
  const { population, label, labelType } = await sentencesOf(context, body)
  return { population, label, labelType }
}

/** One version with every figure, its features in words. @throws AppError NOT_FOUND */
export async function showVersion(context: Context, key: string, number: number) {
  const version = await getVersion(context.ledger.db, key, number)
  const { body } = await context.definitions.version<Model>('model', key, version.definitionVersion)
  return { ...version, features: await inWords(context, body) }
}

async function inWords(context: Context, model: Pick<Model, 'population' | 'features'>) {
  const ground = await loadSegmentGround(context, [model.population], undefined)
  const words = (value: ValueDocument, language: 'zh' | 'en'): string => phraseOfValue(value, ground.schema, language)
  return model.features.map(({ key, name, value }) => ({ key, name, sentence: { zh: words(value, 'zh'), en: words(value, 'en') }, type: typeOfValue(value, ground.schema) }))
}

/** Two versions of a model side by side. @throws AppError NOT_FOUND */
export async function compareVersions(context: Context, key: string, numbers: { a: number; b: number }) {
  const [a, b] = await Promise.all([getVersion(context.ledger.db, key, numbers.a), getVersion(context.ledger.db, key, numbers.b)])
  const names = (fitted: typeof a.fitted): string[] => fitted.features.map((feature) => feature.name)
  const [left, right] = [names(a.fitted), names(b.fitted)]
  return {
    a, b,
    differences: differencesOf(a.figures, b.figures),
    onlyA: left.filter((name) => !right.includes(name)),
    onlyB: right.filter((name) => !left.includes(name)),
  }
}
