import { useTranslation } from 'react-i18next'
import { useSay } from '../../../ui/language/use-say.js'
import { readNamed, useBody } from '../analysis-body.js'
import { readMeasure } from '../measures.js'

/** Names of the measures of an analysis in the reader's language; a line of an account has the name its definition gives. */
export function useMeasureName(key: string | null, version: number | null): (measure: string) => string {
  const { t } = useTranslation('analyses')
  const say = useSay()
  const { lines } = readNamed(useBody('analysis', key, version).data?.body)
  return (measure) => {
    const { word, months } = readMeasure(measure)
    if (word === 'purchasesIn' || word === 'valueIn' || word === 'incomeIn' || word === 'ltvIn') return t(`measure.${word}`, { months })
    if (word !== null) return t(`measure.${word}`)
    const line = lines.find((one) => one.key === measure)
    return line === undefined ? measure : say(line.name)
  }
}
