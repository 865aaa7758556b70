import type { Mistake } from '#kernel/error'
import { checkValue, nodesOf, tableSchema } from '#kernel/rule'
import { isListed } from '#platform/http'
import type { Context } from '#platform/context'
import { FEATURE_TABLE, type EndpointPlug, type ExpressionPlug, type OnnxPlug } from '../../contract-plug.js'
import type { FeatureKind } from '../../domain/feature-column.js'
import { planOnnx } from '../../domain/onnx-plan.js'
import type { Plug } from '../../contract-plug.js'
import { findModelFile } from '../../store/model-file-store.js'

interface Named {
  readonly key: string
  readonly kind: FeatureKind
}

/** Whether a brought model fits the features of its definition; every mistake with its place. */
export function plugMistakes(context: Context, plug: Plug, features: readonly Named[]): Promise<Mistake[]> {
  switch (plug.kind) {
    case 'expression':
      return Promise.resolve(expressionMistakes(plug, features))
    case 'onnx':
      return fileMistakes(context, plug, features)
    case 'http':
      return Promise.resolve(endpointMistakes(context, plug))
  }
}

const NOT_OF_FEATURES = new Set(['asOf', 'sample', 'param'])

function expressionMistakes({ value }: ExpressionPlug, features: readonly Named[]): Mistake[] {
  const checked = checkValue(value, tableSchema(FEATURE_TABLE, features.map(({ key, kind }) => ({ name: key, kind }))))
  if (!checked.ok) return checked.mistakes.map((mistake) => ({ ...mistake, path: `algorithm.value.${mistake.path}` }))
  const foreign = nodesOf(checked.value).filter(({ node }) => NOT_OF_FEATURES.has(node.kind))
  const numeric = ['decimal', 'int', 'bool'].includes(checked.type.type)
  return [
    ...foreign.map(({ node, path }): Mistake => ({ code: 'MODEL_EXPRESSION_READS', path: `algorithm.value.${path}`, params: { kind: node.kind } })),
    ...(numeric ? [] : [{ code: 'MODEL_EXPRESSION_TYPE' as const, path: 'algorithm.value', params: { type: checked.type.type } }]),
  ]
}

async function fileMistakes(context: Context, { file, output }: OnnxPlug, features: readonly Named[]): Promise<Mistake[]> {
  const stored = await findModelFile(context.ledger, file)
  if (stored === null) return [{ code: 'MODEL_ONNX_UNKNOWN', path: 'algorithm.file', params: { file } }]
  const planned = planOnnx(stored.shape, features, output)
  return planned.ok ? [] : [...planned.mistakes]
}

function endpointMistakes({ settings }: Context, { url }: EndpointPlug): Mistake[] {
  const target = new URL(url)
  return isListed(target, settings.modelHosts) ? [] : [{ code: 'MODEL_ENDPOINT_HOST', path: 'algorithm.url', params: { host: target.host } }]
}
