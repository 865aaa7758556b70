import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import type { Strategy } from '#strategy/contract'
import { definitionsOf, type DefinitionView, publishDefinition, saveDefinition, useDefinitionCheck } from '../../../api/definitions.js'
import { asApiError, type ApiError } from '../../../api/problem.js'
import { useRefresh } from '../../../api/query.js'
import { useSettled } from '../../../ui/feedback/use-settled.js'
import { useSay } from '../../../ui/language/use-say.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useNotice } from '../../../ui/theme/AntdLook.js'
import { type Located, mistakesAt, newValues, type StrategyValues, toBody, toDraft, toValues } from './strategy-values.js'

export interface StrategyForm {
  readonly values: StrategyValues
  readonly change: (part: Partial<StrategyValues>) => void
  readonly at: (...places: readonly string[]) => readonly string[]
  readonly mistakes: number
  readonly error: ApiError | null
  readonly busy: 'save' | 'publish' | null
  readonly isReady: boolean
  readonly save: () => Promise<void>
  readonly publish: () => Promise<void>
}

/** The state of the form: values, their located mistakes, saving and publishing. */
export function useStrategyForm(saved: DefinitionView | null, kept: Strategy | null, segment: string): StrategyForm {
  const { t } = useTranslation('strategy')
  const [values, setValues] = useState(() => (saved === null || kept === null ? newValues(segment, { treated: t('list.column.treated'), control: t('control') }) : toValues(saved, kept)))
  const [hasTried, setHasTried] = useState(saved !== null)
  const [error, setError] = useState<ApiError | null>(null)
  const [busy, setBusy] = useState<'save' | 'publish' | null>(null)
  const [revision, setRevision] = useState(saved?.revision ?? null)
  const say = useSay()
  const notice = useNotice()
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [scope] = useSearchParams()
  const asked = useSettled({ body: toBody(values, kept), ...(values.key === '' ? {} : { key: values.key }) })
  const check = useDefinitionCheck('strategy', hasTried ? asked : null)
  const located: Located[] = hasTried ? (check.data?.mistakes ?? []).map(({ path, message }) => ({ path: path.replace(/^body\./, ''), text: say(message) })) : []
  const refused = (error?.mistakes ?? []).map(({ path, message }) => ({ path, text: say(message) })).filter(({ path }) => path === 'key' || path.startsWith('name'))

  const write = async (step: 'save' | 'publish') => {
    setHasTried(true)
    setBusy(step)
    setError(null)
    try {
      const draft = await saveDefinition('strategy', toDraft(values, kept), revision)
      setRevision(draft.revision)
      if (step === 'publish') await publishDefinition('strategy', draft.key, draft.revision)
      await refresh(definitionsOf('strategy'), '/api/v1/strategies')
      notice.done(t(step === 'publish' ? 'form.published' : 'form.saved'))
      void navigate(keepScope(`/strategy/strategies/${encodeURIComponent(draft.key)}`, scope))
    } catch (reason) {
      setError(asApiError(reason))
    } finally {
      setBusy(null)
    }
  }
  return {
    values,
    change: (part) => setValues((current) => ({ ...current, ...part })),
    at: (...places) => mistakesAt([...located, ...refused], ...places),
    mistakes: located.length,
    error,
    busy,
    isReady: values.key.trim() !== '' && values.zh.trim() !== '' && values.segment !== '',
    save: () => write('save'),
    publish: () => write('publish'),
  }
}
