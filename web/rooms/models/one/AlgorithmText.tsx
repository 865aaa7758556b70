import { useTranslation } from 'react-i18next'
import { modelFileListSchema } from '#models/contract'
import { useDefinition } from '../../../api/definitions.js'
import { useApi } from '../../../api/query.js'
import { formatNumber } from '../../../ui/format.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { type Brought, readAlgorithm } from './read-algorithm.js'
import type { ModelDetail } from './use-picked-version.js'

/** The name of an uploaded file, and where it is kept. */
function FileName({ file }: { readonly file: string }) {
  const { data } = useApi('/api/v1/model-files', modelFileListSchema)
  const found = data?.items.find((one) => one.file === file)
  return <AppLink to="/model-files">{found?.name ?? file.slice(0, 12)}</AppLink>
}

function useBroughtWords(): (algorithm: Brought) => string {
  const { t } = useTranslation('models')
  const locale = useFormatLocale()
  const number = (value: number) => formatNumber(value, locale, 6)
  return (algorithm) => {
    const parts = [
      ...(algorithm.kind === 'expression' ? [t(algorithm.scale === 'log-odds' ? 'brought.logOdds' : 'brought.probability')] : []),
      ...(algorithm.kind === 'onnx' && algorithm.output !== undefined ? [t('brought.output', { name: algorithm.output.name, column: number((algorithm.output.column ?? 0) + 1) })] : []),
      ...(algorithm.kind === 'http' ? [t('brought.batches', { batch: number(algorithm.batch), seconds: number(algorithm.timeoutSeconds), retries: number(algorithm.retries) }), algorithm.secretRef === undefined ? t('brought.noSecret') : t('brought.secret', { name: algorithm.secretRef })] : []),
      algorithm.otherwise === undefined ? t('brought.leftOut') : t('brought.otherwise', { value: number(algorithm.otherwise) }),
      ...(algorithm.recalibrate ? [t('brought.recalibrate')] : []),
    ]
    return parts.join(t('brought.semicolon'))
  }
}

/** How the model scores, in words: what is learned here by its name, what the bank brings with its settings. */
export function AlgorithmText({ model }: { readonly model: ModelDetail }) {
  const { t } = useTranslation('models')
  const words = useBroughtWords()
  const algorithm = readAlgorithm(useDefinition('model', model.key).data?.body)
  if (algorithm === null) return <span className="soft">–</span>
  if (!('recalibrate' in algorithm)) return <>{t(`algorithm.${algorithm.kind as 'linear'}`, { defaultValue: algorithm.kind })}</>
  return (
    <>
      {t(`algorithm.${algorithm.kind}`)} {algorithm.kind === 'onnx' && <FileName file={algorithm.file} />} {algorithm.kind === 'http' && <code>{algorithm.url}</code>}
      <div className="soft">{words(algorithm)}</div>
    </>
  )
}
