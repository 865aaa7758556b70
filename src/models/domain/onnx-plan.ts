import type { Mistake } from '#kernel/error'
import type { OnnxPlug } from '../contract-plug.js'
import type { FeatureKind } from './feature-column.js'

/** How the inputs of a model file are filled from features, and where its score is. */
export interface OnnxPlan {
  readonly inputs: readonly OnnxInput[]
  readonly score: { readonly name: string; readonly column: number }
}

export interface OnnxInput {
  readonly name: string
  readonly type: 'float32' | 'float64' | 'string'
  readonly flat: boolean
  /** Features of its columns, in order. */
  readonly features: readonly string[]
}

interface Value {
  readonly name: string
  readonly type: string
  readonly shape: readonly (number | null)[]
}

export interface FileShape {
  readonly inputs: readonly Value[]
  readonly outputs: readonly Value[]
}

interface Named {
  readonly key: string
  readonly kind: FeatureKind
}

type Planned<Part> = { readonly ok: true; readonly part: Part } | { readonly ok: false; readonly mistakes: readonly Mistake[] }

const FLOATS = ['float32', 'float64']

/**
 * Fits a model file to features: one input of rows × features, all numbers in the order of the definition, or one input a
 * feature by its key. Every misfit is a mistake with its place.
 */
export function planOnnx(shape: FileShape, features: readonly Named[], output: OnnxPlug['output']): Planned<OnnxPlan> {
  const inputs = isTable(shape, features) ? oneTable(shape.inputs[0] as Value, features) : byName(shape.inputs, features)
  const score = scoreOf(shape.outputs, output)
  if (inputs.ok && score.ok) return { ok: true, part: { inputs: inputs.part, score: score.part } }
  return { ok: false, mistakes: [...(inputs.ok ? [] : inputs.mistakes), ...(score.ok ? [] : score.mistakes)] }
}

/** One input that is no feature's own. */
function isTable({ inputs }: FileShape, features: readonly Named[]): boolean {
  const [only] = inputs
  return inputs.length === 1 && only !== undefined && (features.length > 1 || features[0]?.key !== only.name)
}

function misfit(path: string, expected: string, found: string): Mistake {
  return { code: 'MODEL_ONNX_INPUTS', path, params: { expected, found } }
}

function oneTable(input: Value, features: readonly Named[]): Planned<readonly OnnxInput[]> {
  const codes = features.flatMap((feature, at) => (feature.kind === 'category' ? [{ ...feature, at }] : []))
  const mistakes = codes.map(({ key, at }) => misfit(`features[${at}]`, `numbers only in "${input.name}"`, `the codes of ${key}`))
  const [, width] = input.shape
  const fits = input.shape.length === 2 && input.shape[0] === null && (width === null || width === features.length)
  if (!fits || !FLOATS.includes(input.type)) {
    mistakes.push(misfit('algorithm.file', `"${input.name}": float32 [rows, ${features.length}]`, worded(input)))
  }
  if (mistakes.length > 0) return { ok: false, mistakes }
  return { ok: true, part: [{ name: input.name, type: input.type as OnnxInput['type'], flat: false, features: features.map(({ key }) => key) }] }
}

function byName(inputs: readonly Value[], features: readonly Named[]): Planned<readonly OnnxInput[]> {
  const mistakes: Mistake[] = []
  const planned: OnnxInput[] = []
  features.forEach(({ key, kind }, at) => {
    const input = inputs.find(({ name }) => name === key)
    const [rows, width = 1] = input?.shape ?? []
    const types = kind === 'number' ? FLOATS : ['string']
    const fits = input !== undefined && input.shape.length <= 2 && rows === null && (width === null || width === 1) && types.includes(input.type)
    if (fits) planned.push({ name: key, type: input.type as OnnxInput['type'], flat: input.shape.length === 1, features: [key] })
    else mistakes.push(misfit(`features[${at}]`, `"${key}": ${types[0]} [rows, 1]`, input === undefined ? inputs.map(worded).join(', ') : worded(input)))
  })
  const extra = inputs.filter(({ name }) => !features.some(({ key }) => key === name))
  if (extra.length > 0) mistakes.push(misfit('algorithm.file', features.map(({ key }) => key).join(', '), extra.map(worded).join(', ')))
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, part: planned }
}

function scoreOf(outputs: readonly Value[], asked: OnnxPlug['output']): Planned<OnnxPlan['score']> {
  const numbers = outputs.filter(({ type }) => FLOATS.includes(type))
  const wrong = (reason: string, path: string): Planned<never> => ({ ok: false, mistakes: [{ code: 'MODEL_ONNX_OUTPUT', path, params: { reason } }] })
  if (asked !== undefined) {
    const found = numbers.find(({ name }) => name === asked.name)
    if (found === undefined) return wrong(`"${asked.name}" is not among ${outputs.map(worded).join(', ')}`, 'algorithm.output.name')
    const width = found.shape[1] ?? null
    return width !== null && asked.column >= width ? wrong(`"${asked.name}" has ${width} columns`, 'algorithm.output.column') : { ok: true, part: asked }
  }
  const found = numbers.find(({ name }) => name === 'probabilities') ?? numbers[0]
  if (found === undefined) return wrong(`${outputs.map(worded).join(', ')}; a tensor of numbers is needed (without ZipMap)`, 'algorithm.file')
  const width = found.shape.length < 2 ? 1 : (found.shape[1] ?? 2)
  if (width > 2) return wrong(`${worded(found)}: say which column is the score`, 'algorithm.output')
  return { ok: true, part: { name: found.name, column: width - 1 } }
}

function worded({ name, type, shape }: Value): string {
  return `"${name}": ${type} [${shape.map((size) => size ?? 'rows').join(', ')}]`
}
