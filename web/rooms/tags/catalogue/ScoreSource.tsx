import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import type { z } from 'zod'
import type { scoreSourceSchema } from '#tags/contract'
import { definitionPath } from '../../../shell/navigation.js'
import { AppLink } from '../../../ui/place/AppLink.js'

/** The run a score tag's values come from; a warning when none is young enough. */
export function ScoreSource({ score }: { readonly score: z.infer<typeof scoreSourceSchema> }) {
  const { t } = useTranslation('tags')
  const { model, analysis, run, maxAgeDays } = score
  const kind = model === null ? 'analysis' : 'model'
  const key = model ?? analysis ?? ''
  const to = definitionPath(kind, key)
  if (run === null) return <Alert type="warning" showIcon title={t(`source.${kind}`, { key })} description={t('source.none', { days: maxAgeDays })} action={to === undefined ? undefined : <AppLink to={to}>{t('source.open')}</AppLink>} />
  return (
    <p className="figures">
      {to === undefined ? t(`source.${kind}`, { key }) : <AppLink to={to}>{t(`source.${kind}`, { key })}</AppLink>} <span className="soft">{t('source.run', { run: run.runId, version: run.version, asOf: run.asOf, age: run.ageDays })} ({t('source.most', { days: maxAgeDays })})</span>
    </p>
  )
}
