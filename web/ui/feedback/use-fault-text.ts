import { useTranslation } from 'react-i18next'
import { type ApiError, lineFaults } from '../../api/problem.js'
import { useSay } from '../language/use-say.js'

/** One sentence for a fault: the server's own in the reader's language, or ours for a fault of the line. */
export function useFaultText(): (error: ApiError) => string {
  const { t } = useTranslation('ui')
  const say = useSay()
  return (error) => {
    if (error.sentence) return say(error.sentence)
    const fault = lineFaults.find((code) => code === error.code) ?? 'ANSWER_UNREADABLE'
    return t(`error.${fault}`, { status: error.status })
  }
}
