import { Alert, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ApiError, LocatedMistake } from '../../api/problem.js'
import { formatDuration } from '../format.js'
import { useSay } from '../language/use-say.js'
import { useFormatLocale } from '../theme/Look.js'
import { useFaultText } from './use-fault-text.js'

function MistakeList({ mistakes }: { readonly mistakes: readonly LocatedMistake[] }) {
  const say = useSay()
  return (
    <ol className="mistakes">
      {mistakes.map((mistake) => (
        <li key={`${mistake.path} ${mistake.code} ${mistake.message.zh}`}>
          {mistake.path !== '' && <code>{mistake.path}</code>} {say(mistake.message)}
        </li>
      ))}
    </ol>
  )
}

interface Props {
  readonly error: ApiError
  readonly onRetry?: (() => void) | undefined
}

/** What is wrong, where, and what to do; every mistake of an input is listed with its place. */
export function ErrorPanel({ error, onRetry }: Props) {
  const { t } = useTranslation('ui')
  const faultText = useFaultText()
  const locale = useFormatLocale()
  const { mistakes, retryAfter } = error
  return (
    <Alert
      className="error-panel"
      type="error"
      showIcon
      role="alert"
      title={mistakes.length > 0 ? t('error.mistakes', { count: mistakes.length }) : faultText(error)}
      description={
        <>
          {mistakes.length > 0 && <MistakeList mistakes={mistakes} />}
          {retryAfter !== undefined && (
            <p>{t('error.tryAfter', { wait: formatDuration(retryAfter * 1000, locale) })}</p>
          )}
          <small>{t('error.code', { code: error.code })}</small>
        </>
      }
      action={onRetry && <Button onClick={onRetry}>{t('action.retry')}</Button>}
    />
  )
}
